# METADATA
# title: cpu request and limit of a container differ
# description: |
#   A container that may use more CPU than it requested runs as fast as its neighbours let it, and
#   tests on an idle node promise a speed that a busy one does not keep. Equal values give the same
#   speed everywhere.
#
#   Off by default: what is left over on a node is there to be used.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {cpu: 100m}, limits: {cpu: 500m}}
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
#         resources: {requests: {cpu: 500m}, limits: {cpu: 500m}}
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
#         resources: {requests: {cpu: 100m}}
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
#         resources: {requests: {cpu: 0.5}, limits: {cpu: 500m}}
#       - name: log
#         image: example.com/log:1.0
#         resources: {limits: {cpu: 500m}}
#   ```
# custom:
#   level: off
#   on: containers
#   containers: [regular, sidecar]
#   aliases: [kube-score:container-cpu-requests-equal-limits]
package kubelint.resources.cpu_request_differs_from_limit

import data.kubelint.lib.quantity

deny contains finding if {
	quantity.request_differs(input.container.effective, "cpu")
	finding := {
		"message": sprintf("container %q requests `%s` cpu %s", [
			input.container.name,
			input.container.effective.requests.cpu.text,
			quantity.limit_in_words(input.container.effective, "cpu"),
		]),
		"path": ["resources", "requests", "cpu"],
		"help": "give the request and the limit the same value",
	}
}
