# METADATA
# title: no NetworkPolicy restricts egress of the pods
# description: |
#   The policies that select these pods are for ingress only. In the other direction nothing is
#   restricted: the pods may open connections to every address.
#
#   Pods that no policy selects are the subject of `pod-without-network-policy`.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: deny}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   # An empty list of rules is enough.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress, Egress]
#     egress: []
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   # No policy at all.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   # In the network of the node.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     hostNetwork: true
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: {recommended: off, strict: warning}
#   on: pods
#   aliases: [kube-score:pod-networkpolicy, polaris:missingNetworkPolicy, kubescape:C-0030]
package kubelint.networkpolicy.pod_egress_not_isolated

import data.kubelint.lib.network_policy

deny contains finding if {
	some policy in input.links.networkPolicies
	policy.ingress
	network_policy.isolating(input.links.networkPolicies, "egress") == []
	not input.pod.effective.hostNetwork
	not network_policy.has_other_policies(input.links.usedBy)
	finding := {
		"message": sprintf("no NetworkPolicy restricts egress of %s %q", [
			input.resource.kind,
			input.resource.name,
		]),
		"path": ["metadata", "labels"],
		"mark": "key",
		"help": "add `Egress` to the `policyTypes` of a policy, with rules for what it needs",
		"related": network_policy.places(input.links.networkPolicies, "ingress"),
	}
}
