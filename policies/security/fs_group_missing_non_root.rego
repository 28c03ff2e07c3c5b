# METADATA
# title: user that is not root may not be able to write to its volume
# description: |
#   A fresh volume belongs to root, and without `fsGroup` nobody hands it over to the user that the
#   container runs as. The first write then fails with `permission denied`, often only in the
#   cluster whose storage driver does so.
#
#   A pod with `supplementalGroups`, or with an init container that may prepare the volume as root,
#   is not reported.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db}
#   spec:
#     securityContext: {runAsUser: 1000}
#     containers:
#       - name: db
#         image: example.com/db:1.0
#         volumeMounts: [{name: data, mountPath: /data}]
#     volumes:
#       - name: data
#         persistentVolumeClaim: {claimName: db}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db}
#   spec:
#     securityContext: {runAsUser: 1000, fsGroup: 1000}
#     containers:
#       - name: db
#         image: example.com/db:1.0
#         volumeMounts: [{name: data, mountPath: /data}]
#     volumes:
#       - name: data
#         persistentVolumeClaim: {claimName: db}
#   ```
#
#   ```yaml bad
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: db}
#   spec:
#     serviceName: db
#     selector: {matchLabels: {app: db}}
#     template:
#       metadata: {labels: {app: db}}
#       spec:
#         containers:
#           - name: db
#             image: example.com/db:1.0
#             securityContext: {runAsUser: 1000}
#             volumeMounts: [{name: data, mountPath: /data}]
#     volumeClaimTemplates:
#       - metadata: {name: data}
#         spec:
#           accessModes: [ReadWriteOnce]
#           resources: {requests: {storage: 1Gi}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db}
#   spec:
#     initContainers:
#       - name: chown
#         image: example.com/shell:1.0
#         command: [chown, "1000", /data]
#         securityContext: {runAsUser: 0}
#         volumeMounts: [{name: data, mountPath: /data}]
#     containers:
#       - name: db
#         image: example.com/db:1.0
#         securityContext: {runAsUser: 1000}
#         volumeMounts: [{name: data, mountPath: /data}]
#     volumes:
#       - name: data
#         persistentVolumeClaim: {claimName: db}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db}
#   spec:
#     securityContext: {runAsUser: 1000}
#     containers:
#       - name: db
#         image: example.com/db:1.0
#         volumeMounts: [{name: data, mountPath: /data, readOnly: true}]
#     volumes:
#       - name: data
#         persistentVolumeClaim: {claimName: db}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db}
#   spec:
#     securityContext: {runAsUser: 1000, supplementalGroups: [2000]}
#     containers:
#       - name: db
#         image: example.com/db:1.0
#         volumeMounts: [{name: data, mountPath: /data}]
#     volumes:
#       - name: data
#         persistentVolumeClaim: {claimName: db}
#   ```
# custom:
#   level: info
#   on: pods
package kubelint.security.fs_group_missing_non_root

import data.kubelint.lib.claim

deny contains finding if {
	not input.pod.spec.securityContext.fsGroup
	not input.pod.spec.securityContext.supplementalGroups
	count(claims) > 0
	writers := [writer |
		some container in input.pod.containers
		container.effective.securityContext.runAsUser > 0
		some i, mount in container.volumeMounts
		mount.name in claims
		not mount.readOnly
		not prepared(mount.name)
		container.name
		writer := {
			"container": container.name,
			"user": container.effective.securityContext.runAsUser,
			"volume": mount.name,
			"path": array.concat(container.path, ["volumeMounts", i]),
		}
	]
	count(writers) > 0
	first := writers[0]
	finding := {
		"message": sprintf(
			"container %q may not be able to write to volume %q as user %d: no `fsGroup`",
			[first.container, first.volume, first.user],
		),
		"path": ["spec", "securityContext", "fsGroup"],
		"help": sprintf("set `fsGroup`, for example `%d`", [first.user]),
		"related": [{"path": writer.path, "message": "mounted here"} | some writer in writers],
	}
}

claims := claim.writable(
	object.get(input.pod.spec, "volumes", []),
	object.get(input.object, ["spec", "volumeClaimTemplates"], []),
)

# An init container that may be root and has the volume can have given it away.
prepared(volume) if {
	some container in input.pod.containers
	container.type == "init"
	object.get(container.effective.securityContext, "runAsUser", 0) == 0
	some mount in container.volumeMounts
	mount.name == volume
}
