# METADATA
# title: peer of a NetworkPolicy names nobody
# description: |
#   An item of `from` or `to` has to have a `podSelector`, a `namespaceSelector` or an `ipBlock`.
#   The API server refuses one without, so the policy is not applied.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{}]
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {}}]
#   ```
#
#   ```yaml bad
#   # Null is as good as nothing.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to:
#           - namespaceSelector:
#   ```
#
#   ```yaml good
#   # A rule without peers is for everyone.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - {}
#   ```
# custom:
#   level: error
#   on: [networking.k8s.io/NetworkPolicy]
package kubelint.networkpolicy.networkpolicy_empty_peer

deny contains finding if {
	some direction, side in {"ingress": "from", "egress": "to"}
	some i, rule in input.object.spec[direction]
	some j, peer in rule[side]
	peer in [{}, null]
	finding := {
		"message": sprintf("item of `%s` of NetworkPolicy %q names nobody", [
			side,
			input.resource.name,
		]),
		"path": ["spec", direction, i, side, j],
		"help": sprintf("%s, or leave out `%s` for everyone", [
			"write `podSelector: {}` for all pods of the namespace",
			side,
		]),
	}
}
