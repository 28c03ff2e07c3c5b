# METADATA
# title: request and limit of a container differ
# description: |
#   Only a pod all of whose containers request exactly their limits is of the Guaranteed class,
#   which is evicted last when a node runs out of memory. One value that differs takes that from the
#   whole pod.
#
#   Off by default: a limit above the request is how most teams share their nodes. A container that
#   has neither is the subject of `memory-limit-missing` and `cpu-limit-missing`.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {cpu: 500m, memory: 128Mi}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {cpu: 500m, memory: 128Mi}, limits: {cpu: 500m, memory: 128Mi}}
#   ```
#
#   ```yaml good
#   # The same amount may be written in two ways, and a limit alone is its own request.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {cpu: 0.5}, limits: {cpu: 500m, memory: 128Mi}}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {cpu: 500m, memory: 128Mi}, limits: {memory: 128Mi}}
#   ```
#
#   ```yaml good {"resources": ["memory"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {cpu: 500m, memory: 128Mi}, limits: {memory: 128Mi}}
#   ```
# custom:
#   level: off
#   on: containers
#   containers: [regular, sidecar]
#   aliases: [kube-score:container-resource-requests-equal-limits]
#   params:
#     resources:
#       default: [cpu, memory]
#       description: the resources that are compared
#   mutes: [cpu-request-differs-from-limit, memory-request-differs-from-limit]
package kubelint.resources.requests_differ_from_limits

import data.kubelint.lib.quantity

deny contains finding if {
	input.container.resources
	some resource in input.params.resources
	quantity.request_differs(input.container.effective, resource)
	finding := {
		"message": sprintf("container %q requests `%s` %s %s", [
			input.container.name,
			input.container.effective.requests[resource].text,
			resource,
			quantity.limit_in_words(input.container.effective, resource),
		]),
		"path": ["resources", "requests", resource],
		"help": "give the request and the limit the same value",
	}
}
