# METADATA
# title: capabilities are not dropped
# description: |
#   A container keeps a dozen rights of root that hardly any application needs, unless it drops them
#   all.
#   Namespaces that enforce the Pod Security Standards, level restricted, refuse a pod that does not
#   drop ALL or that adds more than NET_BIND_SERVICE.
#
#   Pods with `os.name: windows` are left out. `all` in lower case does not count, as by the
#   admission.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext: {runAsNonRoot: true}
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
#         securityContext:
#           runAsNonRoot: true
#           capabilities: {drop: [ALL]}
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
#         securityContext:
#           capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           capabilities: {drop: [ALL], add: [CHOWN]}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           capabilities: {drop: [NET_RAW]}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           capabilities: {drop: [all]}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     os: {name: windows}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: {recommended: off, strict: warning, all: warning}
#   on: containers
#   mutes:
#     - pss-capabilities
#     - capability-dangerous
#     - capability-outside-baseline
#     - capability-added
#     - capabilities-not-dropped
#     - capabilities-nothing-dropped
#     - net-raw-not-dropped
package kubelint.pss_restricted.pss_restricted_capabilities

import data.kubelint.lib.pss
import data.kubelint.lib.pss_restricted

deny contains pss.finding(violation) if {
	some violation in pss_restricted.capabilities(input.container, input.pod)
}
