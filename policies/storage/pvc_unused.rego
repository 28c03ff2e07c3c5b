# METADATA
# title: claim that no pod mounts
# description: |
#   A claim holds a volume and is paid for, whether a pod mounts it or not. Often it is left over,
#   or its name in the pod has a slip of the pen.
#
#   Asked are claims beside workloads whose manifests are all at hand. Claims that have the names
#   which a StatefulSet gives are left out.
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
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
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
#
#   ```yaml good
#   # Nothing says that the pods are among these files.
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
#   kind: StatefulSet
#   metadata: {name: web}
#   spec:
#     serviceName: web
#     volumeClaimTemplates:
#       - metadata: {name: data}
#         spec:
#           accessModes: [ReadWriteOnce]
#           resources: {requests: {storage: 10Gi}}
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             volumeMounts:
#               - {name: data, mountPath: /data}
#   ---
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data-web-0}
#   spec:
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 10Gi}}
#   ```
#
#   ```yaml good
#   # Kept for a snapshot.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data}
#   spec:
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 10Gi}}
#   ---
#   apiVersion: snapshot.storage.k8s.io/v1
#   kind: VolumeSnapshot
#   metadata: {name: data}
#   spec:
#     source: {persistentVolumeClaimName: data}
#   ```
#
#   ```yaml bad
#   # The volume behind it is no use of it.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web, namespace: shop}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data, namespace: shop}
#   spec:
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 10Gi}}
#   ---
#   apiVersion: v1
#   kind: PersistentVolume
#   metadata: {name: web-data}
#   spec:
#     capacity: {storage: 10Gi}
#     accessModes: [ReadWriteOnce]
#     claimRef: {namespace: shop, name: data}
#     csi: {driver: csi.example.com, volumeHandle: data}
#   ```
# custom:
#   level: info
#   on: [PersistentVolumeClaim]
package kubelint.storage.pvc_unused

deny contains finding if {
	input.links.unit.open == false
	some kind in {"Deployment", "StatefulSet", "DaemonSet", "CronJob", "Job", "Pod"}
	input.links.unit.kinds[kind]
	not is_used
	not is_of_a_stateful_set
	finding := {
		"message": sprintf("no pod mounts PersistentVolumeClaim %q", [input.resource.name]),
		"path": ["metadata", "name"],
		"help": "mount it, or remove it",
	}
}

is_used if {
	some user in input.links.usedBy
	user.kind != "PersistentVolume"
}

is_of_a_stateful_set if {
	input.links.unit.kinds.StatefulSet
	regex.match(`-[0-9]+$`, input.resource.name)
}
