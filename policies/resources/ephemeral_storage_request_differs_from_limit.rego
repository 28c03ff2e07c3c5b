# METADATA
# title: ephemeral-storage request and limit of a container differ
# description: |
#   What a container writes above its request is space that its node has promised to nobody. When
#   the disk fills up, the pods that are above their requests are evicted first.
#
#   Off by default, and only where both are set.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {ephemeral-storage: 100Mi}, limits: {ephemeral-storage: 2Gi}}
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
#         resources: {requests: {ephemeral-storage: 2Gi}, limits: {ephemeral-storage: 2Gi}}
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
#         resources: {requests: {ephemeral-storage: 100Mi}}
#   ```
# custom:
#   level: off
#   on: containers
#   containers: [regular, sidecar]
#   aliases: [kube-score:container-ephemeral-storage-request-equals-limit]
package kubelint.resources.ephemeral_storage_request_differs_from_limit

deny contains finding if {
	limit := input.container.effective.limits["ephemeral-storage"]
	request := input.container.effective.requests["ephemeral-storage"]
	request.value != limit.value
	finding := {
		"message": sprintf(
			"container %q requests `%s` ephemeral-storage and is limited to `%s`",
			[input.container.name, request.text, limit.text],
		),
		"path": ["resources", "requests", "ephemeral-storage"],
		"help": "give the request and the limit the same value",
	}
}
