# METADATA
# title: memory request and limit of a container differ
# description: |
#   A container that uses more memory than it requested lives on what its node happens to have left,
#   and is among the first to be evicted when that runs out. Equal values keep the promise that the
#   scheduler made.
#
#   Off by default: a limit above the request is how most teams share their nodes.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {memory: 128Mi}, limits: {memory: 512Mi}}
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
#         resources: {requests: {memory: 512Mi}, limits: {memory: 512Mi}}
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
#         resources: {requests: {memory: 128Mi}}
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
#         resources: {requests: {memory: 0.5Gi}, limits: {memory: 512Mi}}
#       - name: log
#         image: example.com/log:1.0
#         resources: {limits: {memory: 512Mi}}
#   ```
# custom:
#   level: off
#   on: containers
#   containers: [regular, sidecar]
#   aliases: [kube-score:container-memory-requests-equal-limits]
package kubelint.resources.memory_request_differs_from_limit

import data.kubelint.lib.quantity

deny contains finding if {
	quantity.request_differs(input.container.effective, "memory")
	finding := {
		"message": sprintf("container %q requests `%s` memory %s", [
			input.container.name,
			input.container.effective.requests.memory.text,
			quantity.limit_in_words(input.container.effective, "memory"),
		]),
		"path": ["resources", "requests", "memory"],
		"help": "give the request and the limit the same value",
	}
}
