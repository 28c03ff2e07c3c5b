# METADATA
# title: namespace without any NetworkPolicy
# description: |
#   Without a NetworkPolicy every pod of the cluster may connect to every pod of this namespace, and
#   its pods to everything. One workload that is taken over reaches all others.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: deny, namespace: shop}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#   ```
#
#   ```yaml good
#   # Nothing runs in it.
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ```
#
#   ```yaml good
#   # A policy of Cilium.
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: cilium.io/v2
#   kind: CiliumNetworkPolicy
#   metadata: {name: web, namespace: shop}
#   spec:
#     endpointSelector: {}
#     ingress: [{}]
#   ```
# custom:
#   level: off
#   on: [Namespace]
#   aliases: [kubescape:C-0049, kubescape:C-0054, kubescape:C-0206]
package kubelint.networkpolicy.namespace_without_network_policy

deny contains finding if {
	count(input.links.workloads) > 0
	count(input.links.networkPolicies) == 0
	not input.links.contents.CiliumNetworkPolicy
	finding := {
		"message": sprintf("Namespace %q has no NetworkPolicy", [input.resource.name]),
		"path": ["metadata", "name"],
		"help": "add one with `podSelector: {}` that denies, and others for what is needed",
	}
}
