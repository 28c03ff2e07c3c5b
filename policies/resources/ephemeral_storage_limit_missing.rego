# METADATA
# title: container has no ephemeral-storage limit
# description: |
#   Logs, temporary files and emptyDir volumes of a container lie on the node's disk, and without a
#   limit one container can fill it. The kubelet then evicts pods of that node until there is space
#   again, and not only the one that filled it.
#
#   Off by default: most containers write next to nothing. `max` also reports limits that are
#   higher.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
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
#         resources: {limits: {ephemeral-storage: 1Gi}}
#   ```
#
#   ```yaml bad {"max": "2Gi"}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {limits: {ephemeral-storage: 50Gi}}
#   ```
# custom:
#   level: off
#   on: containers
#   containers: [regular, sidecar]
#   aliases:
#     - kube-score:container-ephemeral-storage-request-and-limit
#     - gatekeeper:K8sContainerEphemeralStorageLimit
#   params:
#     max:
#       default: ""
#       description: the highest limit that is allowed, for example 2Gi; none when empty
package kubelint.resources.ephemeral_storage_limit_missing

deny contains finding if {
	not input.container.effective.limits["ephemeral-storage"]
	finding := {
		"message": sprintf("container %q has no ephemeral-storage limit", [input.container.name]),
		"path": path,
		"help": "set `resources.limits.ephemeral-storage`, for example `1Gi`",
	}
}

deny contains finding if {
	limit := input.container.effective.limits["ephemeral-storage"]
	input.params.max != ""
	limit.value > units.parse(input.params.max)
	finding := {
		"message": sprintf("container %q has an ephemeral-storage limit of `%s`, above `%s`", [
			input.container.name,
			limit.text,
			input.params.max,
		]),
		"path": path,
		"help": sprintf("set it to `%s` or less", [input.params.max]),
	}
}

path := ["resources", "limits", "ephemeral-storage"]
