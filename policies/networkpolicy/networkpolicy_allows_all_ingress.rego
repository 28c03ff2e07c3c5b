# METADATA
# title: NetworkPolicy lets everyone connect to every port
# description: |
#   A rule without `from` and `ports` admits every pod of the cluster, and whoever else reaches it,
#   to everything that the pods listen on. The policy isolates nothing, and hides that behind its
#   presence.
#
#   Pods behind a Service that is open to the outside are meant to be reached, and are not reported.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - {}
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
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: proxy}}}]
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
#   # All addresses.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{ipBlock: {cidr: 0.0.0.0/0}}]
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
#   # Only one port.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: 8080}]
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
#   # The Service is open to the outside.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - {}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     type: LoadBalancer
#     selector: {app: web}
#     ports: [{port: 80, targetPort: 8080}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: info
#   on: links
#   links: [network-policy-pods]
#   outcomes: [found]
package kubelint.networkpolicy.networkpolicy_allows_all_ingress

import data.kubelint.lib.network_policy

deny contains finding if {
	some i, rule in input.object.spec.ingress
	network_policy.is_for_everyone(rule, "ingress")
	network_policy.ports(rule) == []
	not is_open_to_the_outside
	not is_ignored
	finding := {
		"message": sprintf("NetworkPolicy %q lets everyone connect to every port", [
			input.resource.name,
		]),
		"path": ["spec", "ingress", i],
		"help": "name who may connect in `from`, or the `ports` that are meant for all",
	}
}

is_open_to_the_outside if {
	some target in input.targets
	some service in target.services
	service.type in {"LoadBalancer", "NodePort"}
}

is_ignored if {
	count(input.object.spec.policyTypes) > 0
	not "Ingress" in input.object.spec.policyTypes
}
