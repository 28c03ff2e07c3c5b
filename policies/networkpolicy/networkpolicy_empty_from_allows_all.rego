# METADATA
# title: empty list of peers lets everyone through
# description: |
#   An empty `from` or `to` is the same as none: the rule is for everyone, and not for nobody.
#   Beside it the rules that name their peers have no effect on these ports.
#
#   It is reported where other rules of the policy name peers, so that this one was hardly meant for
#   all.
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
#       - from: []
#         ports: [{port: 9187}]
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
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#       - to: []
#   ```
#
#   ```yaml good
#   # Left out, it is meant for everyone.
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
#
#   ```yaml good
#   # No other rule names peers.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: []
#         ports: [{port: 9187}]
#   ```
# custom:
#   level: warning
#   on: [networking.k8s.io/NetworkPolicy]
#   mutes: [networkpolicy-allows-all-ingress, networkpolicy-allows-all-egress]
package kubelint.networkpolicy.networkpolicy_empty_from_allows_all

deny contains finding if {
	some direction, side in {"ingress": "from", "egress": "to"}
	some i, rule in input.object.spec[direction]
	rule[side] == []
	names_peers(direction, side)
	finding := {
		"message": sprintf("empty `%s` of NetworkPolicy %q lets everyone through, not nobody", [
			side,
			input.resource.name,
		]),
		"path": ["spec", direction, i, side],
		"help": sprintf("remove the rule, or leave out `%s` if everyone is meant", [side]),
	}
}

names_peers(direction, side) if {
	some rule in input.object.spec[direction]
	count(rule[side]) > 0
}
