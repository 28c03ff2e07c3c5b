# METADATA
# title: AppArmor profile is not allowed
# description: |
#   Without AppArmor nothing but the container's own rights keeps it from files and mounts of the
#   kernel that no application needs.
#   Namespaces that enforce the Pod Security Standards, level baseline or restricted, refuse every
#   profile but RuntimeDefault and Localhost.
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
#           appArmorProfile: {type: Unconfined}
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
#           appArmorProfile: {type: RuntimeDefault}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext:
#       appArmorProfile: {type: Unconfined}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     annotations:
#       container.apparmor.security.beta.kubernetes.io/web: unconfined
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     annotations:
#       container.apparmor.security.beta.kubernetes.io/web: runtime/default
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     annotations:
#       container.apparmor.security.beta.kubernetes.io/web: localhost/web
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
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           appArmorProfile: {type: Localhost, localhostProfile: web}
#   ```
# custom:
#   level: {recommended: off, strict: warning, all: warning}
#   on: pods
#   also-in: [pss-restricted]
#   mutes: [apparmor-unconfined]
package kubelint.pss_baseline.pss_app_armor

import data.kubelint.lib.pss
import data.kubelint.lib.pss_baseline

deny contains pss.finding(violation) if {
	pss.is_set(input.pod, "appArmorProfile")
	some violation in pss_baseline.app_armor_fields(input.pod)
}

deny contains pss.finding(violation) if {
	input.pod.metadata.annotations
	some violation in pss_baseline.app_armor_annotations(input.pod)
}
