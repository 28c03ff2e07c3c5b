# METADATA
# title: empty list of rules that does not deny anything
# description: |
#   An empty list of rules denies a direction only when `policyTypes` lists it. Without that the
#   pods stay open in the direction that was to be closed.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     egress: []
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress, Egress]
#     egress: []
#   ```
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     egress: []
#   ```
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     ingress: []
#     egress:
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#   ```
#
#   ```yaml good
#   # Ingress is what a policy without `policyTypes` is always for.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     ingress: []
#   ```
# custom:
#   level: warning
#   on: [networking.k8s.io/NetworkPolicy]
#   mutes: [networkpolicy-policy-types-implicit]
package kubelint.networkpolicy.networkpolicy_empty_egress_not_enforced

deny contains finding if {
	some direction, type in {"ingress": "Ingress", "egress": "Egress"}
	input.object.spec[direction] == []
	not type in types
	finding := {
		"message": sprintf("`%s: []` of NetworkPolicy %q denies nothing: %s", [
			direction,
			input.resource.name,
			reason(type),
		]),
		"path": ["spec", direction],
		"help": sprintf("add `%s` to `policyTypes`, or leave out `%s`", [type, direction]),
		"fix": object.union(edit(type), {"title": sprintf("deny %s", [direction])}),
	}
}

# Those that are in effect.
types := input.object.spec.policyTypes if {
	count(input.object.spec.policyTypes) > 0
} else := ["Ingress"]

reason(type) := sprintf("`policyTypes` does not list `%s`", [type]) if {
	count(input.object.spec.policyTypes) > 0
} else := "without `policyTypes` it is only for ingress"

edit(type) := {"append": ["spec", "policyTypes"], "value": type} if {
	count(input.object.spec.policyTypes) > 0
} else := {"set": ["spec", "policyTypes"], "value": ["Ingress", type]}
