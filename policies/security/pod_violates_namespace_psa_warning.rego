# METADATA
# title: pod breaks the level that its namespace warns about
# description: |
#   The labels of the Namespace have the admission warn about, or note in the audit log, what breaks
#   a level of the Pod Security Standards, and this pod does.
#   It starts all the same, until the same level is enforced.
#
#   What the namespace enforces already is reported by `pod-violates-namespace-psa` alone.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Namespace
#   metadata:
#     name: shop
#     labels:
#       pod-security.kubernetes.io/warn: baseline
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
#       pod-security.kubernetes.io/warn: baseline
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
#       pod-security.kubernetes.io/audit: restricted
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
#       pod-security.kubernetes.io/enforce: baseline
#       pod-security.kubernetes.io/warn: restricted
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
#       pod-security.kubernetes.io/enforce: baseline
#       pod-security.kubernetes.io/warn: baseline
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     hostPID: true
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: info
#   on: pods
package kubelint.security.pod_violates_namespace_psa_warning

import data.kubelint.lib.pss
import data.kubelint.lib.pss_baseline
import data.kubelint.lib.pss_levels
import data.kubelint.lib.pss_restricted

deny contains finding if {
	input.links.namespace.labels["pod-security.kubernetes.io/warn"] in {"baseline", "restricted"}
	some violation in violations("warn") - violations("enforce")
	finding := as_finding(violation, "warn", "warns about", input.links.namespace)
}

# What the label `warn` says already is not said again.
deny contains finding if {
	input.links.namespace.labels["pod-security.kubernetes.io/audit"] in {"baseline", "restricted"}
	some violation in (violations("audit") - violations("enforce")) - violations("warn")
	finding := as_finding(violation, "audit", "logs", input.links.namespace)
}

violations(mode) := pss_levels.violations(level, input.pod, minor) if {
	level := pss_levels.level(input.links.namespace, mode)
	level != "privileged"
	minor := pss_levels.minor(input.links.namespace, mode, input.target.minor)
} else := set()

as_finding(violation, mode, verb, namespace) := {
	"message": sprintf("namespace %q %s the pod, %s: %s", [
		namespace.name,
		verb,
		violation.control,
		violation.detail,
	]),
	"path": violation.path,
	"help": violation.help,
	"related": [{
		"of": namespace.ref,
		"path": ["metadata", "labels", concat("", [pss_levels.prefix, mode])],
		"message": sprintf("level `%s` is set here", [pss_levels.level(namespace, mode)]),
	}],
}
