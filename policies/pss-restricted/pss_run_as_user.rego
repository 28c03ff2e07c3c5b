# METADATA
# title: runAsUser is 0
# description: |
#   User 0 is root, and with one hole in the runtime or the kernel it is root on the node.
#   Namespaces that enforce the Pod Security Standards, level restricted, refuse the pod.
#
#   Where the pod says 0 it is reported even if all containers say otherwise, as by the admission.
#   From Kubernetes 1.35 on a pod with `hostUsers: false` is left out.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext: {runAsUser: 0}
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
#         securityContext: {runAsUser: 1000}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {runAsUser: 0}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext: {runAsUser: 1000}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad 1.34
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     hostUsers: false
#     securityContext: {runAsUser: 0}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good 1.35
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     hostUsers: false
#     securityContext: {runAsUser: 0}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: {recommended: off, strict: warning, all: warning}
#   on: pods
#   mutes: [run-as-root-explicit]
package kubelint.pss_restricted.pss_run_as_user

import data.kubelint.lib.pss
import data.kubelint.lib.pss_restricted

deny contains pss.finding(violation) if {
	pss.is_set(input.pod, "runAsUser")
	some violation in pss_restricted.run_as_user(input.pod, input.target.minor)
}
