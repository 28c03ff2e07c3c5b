# METADATA
# title: SELinux options are not allowed
# description: |
#   Another SELinux type, user or role than those for containers takes away the boundary that
#   SELinux draws between a container and its node.
#   Namespaces that enforce the Pod Security Standards, level baseline or restricted, refuse the
#   pod.
#
#   The level may be set. The type `container_engine_t` is allowed from Kubernetes 1.31 on.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext:
#       seLinuxOptions: {type: spc_t}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext:
#       seLinuxOptions: {type: container_t, level: "s0:c123,c456"}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
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
#           seLinuxOptions: {user: system_u, role: system_r}
#   ```
#
#   ```yaml bad 1.30
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           seLinuxOptions: {type: container_engine_t}
#   ```
#
#   ```yaml good 1.31
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           seLinuxOptions: {type: container_engine_t}
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
#           seLinuxOptions: {type: "", user: "", role: ""}
#   ```
# custom:
#   level: {recommended: off, strict: warning, all: warning}
#   on: pods
#   also-in: [pss-restricted]
#   mutes: [selinux-options-custom]
package kubelint.pss_baseline.pss_selinux_options

import data.kubelint.lib.pss
import data.kubelint.lib.pss_baseline

deny contains pss.finding(violation) if {
	pss.is_set(input.pod, "seLinuxOptions")
	some violation in pss_baseline.selinux_options(input.pod, input.target.minor)
}
