# METADATA
# title: container adds a capability beyond the usual ones
# description: |
#   A capability beyond those that a container runtime gives on its own opens a part of the node's
#   kernel, such as its network or its devices, to the container.
#   Namespaces that enforce the Pod Security Standards, level baseline, refuse the pod.
#
#   Names are compared as the kubelet writes them: in upper case and without `CAP_`.
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
#           capabilities: {add: [NET_BIND_SERVICE, NET_ADMIN]}
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
#           capabilities: {add: [NET_BIND_SERVICE]}
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
#           capabilities: {add: [CAP_CHOWN]}
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
#           capabilities: {add: [SYS_CHROOT, AUDIT_WRITE, SETPCAP], drop: [NET_RAW]}
#   ```
# custom:
#   level: {recommended: off, strict: warning, all: warning}
#   on: containers
#   also-in: [pss-restricted]
#   mutes: [capability-dangerous, capability-outside-baseline]
package kubelint.pss_baseline.pss_capabilities

import data.kubelint.lib.pss
import data.kubelint.lib.pss_baseline

deny contains pss.finding(violation) if {
	input.container.securityContext.capabilities.add
	some violation in pss_baseline.capabilities(input.container)
}
