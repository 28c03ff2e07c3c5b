# METADATA
# title: no NetworkPolicy restricts ingress of the pods
# description: |
#   The policies that select these pods are for egress only. In the other direction nothing is
#   restricted: the pods accept connections from every pod of the cluster.
#
#   Pods that no policy selects are the subject of `pod-without-network-policy`.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
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
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: deny}
#   spec:
#     podSelector: {}
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
#   # An empty list of rules is enough.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress, Ingress]
#     ingress: []
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
#     policyTypes: [Egress]
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
package kubelint.networkpolicy.pod_ingress_not_isolated

import data.kubelint.lib.network_policy

deny contains finding if {
	some policy in input.links.networkPolicies
	policy.egress
	network_policy.isolating(input.links.networkPolicies, "ingress") == []
	not input.pod.effective.hostNetwork
	not network_policy.has_other_policies(input.links.usedBy)
	finding := {
		"message": sprintf("no NetworkPolicy restricts ingress of %s %q", [
			input.resource.kind,
			input.resource.name,
		]),
		"path": ["metadata", "labels"],
		"mark": "key",
		"help": "add `Ingress` to the `policyTypes` of a policy, with rules for what it needs",
		"related": network_policy.places(input.links.networkPolicies, "egress"),
	}
}
