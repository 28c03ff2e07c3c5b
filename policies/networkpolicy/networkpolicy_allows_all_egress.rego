# METADATA
# title: NetworkPolicy lets the pods connect to everything
# description: |
#   A rule without `to` and `ports` lets the pods reach every address and port, within the cluster
#   and outside. Whoever takes over one of them can send data anywhere.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - {}
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#   ```
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{ipBlock: {cidr: 0.0.0.0/0}}]
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 443}]
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}]
#   ```
#
#   ```yaml bad
#   # What runs in a sandbox.
#   apiVersion: extensions.agents.x-k8s.io/v1alpha1
#   kind: SandboxTemplate
#   metadata: {name: python}
#   spec:
#     podTemplate:
#       spec:
#         containers:
#           - {name: python, image: "example.com/python:1.0"}
#     networkPolicy:
#       egress:
#         - {}
#   ```
# custom:
#   level: off
#   on: [networking.k8s.io/NetworkPolicy, extensions.agents.x-k8s.io/SandboxTemplate]
#   aliases: [kubescape:C-0301]
package kubelint.networkpolicy.networkpolicy_allows_all_egress

import data.kubelint.lib.network_policy

deny contains finding if {
	some i, rule in rules
	network_policy.is_for_everyone(rule, "egress")
	network_policy.ports(rule) == []
	finding := {
		"message": sprintf("%s %q lets the pods connect to everything", [
			input.resource.kind,
			input.resource.name,
		]),
		"path": array.concat(at, [i]),
		"help": "name what the pods need in `to`, or the `ports` of it",
	}
}

rules := object.get(input.object, at, [])

at := ["spec", "networkPolicy", "egress"] if {
	input.resource.kind == "SandboxTemplate"
} else := ["spec", "egress"]
