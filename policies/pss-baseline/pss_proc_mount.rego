# METADATA
# title: container sees /proc unmasked
# description: |
#   The usual mount of /proc hides what shows or changes the node's kernel, and `Unmasked` shows it
#   to the container.
#   Namespaces that enforce the Pod Security Standards, level baseline or restricted, refuse the
#   pod.
#
#   From Kubernetes 1.35 on level baseline allows it in a pod with `hostUsers: false`.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext: {procMount: Unmasked}
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
#         securityContext: {procMount: Default}
#   ```
#
#   ```yaml bad 1.34
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     hostUsers: false
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext: {procMount: Unmasked}
#   ```
#
#   ```yaml good 1.35
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     hostUsers: false
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext: {procMount: Unmasked}
#   ```
# custom:
#   level: {recommended: off, strict: warning, all: warning}
#   on: containers
#   also-in: [pss-restricted]
#   mutes: [proc-mount-unmasked]
package kubelint.pss_baseline.pss_proc_mount

import data.kubelint.lib.pss
import data.kubelint.lib.pss_baseline

deny contains pss.finding(violation) if {
	input.container.securityContext.procMount != "Default"
	some violation in pss_baseline.proc_mount(input.container, input.pod, input.target.minor)
}
