# METADATA
# title: seccomp profile is not allowed
# description: |
#   Without seccomp a container may make every call to the node's kernel, also those that are only
#   good for breaking out of it.
#   Namespaces that enforce the Pod Security Standards, level baseline or restricted, refuse every
#   profile but RuntimeDefault and Localhost.
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
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           seccompProfile: {type: Localhost, localhostProfile: web.json}
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
# custom:
#   level: {recommended: off, strict: warning, all: warning}
#   on: pods
#   also-in: [pss-restricted]
#   mutes: [seccomp-unconfined]
package kubelint.pss_baseline.pss_seccomp

import data.kubelint.lib.pss
import data.kubelint.lib.pss_baseline

deny contains pss.finding(violation) if {
	pss.is_set(input.pod, "seccompProfile")
	some violation in pss_baseline.seccomp(input.pod)
}
