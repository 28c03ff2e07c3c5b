# METADATA
# title: container has no ephemeral-storage request
# description: |
#   What a container writes to its own file system and to emptyDir volumes lies on the node's disk,
#   and the scheduler only counts what is requested. A pod that writes much without a request lands
#   on a node with a full disk and is evicted there.
#
#   A container that cannot write is not reported: with a read-only root file system, and without an
#   emptyDir volume on disk. Off by default: most containers write next to nothing.
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
#         resources: {requests: {ephemeral-storage: 200Mi}}
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
#         securityContext: {readOnlyRootFilesystem: true}
#         volumeMounts: [{name: cache, mountPath: /cache}]
#     volumes: [{name: cache, emptyDir: {}}]
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
#         securityContext: {readOnlyRootFilesystem: true}
#         volumeMounts: [{name: run, mountPath: /run}]
#     volumes: [{name: run, emptyDir: {medium: Memory}}]
#   ```
#
#   ```yaml bad {"only-when-writing": false}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext: {readOnlyRootFilesystem: true}
#   ```
# custom:
#   level: off
#   on: containers
#   containers: [regular, sidecar]
#   aliases: [kube-score:container-ephemeral-storage-request-and-limit]
#   params:
#     only-when-writing:
#       default: true
#       description: whether only containers count that can write to the node's disk
package kubelint.resources.ephemeral_storage_request_missing

deny contains finding if {
	not input.container.effective.requests["ephemeral-storage"]
	writes
	finding := {
		"message": sprintf("container %q has no ephemeral-storage request", [input.container.name]),
		"path": ["resources", "requests", "ephemeral-storage"],
		"help": "set `resources.requests.ephemeral-storage`, for example `200Mi`",
	}
}

writes if not input.params["only-when-writing"]

writes if not input.container.effective.securityContext.readOnlyRootFilesystem

writes if {
	some mount in input.container.volumeMounts
	some volume in input.pod.spec.volumes
	volume.name == mount.name
	volume.emptyDir
	not volume.emptyDir.medium == "Memory"
}
