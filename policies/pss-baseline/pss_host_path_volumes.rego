# METADATA
# title: volume is a path of the node
# description: |
#   A hostPath volume shows the pod files of its node, which other pods and the node itself use too.
#   Namespaces that enforce the Pod Security Standards, level baseline or restricted, refuse the
#   pod.
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
#       - name: logs
#         emptyDir: {}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: {recommended: off, strict: warning, all: warning}
#   on: pods
#   also-in: [pss-restricted]
#   mutes: [host-path-volume]
package kubelint.pss_baseline.pss_host_path_volumes

import data.kubelint.lib.pss
import data.kubelint.lib.pss_baseline

deny contains pss.finding(violation) if {
	some volume in input.pod.spec.volumes
	volume.hostPath
	some violation in pss_baseline.host_path_volumes(input.pod)
}
