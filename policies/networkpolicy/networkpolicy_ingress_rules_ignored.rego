# METADATA
# title: ingress rules of a NetworkPolicy are ignored
# description: |
#   Rules count only for the directions that `policyTypes` lists, and `Ingress` is not among them.
#   The pods stay open to everyone, whatever the rules say.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: db}}}]
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress, Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: db}}}]
#   ```
#
#   ```yaml good
#   # Without `policyTypes` the rules say which directions are meant.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: db}}}]
#   ```
#
#   ```yaml good
#   # There are no rules that could be ignored.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     ingress: []
#   ```
# custom:
#   level: error
#   on: [networking.k8s.io/NetworkPolicy]
package kubelint.networkpolicy.networkpolicy_ingress_rules_ignored

deny contains finding if {
	count(input.object.spec.ingress) > 0
	count(input.object.spec.policyTypes) > 0
	not "Ingress" in input.object.spec.policyTypes
	finding := {
		"message": sprintf(
			"ingress rules of NetworkPolicy %q are ignored: `policyTypes` does not list `Ingress`",
			[input.resource.name],
		),
		"path": ["spec", "ingress"],
		"mark": "key",
		"help": "add `Ingress` to `policyTypes`, or remove the rules",
		"related": [{"path": ["spec", "policyTypes"], "message": "what the policy is for"}],
		"fix": {
			"append": ["spec", "policyTypes"],
			"value": "Ingress",
			"title": "apply the ingress rules",
		},
	}
}
