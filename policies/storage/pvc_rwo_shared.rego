# METADATA
# title: two workloads share a claim that one node may mount
# description: |
#   A volume with `ReadWriteOnce` is attached to one node. Pods of the second workload that are put
#   on another node stay in `ContainerCreating`, and which of the two gets the volume is a matter
#   of chance.
#
#   Workloads that an affinity keeps beside others are not reported.
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
#             volumeMounts:
#               - {name: data, mountPath: /data}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: worker}
#   spec:
#     selector: {matchLabels: {app: worker}}
#     template:
#       metadata: {labels: {app: worker}}
#       spec:
#         volumes:
#           - {name: data, persistentVolumeClaim: {claimName: data}}
#         containers:
#           - name: worker
#             image: example.com/worker:1.0
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
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: worker}
#   spec:
#     selector: {matchLabels: {app: worker}}
#     template:
#       metadata: {labels: {app: worker}}
#       spec:
#         volumes:
#           - {name: data, persistentVolumeClaim: {claimName: data}}
#         containers:
#           - name: worker
#             image: example.com/worker:1.0
#             volumeMounts:
#               - {name: data, mountPath: /data}
#   ---
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data}
#   spec:
#     accessModes: [ReadWriteMany]
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
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: worker}
#   spec:
#     selector: {matchLabels: {app: worker}}
#     template:
#       metadata: {labels: {app: worker}}
#       spec:
#         volumes:
#           - {name: data, persistentVolumeClaim: {claimName: files}}
#         containers:
#           - name: worker
#             image: example.com/worker:1.0
#             volumeMounts:
#               - {name: data, mountPath: /data}
#   ---
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data}
#   spec:
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 10Gi}}
#   ---
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: files}
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
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: worker}
#   spec:
#     selector: {matchLabels: {app: worker}}
#     template:
#       metadata: {labels: {app: worker}}
#       spec:
#         volumes:
#           - {name: data, persistentVolumeClaim: {claimName: data}}
#         affinity:
#           podAffinity:
#             requiredDuringSchedulingIgnoredDuringExecution:
#               - topologyKey: kubernetes.io/hostname
#                 labelSelector: {matchLabels: {app: web}}
#         containers:
#           - name: worker
#             image: example.com/worker:1.0
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
#   # A snapshot mounts nothing.
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
#   ---
#   apiVersion: snapshot.storage.k8s.io/v1
#   kind: VolumeSnapshot
#   metadata: {name: data}
#   spec:
#     source: {persistentVolumeClaimName: data}
#   ```
# custom:
#   level: warning
#   on: links
#   links: [same-claim]
#   outcomes: [found]
package kubelint.storage.pvc_rwo_shared

deny contains finding if {
	input.pod.spec.volumes
	other := input.targets[0]
	other.pod.spec.volumes
	# Elsewhere a claim of the same name is another one.
	object.get(input.resource, "namespace", "") == object.get(other.resource, "namespace", "")
	not is_kept_together(input.pod.spec)
	not is_kept_together(other.pod.spec)
	finding := {
		"message": sprintf("%s %q mounts PersistentVolumeClaim %q, which %s %q holds for one node", [
			input.resource.kind,
			input.resource.name,
			input.link.text,
			other.resource.kind,
			other.resource.name,
		]),
		"path": input.link.path,
		"help": "use `ReadWriteMany`, a claim for each, or an affinity that keeps both on one node",
		"related": [{
			"of": other.ref,
			"path": array.concat(other.pod.path, ["spec", "volumes", i]),
			"message": sprintf("%s %q mounts it here", [other.resource.kind, other.resource.name]),
		} |
			some i, volume in other.pod.spec.volumes
			volume.persistentVolumeClaim.claimName == input.link.text
		],
	}
}

is_kept_together(spec) if spec.affinity.podAffinity

is_kept_together(spec) if spec.nodeName

is_kept_together(spec) if spec.nodeSelector["kubernetes.io/hostname"]
