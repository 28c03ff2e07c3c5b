# METADATA
# title: claim that is used does not exist
# description: |
#   A pod whose claim does not exist stays pending until somebody creates it. A Deployment that is
#   updated then waits with its new pods, and a first one never starts.
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
#           - {name: data, persistentVolumeClaim: {claimName: dta}}
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
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 10Gi}}
#   ```
#
#   ```yaml bad
#   # No name is near, but there are claims in this namespace.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         volumes:
#           - {name: files, persistentVolumeClaim: {claimName: uploads}}
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             volumeMounts:
#               - {name: files, mountPath: /data}
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
#   # A claim is of one namespace.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web, namespace: shop}
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
#   metadata: {name: data, namespace: bank}
#   spec:
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 10Gi}}
#   ```
#
#   ```yaml good
#   # Nothing says that the claims are among these files.
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
#   ```
#
#   ```yaml good
#   # A StatefulSet makes its claims.
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
#   metadata: {name: backup}
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
#       - name: data
#         ephemeral:
#           volumeClaimTemplate:
#             spec:
#               accessModes: [ReadWriteOnce]
#               resources: {requests: {storage: 1Gi}}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         volumeMounts:
#           - {name: data, mountPath: /data}
#   ---
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: backup}
#   spec:
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 10Gi}}
#   ```
#
#   ```yaml good
#   # A volume may wait for its claim.
#   apiVersion: v1
#   kind: PersistentVolume
#   metadata: {name: web-data}
#   spec:
#     capacity: {storage: 10Gi}
#     accessModes: [ReadWriteOnce]
#     claimRef: {namespace: shop, name: data}
#     csi: {driver: csi.example.com, volumeHandle: data}
#   ---
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: backup, namespace: shop}
#   spec:
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 10Gi}}
#   ```
# custom:
#   level: warning
#   on: links
#   links: [claim]
package kubelint.storage.pvc_reference_missing

import data.kubelint.lib.link

deny contains finding if {
	input.link.use != "claimRef"
	link.reportable(input.link)
	finding := link.finding(
		input.link,
		sprintf("%s %q uses PersistentVolumeClaim %q, which is not among the manifests", [
			input.resource.kind,
			input.resource.name,
			input.link.target.name,
		]),
		"add the claim, or list it under `[externals]` in kubelint.toml",
	)
}
