# METADATA
# title: seccomp profile is missing or not allowed
# description: |
#   Without a seccomp profile, which is what a pod gets when it asks for none, a container may make
#   every call to the node's kernel.
#   Namespaces that enforce the Pod Security Standards, level restricted, refuse the pod.
#
#   Pods with `os.name: windows` are left out. As the admission does, what is only missing is
#   reported when no profile is a wrong one.
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
#     securityContext:
#       seccompProfile: {type: RuntimeDefault}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
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
#           seccompProfile: {type: Localhost, localhostProfile: web.json}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext:
#       seccompProfile: {type: Unconfined}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext:
#       seccompProfile: {type: RuntimeDefault}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           seccompProfile: {type: Unconfined}
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
#   on: pods
#   mutes: [pss-seccomp, seccomp-missing, seccomp-unconfined]
package kubelint.pss_restricted.pss_restricted_seccomp

import data.kubelint.lib.pss
import data.kubelint.lib.pss_baseline
import data.kubelint.lib.pss_restricted

deny contains pss.finding(violation) if {
	some violation in pss_restricted.seccomp(input.pod)
}
