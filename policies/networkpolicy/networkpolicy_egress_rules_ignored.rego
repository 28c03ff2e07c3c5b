# METADATA
# title: egress rules of a NetworkPolicy are ignored
# description: |
#   Rules count only for the directions that `policyTypes` lists, and `Egress` is not among them.
#   The pods stay free to connect to everything, whatever the rules say.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#   ```
#
#   ```yaml good
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
#   # Without `policyTypes` the rules say which directions are meant.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     egress:
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#   ```
#
#   ```yaml good
#   # There are no rules that could be ignored.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     egress: []
#   ```
# custom:
#   level: error
#   on: [networking.k8s.io/NetworkPolicy]
package kubelint.networkpolicy.networkpolicy_egress_rules_ignored

deny contains finding if {
	count(input.object.spec.egress) > 0
	count(input.object.spec.policyTypes) > 0
	not "Egress" in input.object.spec.policyTypes
	finding := {
		"message": sprintf(
			"egress rules of NetworkPolicy %q are ignored: `policyTypes` does not list `Egress`",
			[input.resource.name],
		),
		"path": ["spec", "egress"],
		"mark": "key",
		"help": "add `Egress` to `policyTypes`, or remove the rules",
		"related": [{"path": ["spec", "policyTypes"], "message": "what the policy is for"}],
		"fix": {
			"append": ["spec", "policyTypes"],
			"value": "Egress",
			"title": "apply the egress rules",
		},
	}
}
