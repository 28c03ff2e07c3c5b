# METADATA
# title: namespace whose NetworkPolicies do not deny by default
# description: |
#   Policies only concern the pods that they select, and a new workload is open until somebody
#   writes one for it. A policy for all pods of the namespace that allows nothing closes that gap.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db, namespace: shop}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db, namespace: shop}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: deny, namespace: shop}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#   ```
#
#   ```yaml bad {"direction": "both"}
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: deny, namespace: shop}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#   ```
#
#   ```yaml good {"direction": "both"}
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: deny, namespace: shop}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: deny-egress, namespace: shop}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#     egress: []
#   ```
#
#   ```yaml bad
#   # It allows everything.
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: all, namespace: shop}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#     ingress:
#       - {}
#   ```
#
#   ```yaml good
#   # Without any policy: `namespace-without-network-policy`.
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ```
# custom:
#   level: off
#   on: [Namespace]
#   params:
#     direction:
#       default: ingress
#       description: "`ingress`, `egress` or `both`"
package kubelint.networkpolicy.namespace_without_default_deny

import data.kubelint.lib.network_policy

deny contains finding if {
	count(input.links.networkPolicies) > 0
	some direction, type in {"ingress": "Ingress", "egress": "Egress"}
	input.params.direction in {direction, "both"}
	not denies(direction)
	finding := {
		"message": sprintf("no NetworkPolicy of Namespace %q denies %s by default", [
			input.resource.name,
			direction,
		]),
		"path": ["metadata", "name"],
		"help": sprintf("add one with `podSelector: {}` and `policyTypes: [%s]`", [type]),
	}
}

denies(direction) if {
	some policy in input.links.networkPolicies
	policy[direction]
	network_policy.selects_all(object.get(policy.spec, "podSelector", {}))
	not lets_everyone_through(policy, direction)
}

lets_everyone_through(policy, direction) if {
	some rule in policy.spec[direction]
	network_policy.is_for_everyone(rule, direction)
	network_policy.ports(rule) == []
}
