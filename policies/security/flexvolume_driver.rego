# METADATA
# title: volume needs a FlexVolume driver
# description: |
#   FlexVolume drivers are programs that run as root on every node, and Kubernetes has deprecated
#   them for CSI drivers. The pod waits in `ContainerCreating` on each node that lacks the driver.
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
#         flexVolume: {driver: example.com/lvm}
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
#   ```yaml good {"allowed": ["example.com/lvm"]}
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
#         flexVolume: {driver: example.com/lvm}
#   ```
# custom:
#   level: info
#   on: pods
#   aliases:
#     - trivy:KSV-0028
#     - gatekeeper:K8sPSPFlexVolumes
#   params:
#     allowed:
#       default: []
#       description: the drivers that are accepted
package kubelint.security.flexvolume_driver

deny contains finding if {
	some i, volume in input.pod.spec.volumes
	volume.flexVolume
	not volume.flexVolume.driver in input.params.allowed
	finding := {
		"message": sprintf(
			"volume %q needs FlexVolume driver `%s`, and FlexVolume is deprecated",
			[volume.name, volume.flexVolume.driver],
		),
		"path": ["spec", "volumes", i, "flexVolume", "driver"],
		"help": "use a PersistentVolumeClaim of a CSI driver",
	}
}
