# METADATA
# title: NetworkPolicy with rules for one direction denies the other one
# description: |
#   A direction that `policyTypes` lists and that has no rules is denied as a whole. Beside rules
#   for the other direction this is often not meant: pods that may be reached from somewhere can no
#   longer connect to anything, not even to DNS.
#
#   Policies that say so are left alone: with an empty list of rules, or with a name as
#   `deny-egress`.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress, Egress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: proxy}}}]
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
#       - from: [{podSelector: {matchLabels: {app: proxy}}}]
#   ```
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress, Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#   ```
#
#   ```yaml good
#   # Written out.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress, Egress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: proxy}}}]
#     egress: []
#   ```
#
#   ```yaml good
#   # Everything is denied.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress, Egress]
#   ```
#
#   ```yaml good
#   # The name says it.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web-deny-egress}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress, Egress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: proxy}}}]
#   ```
# custom:
#   level: info
#   on: [networking.k8s.io/NetworkPolicy]
package kubelint.networkpolicy.networkpolicy_types_without_rules

deny contains finding if {
	count(input.object.spec.policyTypes) > 1
	some direction, other in {"ingress": "egress", "egress": "ingress"}
	count(input.object.spec[other]) > 0
	not input.object.spec[direction]
	not says_so
	some i, type in input.object.spec.policyTypes
	lower(type) == direction
	finding := {
		"message": sprintf("NetworkPolicy %q denies all %s: `policyTypes` lists `%s`, %s", [
			input.resource.name,
			direction,
			type,
			"and no rule is for it",
		]),
		"path": ["spec", "policyTypes", i],
		"help": sprintf("remove `%s`, add rules for it, or write `%s: []` if this is meant", [
			type,
			direction,
		]),
	}
}

says_so if regex.match(`(?i)deny|default|isolat|block|lock|no-`, input.object.metadata.name)
