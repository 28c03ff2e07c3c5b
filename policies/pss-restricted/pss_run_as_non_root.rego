# METADATA
# title: container may run as root
# description: |
#   Nothing keeps the container from running as root, so that a way out of it is a way to root on
#   the node.
#   Namespaces that enforce the Pod Security Standards, level restricted, refuse the pod.
#
#   A `runAsUser` other than 0 is not enough for the standard. From Kubernetes 1.35 on a pod with
#   `hostUsers: false` is left out. As the admission does, what is only missing is reported when
#   nothing says `runAsNonRoot: false`.
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
#     securityContext: {runAsNonRoot: true}
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
#         securityContext: {runAsNonRoot: true}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {runAsNonRoot: false}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {runAsNonRoot: true}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext: {runAsNonRoot: false}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {runAsUser: 1000}
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
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: {recommended: off, strict: warning, all: warning}
#   on: pods
#   mutes: [run-as-non-root-missing, run-as-root-explicit]
package kubelint.pss_restricted.pss_run_as_non_root

import data.kubelint.lib.pss
import data.kubelint.lib.pss_restricted

deny contains pss.finding(violation) if {
	some violation in pss_restricted.run_as_non_root(input.pod, input.target.minor)
}
