# METADATA
# title: volume is of a type that `restricted` refuses
# description: |
#   The level `restricted` of Pod Security knows only volumes that Kubernetes itself manages.
#   Others reach storage under a name and with credentials that stand in the pod, past the
#   cluster's administrators.
#
#   A `hostPath` is the matter of the rules for node paths, a `flexVolume` of `flexvolume-driver`.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         volumeMounts: [{name: data, mountPath: /data}]
#     volumes:
#       - name: data
#         nfs: {server: nfs.example.com, path: /web}
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
#         volumeMounts: [{name: data, mountPath: /data}]
#     volumes:
#       - name: data
#         persistentVolumeClaim: {claimName: web}
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
#         volumeMounts: [{name: pages, mountPath: /pages}]
#     volumes:
#       - name: pages
#         image: {reference: "example.com/pages:1.0"}
#   ```
#
#   ```yaml good {"allowed": ["nfs"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         volumeMounts: [{name: data, mountPath: /data}]
#     volumes:
#       - name: data
#         nfs: {server: nfs.example.com, path: /web}
#   ```
# custom:
#   level: off
#   on: pods
#   aliases:
#     - trivy:KSV-0028
#     - gatekeeper:K8sPSPVolumeTypes
#   params:
#     allowed:
#       default:
#         - configMap
#         - csi
#         - downwardAPI
#         - emptyDir
#         - ephemeral
#         - image
#         - persistentVolumeClaim
#         - projected
#         - secret
#       description: the types of volume that are accepted
package kubelint.security.volume_type_not_restricted

deny contains finding if {
	some i, volume in input.pod.spec.volumes
	some type, _ in volume
	not type in {"name", "hostPath", "flexVolume"}
	not type in input.params.allowed
	finding := {
		"message": sprintf("volume %q is of type `%s`", [volume.name, type]),
		"path": ["spec", "volumes", i, type],
		"help": "use a PersistentVolumeClaim, or another type that `restricted` accepts",
	}
}
