# METADATA
# title: container is privileged
# description: |
#   A privileged container has every right and every device of its node, so whoever takes it over
#   has the node.
#   Namespaces that enforce the Pod Security Standards, level baseline or restricted, refuse the
#   pod.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext: {privileged: true}
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
#         securityContext: {privileged: false}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     initContainers:
#       - name: setup
#         image: example.com/setup:1.0
#         securityContext: {privileged: true}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: {recommended: off, strict: warning, all: warning}
#   on: containers
#   also-in: [pss-restricted]
#   mutes: [privileged-container]
package kubelint.pss_baseline.pss_privileged

import data.kubelint.lib.pss
import data.kubelint.lib.pss_baseline

deny contains pss.finding(violation) if {
	input.container.securityContext.privileged == true
	some violation in pss_baseline.privileged(input.container)
}
