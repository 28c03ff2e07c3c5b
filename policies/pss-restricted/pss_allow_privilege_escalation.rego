# METADATA
# title: container may gain more rights
# description: |
#   As long as privilege escalation is allowed, which is the default, a program with the setuid bit
#   can give a process more rights than the container was started with.
#   Namespaces that enforce the Pod Security Standards, level restricted, refuse the pod.
#
#   Pods with `os.name: windows` are left out.
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
#         securityContext: {runAsNonRoot: true, allowPrivilegeEscalation: false}
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
#         securityContext: {allowPrivilegeEscalation: true}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
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
#   mutes: [privilege-escalation-enabled, privilege-escalation-not-disabled]
package kubelint.pss_restricted.pss_allow_privilege_escalation

import data.kubelint.lib.pss
import data.kubelint.lib.pss_restricted

deny contains pss.finding(violation) if {
	not input.container.securityContext.allowPrivilegeEscalation == false
	some violation in pss_restricted.privilege_escalation(input.container, input.pod)
}
