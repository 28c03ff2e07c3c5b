# METADATA
# title: volume type is not allowed
# description: |
#   The pod names storage by itself, such as a server or a path of the node, where a
#   PersistentVolume lets those who run the cluster decide.
#   Namespaces that enforce the Pod Security Standards, level restricted, refuse the pod.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     volumes:
#       - name: data
#         nfs: {server: nfs.example.com, path: /data}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     volumes:
#       - name: data
#         persistentVolumeClaim: {claimName: data}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     volumes:
#       - name: logs
#         hostPath: {path: /var/log}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     volumes:
#       - name: cache
#         emptyDir:
#       - name: model
#         image: {reference: "example.com/model:1.0"}
#       - name: config
#         configMap: {name: config}
#       - name: keys
#         secret: {secretName: keys}
#       - name: driver
#         csi: {driver: csi.example.com}
#       - name: about
#         downwardAPI: {items: []}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: {recommended: off, strict: warning, all: warning}
#   on: pods
#   mutes: [pss-host-path-volumes, host-path-volume, volume-type-not-restricted]
package kubelint.pss_restricted.pss_restricted_volumes

import data.kubelint.lib.pss
import data.kubelint.lib.pss_restricted

deny contains pss.finding(violation) if {
	some violation in pss_restricted.volumes(input.pod)
}
