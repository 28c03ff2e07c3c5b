# METADATA
# title: rule for everyone makes other rules useless
# description: |
#   Rules only add to each other, so that next to one that lets everyone through on these ports the
#   others have no effect. The policy looks as if it restricts who may connect, and does not.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: web}}}]
#         ports: [{port: 5432}]
#       - {}
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
#       - from: [{podSelector: {matchLabels: {app: web}}}]
#         ports: [{port: 5432}]
#   ```
#
#   ```yaml bad
#   # For this port.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#         ports: [{port: 5432}]
#       - ports: [{port: 5432}, {port: 443}]
#   ```
#
#   ```yaml good
#   # For other ports.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: web}}}]
#         ports: [{port: 5432}]
#       - ports: [{port: 9187}]
#   ```
# custom:
#   level: warning
#   on: [networking.k8s.io/NetworkPolicy]
#   mutes: [networkpolicy-allows-all-ingress, networkpolicy-allows-all-egress]
package kubelint.networkpolicy.networkpolicy_allow_all_shadows

import data.kubelint.lib.network_policy

deny contains finding if {
	some direction, side in network_policy.side
	count(input.object.spec[direction]) > 1
	some i, rule in input.object.spec[direction]
	not rule[side]
	useless := [j |
		some j, other in input.object.spec[direction]
		count(network_policy.peers(other, direction)) > 0
		network_policy.includes(rule, other, direction)
	]
	count(useless) > 0
	finding := {
		"message": sprintf("rule of NetworkPolicy %q lets everyone through, so %s no effect", [
			input.resource.name,
			words(count(useless)),
		]),
		"path": ["spec", direction, i],
		"help": "remove this rule, or those that name their peers",
		"related": [{"path": ["spec", direction, j], "message": "this rule has no effect"} |
			some j in useless
		],
	}
}

words(number) := "another rule has" if {
	number == 1
} else := sprintf("%d other rules have", [number])
