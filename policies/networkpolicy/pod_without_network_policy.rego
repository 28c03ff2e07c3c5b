# METADATA
# title: no NetworkPolicy selects the pods
# description: |
#   Pods that no NetworkPolicy selects accept connections from every pod of the cluster, and may
#   open connections to everything. Where their namespace has policies for others, these have most
#   likely been forgotten.
#
#   Policies of Cilium and Calico count as well. Pods in the network of their node are not reported,
#   since policies do not apply to them.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
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
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ---
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
#   # The namespace has no policies at all.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad {"when": "always"}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good {"when": "always", "ignored-kinds": ["Pod"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   # A policy for all pods.
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
#   # A policy of Cilium.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ---
#   apiVersion: cilium.io/v2
#   kind: CiliumNetworkPolicy
#   metadata: {name: web}
#   spec:
#     endpointSelector: {matchLabels: {app: web}}
#     ingress:
#       - fromEndpoints: [{matchLabels: {app: proxy}}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   # One that only names the pods as a peer.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ---
#   apiVersion: cilium.io/v2
#   kind: CiliumNetworkPolicy
#   metadata: {name: web}
#   spec:
#     endpointSelector: {matchLabels: {app: db}}
#     ingress:
#       - fromEndpoints: [{matchLabels: {app: web}}]
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
#   # In the network of the node.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent, labels: {app: agent}}
#   spec:
#     hostNetwork: true
#     containers:
#       - {name: agent, image: "example.com/agent:1.0"}
#   ```
# custom:
#   level: info
#   on: pods
#   aliases:
#     - kube-linter:non-isolated-pod
#     - kube-score:pod-networkpolicy
#     - polaris:missingNetworkPolicy
#     - checkov:CKV2_K8S_6
#     - kubescape:C-0030
#     - kubescape:C-0260
#   params:
#     when:
#       default: some-policy-exists
#       description: "`some-policy-exists` (in the namespace) or `always`"
#     ignored-kinds:
#       default: []
#       description: kinds of workloads that need no policy
package kubelint.networkpolicy.pod_without_network_policy

import data.kubelint.lib.network_policy

deny contains finding if {
	is_expected
	count(input.links.networkPolicies) == 0
	not input.pod.effective.hostNetwork
	not input.resource.kind in input.params["ignored-kinds"]
	not network_policy.has_other_policies(input.links.usedBy)
	finding := {
		"message": sprintf("no NetworkPolicy selects %s %q", [
			input.resource.kind,
			input.resource.name,
		]),
		"path": ["metadata", "labels"],
		"mark": "key",
		"help": "add a NetworkPolicy that says who may connect to it, and what it may connect to",
	}
}

is_expected if input.params.when == "always"

is_expected if input.links.unit.kinds.NetworkPolicy
