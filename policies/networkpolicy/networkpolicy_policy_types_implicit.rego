# METADATA
# title: NetworkPolicy does not say which directions it is for
# description: |
#   Without `policyTypes` a NetworkPolicy is for ingress, and for egress too as soon as it has an
#   egress rule. Who adds such a rule also cuts the pods off from everything else, which is easier
#   to see when the directions are written down.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
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
#     policyTypes: []
#     egress:
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#   ```
# custom:
#   level: off
#   on: [networking.k8s.io/NetworkPolicy]
package kubelint.networkpolicy.networkpolicy_policy_types_implicit

deny contains finding if {
	input.object.spec
	object.get(input.object.spec, "policyTypes", []) == []
	finding := {
		"message": sprintf("NetworkPolicy %q does not say that it is for %s", [
			input.resource.name,
			lower(concat(" and ", types)),
		]),
		"path": ["spec", "policyTypes"],
		"help": sprintf("set `policyTypes: [%s]`", [concat(", ", types)]),
		"fix": {
			"set": ["spec", "policyTypes"],
			"value": types,
			"safe": true,
			"title": "write what the API server fills in",
		},
	}
}

types := ["Ingress", "Egress"] if {
	count(input.object.spec.egress) > 0
} else := ["Ingress"]
