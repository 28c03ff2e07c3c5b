# METADATA
# title: claim is used in a way that its volume mode does not allow
# description: |
#   A claim with `volumeMode: Block` is a raw device and belongs into `volumeDevices`, any other is
#   a file system and belongs into `volumeMounts`. Mixed up, the kubelet refuses to start the pod.
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
#       - name: web
#         image: example.com/web:1.0
#         volumeDevices:
#           - {name: data, devicePath: /dev/data}
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
#   ```
#
#   ```yaml good
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
#             volumeMounts:
#               - {name: data, mountPath: /data}
#   ---
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data}
#   spec:
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 10Gi}}
#   ```
# custom:
#   level: error
#   on: links
#   links: [claim]
#   outcomes: [found]
package kubelint.storage.pvc_volume_mode_mismatch

deny contains finding if {
	input.link.use == "volume"
	mode := object.get(input.targets[0].object, ["spec", "volumeMode"], "Filesystem")
	wrong := wrong_fields[mode]
	name := volume.name
	some container in input.pod.containers
	some i, mount in container[wrong.field]
	mount.name == name
	finding := {
		"message": sprintf("container %q uses PersistentVolumeClaim %q as a %s, but it is a %s", [
			container.name,
			input.link.target.name,
			wrong.as,
			wrong.is,
		]),
		"path": array.concat(pod_path, array.concat(container.path, [wrong.field, i, "name"])),
		"help": sprintf("move it to `%s`, or set `volumeMode: %s` in the claim", [
			wrong.instead,
			wrong.mode,
		]),
		"related": [{
			"of": input.targets[0].ref,
			"path": ["spec", "volumeMode"],
			"message": sprintf("the claim is a %s", [wrong.is]),
		}],
	}
}

wrong_fields := {
	"Block": {
		"field": "volumeMounts",
		"as": "file system",
		"is": "raw device",
		"instead": "volumeDevices",
		"mode": "Filesystem",
	},
	"Filesystem": {
		"field": "volumeDevices",
		"as": "raw device",
		"is": "file system",
		"instead": "volumeMounts",
		"mode": "Block",
	},
}

# The link is written in `spec.volumes[i].persistentVolumeClaim.claimName` of the pod.
pod_path := array.slice(input.link.path, 0, count(input.link.path) - 5)

volume := input.pod.spec.volumes[input.link.path[count(input.link.path) - 3]]
