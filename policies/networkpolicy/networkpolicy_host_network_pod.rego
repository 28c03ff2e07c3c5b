# METADATA
# title: NetworkPolicy names only pods in the network of their node
# description: |
#   Pods with `hostNetwork` have the address of their node, and most network plugins do not apply
#   NetworkPolicies to them, nor recognise them as peers. A policy that selects them alone does not
#   protect them, and a rule that names them alone lets nothing through.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: agent}
#   spec:
#     podSelector: {matchLabels: {app: agent}}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent, labels: {app: agent}}
#   spec:
#     hostNetwork: true
#     containers:
#       - {name: agent, image: "example.com/agent:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: agent}
#   spec:
#     podSelector: {matchLabels: {app: agent}}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent, labels: {app: agent}}
#   spec:
#     containers:
#       - {name: agent, image: "example.com/agent:1.0"}
#   ```
#
#   ```yaml bad
#   # As a peer.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: agent}}}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent, labels: {app: agent}}
#   spec:
#     hostNetwork: true
#     containers:
#       - {name: agent, image: "example.com/agent:1.0"}
#   ```
#
#   ```yaml good
#   # Some of the pods are in the network of the cluster.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: ops}
#   spec:
#     podSelector: {matchLabels: {team: ops}}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent, labels: {team: ops}}
#   spec:
#     hostNetwork: true
#     containers:
#       - {name: agent, image: "example.com/agent:1.0"}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {team: ops}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   # All pods of the namespace, whatever they are.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: deny}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
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
#   level: warning
#   on: links
#   links: [network-policy-pods, network-policy-peer-pods]
#   outcomes: [found]
package kubelint.networkpolicy.networkpolicy_host_network_pod

import data.kubelint.lib.network_policy
import data.kubelint.lib.service_port

deny contains finding if {
	input.targets[0].pod.spec.hostNetwork == true
	not network_policy.selects_all(input.link.selector)
	every target in input.targets {
		target.pod.spec.hostNetwork == true
	}
	finding := {
		"message": sprintf("NetworkPolicy %q %s: %s %s in the network of the node", [
			input.resource.name,
			effect.message,
			service_port.pods(input.targets),
			verb,
		]),
		"path": input.link.path,
		"help": effect.help,
		"related": [{
			"of": target.ref,
			"path": array.concat(target.pod.path, ["spec", "hostNetwork"]),
			"message": sprintf("%s %q", [target.resource.kind, target.resource.name]),
		} |
			some target in array.slice(input.targets, 0, 3)
		],
	}
}

verb := "is" if {
	service_port.do(input.targets) == "does"
} else := "are"

effect := {
	"message": "does not protect what it selects",
	"help": "close the ports on the nodes, or run the pods without `hostNetwork`",
} if {
	input.link.relation == "network-policy-pods"
} else := {
	"message": "names peers that it does not recognise",
	"help": "use an `ipBlock` with the addresses of the nodes",
}
