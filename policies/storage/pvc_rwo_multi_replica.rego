# METADATA
# title: replicas share a claim that one node may mount
# description: |
#   A volume with `ReadWriteOnce` is attached to one node. Replicas that are put on another node
#   stay in `ContainerCreating`, and when a node fails its volume does not follow the pods.
#
#   `ReadWriteOncePod` leaves it to a single pod, and is an error. Replicas that an affinity keeps
#   on one node are not reported.
#
#   ```yaml bad
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 2
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
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 2
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
#     replicas: 2
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
#     accessModes: [ReadWriteOncePod]
#     resources: {requests: {storage: 10Gi}}
#   ```
#
#   ```yaml bad
#   # An autoscaler runs several.
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
#   apiVersion: autoscaling/v2
#   kind: HorizontalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     maxReplicas: 5
#   ```
#
#   ```yaml bad
#   # One pod for each node.
#   apiVersion: apps/v1
#   kind: DaemonSet
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
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 2
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         volumes:
#           - {name: data, persistentVolumeClaim: {claimName: data}}
#         affinity:
#           podAffinity:
#             requiredDuringSchedulingIgnoredDuringExecution:
#               - topologyKey: kubernetes.io/hostname
#                 labelSelector: {matchLabels: {app: web}}
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
#   # It can be mounted either way.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 2
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
#     accessModes: [ReadWriteOnce, ReadWriteMany]
#     resources: {requests: {storage: 10Gi}}
#   ```
#
#   ```yaml good
#   # Each pod has a claim of its own.
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: web}
#   spec:
#     replicas: 2
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
#   ```
# custom:
#   level: warning
#   on: links
#   links: [claim]
#   outcomes: [found]
#   mutes: [pvc-rwo-rolling-update]
package kubelint.storage.pvc_rwo_multi_replica

import data.kubelint.lib.access_mode
import data.kubelint.lib.horizontal_autoscaler

deny contains finding if {
	input.link.use == "volume"
	mode := access_mode.single(input.targets[0].object.spec.accessModes)
	# Of several claims of that name it is not known which one is meant.
	count(input.targets) == 1
	runs_several
	not input.pod.spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution
	finding := {
		"message": sprintf("the replicas of %s %q share PersistentVolumeClaim %q, which is `%s`", [
			input.resource.kind,
			input.resource.name,
			input.link.target.name,
			mode,
		]),
		"path": input.link.path,
		"help": "run one replica, use `ReadWriteMany`, or give each its claim with a StatefulSet",
		"shift": shift[mode],
		"related": [{
			"of": input.targets[0].ref,
			"path": ["spec", "accessModes"],
			"message": words[mode],
		}],
	}
}

words := {
	"ReadWriteOnce": "only one node may mount it",
	"ReadWriteOncePod": "only one pod may mount it",
}

shift := {"ReadWriteOnce": 0, "ReadWriteOncePod": 1}

runs_several if {
	input.resource.kind in {"Deployment", "ReplicaSet", "StatefulSet", "Rollout", "DeploymentConfig"}
	input.object.spec.replicas > 1
}

runs_several if input.resource.kind == "DaemonSet"

runs_several if {
	some autoscaler in horizontal_autoscaler.among(input.links.autoscalers)
	horizontal_autoscaler.most(autoscaler.kind, autoscaler.spec) > 1
}
