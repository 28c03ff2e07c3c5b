# METADATA
# title: pod mounts a claim
# description: |
#   What a pod writes to a claim outlives the pod, and has to be backed up, moved and one day
#   deleted. The findings of this rule are an inventory of where data is kept.
#
#   Volumes that no container mounts are left out.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     volumes:
#       - {name: data, persistentVolumeClaim: {claimName: data}}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         volumeMounts:
#           - {name: data, mountPath: /data}
#   ---
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data}
#   spec:
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 10Gi}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     volumes:
#       - {name: data, emptyDir: {}}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         volumeMounts:
#           - {name: data, mountPath: /data}
#   ---
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data}
#   spec:
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 10Gi}}
#   ```
#
#   ```yaml bad
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         volumes:
#           - {name: data, persistentVolumeClaim: {claimName: data}}
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             volumeDevices:
#               - {name: data, devicePath: /dev/data}
#   ---
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data}
#   spec:
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 10Gi}}
#     volumeMode: Block
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     volumes:
#       - {name: data, persistentVolumeClaim: {claimName: data}}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data}
#   spec:
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 10Gi}}
#   ```
# custom:
#   level: off
#   on: links
#   links: [claim]
#   outcomes: [found]
#   aliases: [kubescape:C-0257]
package kubelint.storage.workload_mounts_pvc

deny contains finding if {
	input.link.use == "volume"
	some volume in input.pod.spec.volumes
	volume.persistentVolumeClaim.claimName == input.link.target.name
	names := [container.name |
		some container in input.pod.containers
		mounts(container, volume.name)
	]
	count(names) > 0
	finding := {
		"message": sprintf("PersistentVolumeClaim %q is mounted into %s", [
			input.link.target.name,
			concat(", ", [sprintf("container %q", [name]) | some name in names]),
		]),
		"path": input.link.path,
	}
}

mounts(container, name) if {
	some field in ["volumeMounts", "volumeDevices"]
	some mount in container[field]
	mount.name == name
}
