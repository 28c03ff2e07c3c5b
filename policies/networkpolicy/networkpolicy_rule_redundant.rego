# METADATA
# title: rule of a NetworkPolicy is part of another one
# description: |
#   What this rule lets through another rule of the same policy lets through as well. It has no
#   effect, and who removes it to close the connection closes nothing.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from:
#           - podSelector: {matchLabels: {app: web}}
#           - podSelector: {matchLabels: {app: jobs}}
#       - from: [{podSelector: {matchLabels: {app: web}}}]
#         ports: [{port: 5432}]
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: jobs}}}]
#       - from: [{podSelector: {matchLabels: {app: web}}}]
#         ports: [{port: 5432}]
#   ```
#
#   ```yaml bad
#   # The same twice: the second one is reported.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#         ports: [{port: 5432, protocol: TCP}]
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#         ports: [{port: 5432}]
#   ```
#
#   ```yaml good
#   # Next to a rule for everyone: `networkpolicy-allow-all-shadows`.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: web}}}]
#       - {}
#   ```
# custom:
#   level: info
#   on: [networking.k8s.io/NetworkPolicy]
package kubelint.networkpolicy.networkpolicy_rule_redundant

import data.kubelint.lib.network_policy

deny contains finding if {
	some direction, _ in network_policy.side
	count(input.object.spec[direction]) > 1
	some i, rule in input.object.spec[direction]
	some j, other in input.object.spec[direction]
	i != j
	network_policy.includes(other, rule, direction)
	not is_for_everyone(other, rule, direction)
	not is_first_of_equals(i, j, direction)
	finding := {
		"message": sprintf("rule of NetworkPolicy %q is part of another one, and has no effect", [
			input.resource.name,
		]),
		"path": ["spec", direction, i],
		"help": "remove it, or the peers and ports of the other rule that are too many",
		"related": [{"path": ["spec", direction, j], "message": "this rule includes it"}],
		"fix": {"remove": ["spec", direction, i], "title": "remove the rule"},
	}
}

is_for_everyone(other, rule, direction) if {
	network_policy.peers(other, direction) == []
	network_policy.peers(rule, direction) != []
}

is_first_of_equals(i, j, direction) if {
	i < j
	rules := input.object.spec[direction]
	network_policy.includes(rules[i], rules[j], direction)
}
