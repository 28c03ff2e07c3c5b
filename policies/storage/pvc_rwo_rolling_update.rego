# METADATA
# title: rolling update waits for a volume that the old pod holds
# description: |
#   A rolling update starts the new pod before it stops the old one. When the new one is put on
#   another node it waits for the volume, which the old pod holds there, and the update may never
#   end.
#
#   Affinity to its own pods, and `maxSurge: 0`, avoid that.
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
#     strategy: {type: Recreate}
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
#     replicas: 1
#     strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}
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
#     strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}
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
#     replicas: 0
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
#   level: info
#   on: links
#   links: [claim]
#   outcomes: [found]
package kubelint.storage.pvc_rwo_rolling_update

import data.kubelint.lib.access_mode

deny contains finding if {
	input.resource.kind == "Deployment"
	object.get(input.object.spec, "replicas", 1) == 1
	object.get(input.object.spec, ["strategy", "type"], "RollingUpdate") == "RollingUpdate"
	not object.get(input.object.spec, ["strategy", "rollingUpdate", "maxSurge"], 1) in {0, "0", "0%"}
	not input.pod.spec.affinity.podAffinity
	is_first_claim
	count(input.targets) == 1
	mode := access_mode.single(input.targets[0].object.spec.accessModes)
	finding := {
		"message": sprintf("the update of Deployment %q may wait for PersistentVolumeClaim %q (`%s`)", [
			input.resource.name,
			input.link.target.name,
			mode,
		]),
		"path": ["spec", "strategy", "type"],
		"help": "set `spec.strategy.type` to `Recreate`",
		"related": [
			{"path": input.link.path, "message": "the claim is mounted here"},
			{
				"of": input.targets[0].ref,
				"path": ["spec", "accessModes"],
				"message": "only one node or pod may mount it",
			},
		],
		"fix": {
			"title": "stop the old pod first",
			"set": ["spec", "strategy"],
			"value": {"type": "Recreate"},
		},
	}
}

# One finding is enough for a pod with several.
is_first_claim if {
	some i, volume in input.pod.spec.volumes
	volume.persistentVolumeClaim
	earlier := array.slice(input.pod.spec.volumes, 0, i)
	count([claim | some claim in earlier; claim.persistentVolumeClaim]) == 0
	input.link.target.name == volume.persistentVolumeClaim.claimName
}
