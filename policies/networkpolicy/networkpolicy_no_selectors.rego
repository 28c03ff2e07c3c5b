# METADATA
# title: NetworkPolicy without any selector
# description: |
#   A policy with an empty `podSelector` and no selectors among its peers treats all pods of the
#   namespace alike. Where workloads differ in what they need, each has more open than that.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: 8080}]
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
#       - ports: [{port: 8080}]
#   ```
#
#   ```yaml good
#   # Its peers are selected.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {}}]
#   ```
# custom:
#   level: off
#   on: [networking.k8s.io/NetworkPolicy]
#   aliases: [trivy:KSV-0038]
package kubelint.networkpolicy.networkpolicy_no_selectors

import data.kubelint.lib.network_policy

deny contains finding if {
	input.object.spec
	network_policy.selects_all(object.get(input.object.spec, "podSelector", {}))
	not selects_peers
	finding := {
		"message": sprintf("NetworkPolicy %q selects neither pods nor peers", [
			input.resource.name,
		]),
		"path": ["spec", "podSelector"],
		"help": "set `podSelector.matchLabels` to the labels of the pods that it is for",
	}
}

selects_peers if {
	some direction, side in network_policy.side
	some rule in input.object.spec[direction]
	some peer in rule[side]
	some key in ["podSelector", "namespaceSelector"]
	is_object(peer[key])
}
