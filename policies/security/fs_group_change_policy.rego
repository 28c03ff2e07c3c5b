# METADATA
# title: the volume's files change hands at every start
# description: |
#   With `fsGroup` the kubelet walks through the whole volume before each start and gives every
#   file to that group. On a volume with many files the pod then stays in `ContainerCreating` for
#   minutes; `OnRootMismatch` skips the walk when the top folder already belongs to the group.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db}
#   spec:
#     securityContext: {fsGroup: 2000}
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
#     securityContext: {fsGroup: 2000, fsGroupChangePolicy: OnRootMismatch}
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
#         securityContext: {fsGroup: 2000}
#         containers:
#           - name: db
#             image: example.com/db:1.0
#             volumeMounts: [{name: data, mountPath: /data}]
#     volumeClaimTemplates:
#       - metadata: {name: data}
#         spec:
#           accessModes: [ReadWriteOnce]
#           resources: {requests: {storage: 1Gi}}
#   ```
#
#   A volume that is read or empty at the start costs nothing:
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db}
#   spec:
#     securityContext: {fsGroup: 2000}
#     containers:
#       - name: db
#         image: example.com/db:1.0
#         volumeMounts:
#           - {name: scratch, mountPath: /scratch}
#           - {name: archive, mountPath: /archive}
#     volumes:
#       - name: scratch
#         emptyDir: {}
#       - name: archive
#         persistentVolumeClaim: {claimName: archive, readOnly: true}
#   ```
# custom:
#   level: off
#   on: pods
#   aliases: [kubescape:C-0211]
package kubelint.security.fs_group_change_policy

import data.kubelint.lib.claim

deny contains finding if {
	input.pod.spec.securityContext.fsGroup
	not input.pod.spec.securityContext.fsGroupChangePolicy
	templates := object.get(input.object, ["spec", "volumeClaimTemplates"], [])
	count(claim.writable(object.get(input.pod.spec, "volumes", []), templates)) > 0
	finding := {
		"message": "every start changes the group of all files of the pod's volumes (`fsGroup`)",
		"path": ["spec", "securityContext", "fsGroupChangePolicy"],
		"help": "set `fsGroupChangePolicy: OnRootMismatch`",
		"fix": {
			"title": "change the group only where the top folder has another",
			"set": ["spec", "securityContext", "fsGroupChangePolicy"],
			"value": "OnRootMismatch",
		},
	}
}
