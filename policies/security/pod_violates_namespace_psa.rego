# METADATA
# title: pod is refused by its namespace
# description: |
#   The labels of the Namespace tell the admission to refuse pods that break a level of the Pod
#   Security Standards, and this one does.
#   A Deployment or another controller is created all the same, and then none of its pods ever
#   starts.
#
#   The level is that of `enforce`, the version that of `enforce-version`, or that of the cluster. A
#   level that does not exist is reported by `namespace-psa-label-invalid` alone.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Namespace
#   metadata:
#     name: shop
#     labels:
#       pod-security.kubernetes.io/enforce: baseline
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     hostPID: true
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Namespace
#   metadata:
#     name: shop
#     labels:
#       pod-security.kubernetes.io/enforce: baseline
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Namespace
#   metadata:
#     name: shop
#     labels:
#       pod-security.kubernetes.io/enforce: restricted
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Namespace
#   metadata:
#     name: shop
#     labels:
#       pod-security.kubernetes.io/enforce: restricted
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     securityContext:
#       runAsNonRoot: true
#       seccompProfile: {type: RuntimeDefault}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           allowPrivilegeEscalation: false
#           capabilities: {drop: [ALL]}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Namespace
#   metadata:
#     name: shop
#     labels:
#       pod-security.kubernetes.io/enforce: privileged
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     hostPID: true
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Namespace
#   metadata:
#     name: shop
#     labels:
#       pod-security.kubernetes.io/warn: restricted
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     hostPID: true
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Namespace
#   metadata:
#     name: shop
#     labels:
#       pod-security.kubernetes.io/enforce: baseline
#       pod-security.kubernetes.io/enforce-version: v1.33
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         livenessProbe:
#           httpGet: {port: 8080, host: 10.0.0.1}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Namespace
#   metadata:
#     name: shop
#     labels:
#       pod-security.kubernetes.io/enforce: baseline
#       pod-security.kubernetes.io/enforce-version: latest
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         livenessProbe:
#           httpGet: {port: 8080, host: 10.0.0.1}
#   ```
# custom:
#   level: error
#   on: pods
#   mutes:
#     - pss-host-process
#     - pss-host-namespaces
#     - pss-privileged
#     - pss-capabilities
#     - pss-host-path-volumes
#     - pss-host-ports
#     - pss-host-probes
#     - pss-app-armor
#     - pss-selinux-options
#     - pss-proc-mount
#     - pss-seccomp
#     - pss-sysctls
#     - windows-host-process
#     - host-network
#     - host-pid
#     - host-ipc
#     - privileged-container
#     - capability-dangerous
#     - capability-outside-baseline
#     - host-path-volume
#     - host-port
#     - probe-host-set
#     - apparmor-unconfined
#     - selinux-options-custom
#     - proc-mount-unmasked
#     - seccomp-unconfined
#     - sysctl-unsafe
package kubelint.security.pod_violates_namespace_psa

import data.kubelint.lib.pss
import data.kubelint.lib.pss_baseline
import data.kubelint.lib.pss_levels
import data.kubelint.lib.pss_restricted

deny contains finding if {
	input.links.namespace.labels["pod-security.kubernetes.io/enforce"] in {"baseline", "restricted"}
	level := pss_levels.level(input.links.namespace, "enforce")
	minor := pss_levels.minor(input.links.namespace, "enforce", input.target.minor)
	some violation in pss_levels.violations(level, input.pod, minor)
	finding := {
		"message": sprintf("namespace %q refuses the pod, %s: %s", [
			input.links.namespace.name,
			violation.control,
			violation.detail,
		]),
		"path": violation.path,
		"help": violation.help,
		"related": [{
			"of": input.links.namespace.ref,
			"path": ["metadata", "labels", "pod-security.kubernetes.io/enforce"],
			"message": sprintf("level `%s` is enforced here", [level]),
		}],
	}
}
