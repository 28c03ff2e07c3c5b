# METADATA
# title: namespace enforces no pod security level
# description: |
#   Without the label `pod-security.kubernetes.io/enforce` the Namespace takes every pod, also one
#   that takes over its node.
#   With it the API server refuses such pods, whoever creates them.
#
#   `level` is the least level that is asked for. The namespace kube-system runs what belongs to the
#   node, and is left out unless `exempt` says otherwise.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Namespace
#   metadata:
#     name: shop
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Namespace
#   metadata:
#     name: shop
#     labels:
#       pod-security.kubernetes.io/enforce: baseline
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Namespace
#   metadata:
#     name: shop
#     labels:
#       pod-security.kubernetes.io/enforce: privileged
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Namespace
#   metadata:
#     name: shop
#     labels:
#       pod-security.kubernetes.io/warn: restricted
#   ```
#
#   ```yaml bad {"level": "restricted"}
#   apiVersion: v1
#   kind: Namespace
#   metadata:
#     name: shop
#     labels:
#       pod-security.kubernetes.io/enforce: baseline
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
#   ```yaml good
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: kube-system}
#   ```
# custom:
#   level: off
#   on: [Namespace]
#   aliases:
#     - kubescape:C-0192
#     - kubescape:C-0193
#     - kubescape:C-0194
#     - kubescape:C-0195
#     - kubescape:C-0196
#     - kubescape:C-0197
#     - kubescape:C-0198
#     - kubescape:C-0199
#     - kubescape:C-0200
#     - kubescape:C-0201
#     - kubescape:C-0202
#     - kubescape:C-0203
#     - kubescape:C-0204
#   params:
#     level: {default: baseline, description: "the least level: baseline or restricted"}
#     exempt: {default: [kube-system], description: names of namespaces that need no label}
package kubelint.security.namespace_psa_label_missing

rank := {"privileged": 0, "baseline": 1, "restricted": 2}

deny contains finding if {
	not input.resource.name in input.params.exempt
	not enforced
	finding := {
		"message": sprintf("namespace %q does not say which pods it takes", [input.resource.name]),
		"path": ["metadata", "labels", "pod-security.kubernetes.io/enforce"],
		"help": sprintf("label it `pod-security.kubernetes.io/enforce: %s`", [input.params.level]),
	}
}

deny contains finding if {
	rank[enforced] < rank[input.params.level]
	not input.resource.name in input.params.exempt
	finding := {
		"message": sprintf("namespace %q enforces only `%s`", [input.resource.name, enforced]),
		"path": ["metadata", "labels", "pod-security.kubernetes.io/enforce"],
		"help": sprintf("enforce `%s`", [input.params.level]),
	}
}

enforced := input.object.metadata.labels["pod-security.kubernetes.io/enforce"]
