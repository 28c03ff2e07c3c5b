# METADATA
# title: pod security label of the namespace is invalid
# description: |
#   The API server refuses a Namespace whose level or version of the Pod Security Standards does not
#   exist, and ignores a label whose name does not.
#   Then the namespace is not there, or it takes pods that it was meant to refuse.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Namespace
#   metadata:
#     name: shop
#     labels:
#       pod-security.kubernetes.io/enforce: Restricted
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Namespace
#   metadata:
#     name: shop
#     labels:
#       pod-security.kubernetes.io/enforce: restricted
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Namespace
#   metadata:
#     name: shop
#     labels:
#       pod-security.kubernetes.io/enforce: default
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Namespace
#   metadata:
#     name: shop
#     labels:
#       pod-security.kubernetes.io/enforced: baseline
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Namespace
#   metadata:
#     name: shop
#     labels:
#       pod-security.kubernetes.io/warn: restricted
#       pod-security.kubernetes.io/warn-version: "1.33"
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Namespace
#   metadata:
#     name: shop
#     labels:
#       pod-security.kubernetes.io/audit: restricted
#       pod-security.kubernetes.io/audit-version: v1.33.2
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
#       pod-security.kubernetes.io/warn: restricted
#       pod-security.kubernetes.io/warn-version: latest
#       pod-security.kubernetes.io/audit: privileged
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Namespace
#   metadata:
#     name: shop
#     labels:
#       security.openshift.io/scc.podSecurityLabelSync: "false"
#   ```
# custom:
#   level: error
#   on: [Namespace]
package kubelint.security.namespace_psa_label_invalid

import data.kubelint.lib.pss_levels

modes := {"enforce", "audit", "warn"}

deny contains finding if {
	some key, value in input.object.metadata.labels
	startswith(key, pss_levels.prefix)
	trim_prefix(key, pss_levels.prefix) in modes
	is_string(value)
	not value in pss_levels.levels
	finding := object.union(level_fix(key, lower(trim_space(value))), {
		"message": sprintf("pod security level `%s` does not exist", [value]),
		"path": ["metadata", "labels", key],
		"help": "write `privileged`, `baseline` or `restricted`",
	})
}

deny contains finding if {
	some key, value in input.object.metadata.labels
	startswith(key, pss_levels.prefix)
	is_version(key)
	is_string(value)
	not regex.match(`^(latest|v1\.(0|[1-9][0-9]*))$`, value)
	finding := object.union(version_fix(key, value), {
		"message": sprintf("pod security version `%s` does not exist", [value]),
		"path": ["metadata", "labels", key],
		"help": "write `latest`, or a version such as `v1.33`",
	})
}

deny contains finding if {
	some key, _ in input.object.metadata.labels
	startswith(key, pss_levels.prefix)
	not trim_prefix(key, pss_levels.prefix) in modes
	not is_version(key)
	finding := {
		"message": sprintf("pod security label `%s` does not exist, it is ignored", [key]),
		"path": ["metadata", "labels", key],
		"help": "write `enforce`, `audit` or `warn`, for a version with `-version` after it",
	}
}

is_version(key) if {
	endswith(key, "-version")
	trim_suffix(trim_prefix(key, pss_levels.prefix), "-version") in modes
}

level_fix(key, level) := {"fix": {
	"title": sprintf("write %s", [level]),
	"set": ["metadata", "labels", key],
	"value": level,
}} if {
	level in pss_levels.levels
} else := {}

version_fix(key, value) := {"fix": {
	"title": sprintf("write v1.%s", [minor]),
	"set": ["metadata", "labels", key],
	"value": sprintf("v1.%s", [minor]),
}} if {
	regex.match(`^v?1\.(0|[1-9][0-9]*)(\.[0-9]+)?$`, value)
	minor := split(value, ".")[1]
} else := {}
