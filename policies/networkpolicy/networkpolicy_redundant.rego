# METADATA
# title: NetworkPolicy that another one makes superfluous
# description: |
#   Everything that this policy lets through another one with the same selector lets through as
#   well. It has no effect, and who changes it to close a connection closes nothing.
#
#   It is reported at the Namespace that holds both.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web, namespace: shop}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: jobs}}}]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web-all, namespace: shop}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: jobs}}}]
#       - ports: [{port: 8080}]
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web, namespace: shop}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: jobs}}}]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web-all, namespace: shop}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {}}]
#   ```
#
#   ```yaml good
#   # For other pods.
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web, namespace: shop}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: jobs}}}]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db, namespace: shop}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: jobs}}}]
#   ```
#
#   ```yaml good
#   # One of them also restricts egress.
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web, namespace: shop}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress, Egress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: jobs}}}]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web-all, namespace: shop}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: jobs}}}]
#       - ports: [{port: 8080}]
#   ```
# custom:
#   level: off
#   on: [Namespace]
package kubelint.networkpolicy.networkpolicy_redundant

import data.kubelint.lib.network_policy

deny contains finding if {
	count(input.links.networkPolicies) > 1
	some i, policy in input.links.networkPolicies
	some j, other in input.links.networkPolicies
	i != j
	is_part_of(policy, other)
	not is_first_of_equals(i, j)
	finding := {
		"message": sprintf("NetworkPolicy %q lets nothing through that NetworkPolicy %q does not", [
			policy.name,
			other.name,
		]),
		"path": ["metadata", "name"],
		"help": "remove it, or the rules of the other one that are too many",
		"related": [
			{"of": policy.ref, "path": ["metadata", "name"], "message": "it has no effect"},
			{"of": other.ref, "path": ["metadata", "name"], "message": "this one includes it"},
		],
	}
}

is_part_of(policy, other) if {
	selector(policy) == selector(other)
	every direction in ["ingress", "egress"] {
		is_included(policy, other, direction)
	}
}

selector(policy) := object.get(policy.spec, "podSelector", {})

is_included(policy, _, direction) if not policy[direction]

is_included(policy, other, direction) if {
	policy[direction]
	other[direction]
	every rule in object.get(policy.spec, direction, []) {
		some one in other.spec[direction]
		network_policy.includes(one, rule, direction)
	}
}

is_first_of_equals(i, j) if {
	i < j
	is_part_of(input.links.networkPolicies[j], input.links.networkPolicies[i])
}
