# METADATA
# title: amount of memory is written in thousandths of a byte
# description: |
#   The suffix `m` means thousandths, so that `512m` is half a byte and not 512 megabytes. A
#   container with such a limit cannot start, and such a request counts as none.
#
#   Amounts that are plausible all the same are not reported: `1288490188800m` is what Kubernetes
#   itself writes for `1.2Gi`.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {limits: {memory: 512m}}
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
#         resources: {limits: {memory: 512Mi}}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     initContainers:
#       - name: unpack
#         image: example.com/unpack:1.0
#         resources: {requests: {ephemeral-storage: 100m}}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
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
#         resources: {requests: {cpu: 500m, memory: 1288490188800m}}
#   ```
# custom:
#   level: error
#   on: containers
#   containers: [regular, sidecar, init]
package kubelint.resources.memory_quantity_millis

import data.kubelint.lib.quantity

deny contains finding if {
	input.container.resources
	some amount in quantity.written(input.container.effective, ["memory", "ephemeral-storage"])
	endswith(amount.text, "m")
	amount.value < 1048576
	amount.value > 0
	corrected := sprintf("%sMi", [trim_suffix(amount.text, "m")])
	finding := {
		"message": sprintf("%s of container %q is `%s`, which is %v bytes", [
			amount.name,
			input.container.name,
			amount.text,
			amount.value,
		]),
		"path": amount.path,
		"help": sprintf("write `%s`", [corrected]),
		"fix": {
			"set": amount.path,
			"value": corrected,
			"title": sprintf("write `%s`", [corrected]),
		},
	}
}
