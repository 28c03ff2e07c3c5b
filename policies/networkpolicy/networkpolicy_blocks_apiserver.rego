# METADATA
# title: NetworkPolicies cut pods off from the API server that they have rights on
# description: |
#   A ServiceAccount with role bindings says that its pods talk to the API server, which is not a
#   pod that selectors could name. When no egress rule opens its port to addresses, or to
#   everything, every request of theirs times out.
#
#   All policies that select the pods count together. Pods that do not mount the token of their
#   ServiceAccount are not reported.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web}
#   roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: web}
#   subjects: [{kind: ServiceAccount, name: web}]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web}
#   rules:
#     - {apiGroups: [""], resources: [configmaps], verbs: [get]}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     serviceAccountName: web
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
#     egress:
#       - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
#       - to: [{ipBlock: {cidr: 10.0.0.0/8}}]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web}
#   roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: web}
#   subjects: [{kind: ServiceAccount, name: web}]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web}
#   rules:
#     - {apiGroups: [""], resources: [configmaps], verbs: [get]}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     serviceAccountName: web
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   # Its port is open.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: api}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 6443}]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web}
#   roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: web}
#   subjects: [{kind: ServiceAccount, name: web}]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web}
#   rules:
#     - {apiGroups: [""], resources: [configmaps], verbs: [get]}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     serviceAccountName: web
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   # Without bindings there is nothing to ask for.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     serviceAccountName: web
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   # Without a token neither.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web}
#   roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: web}
#   subjects: [{kind: ServiceAccount, name: web}]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web}
#   rules:
#     - {apiGroups: [""], resources: [configmaps], verbs: [get]}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     serviceAccountName: web
#     automountServiceAccountToken: false
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   # What the kubelet asks for on behalf of the pods.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web}
#   roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: web}
#   subjects: [{kind: ServiceAccount, name: web}]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web}
#   rules:
#     - {apiGroups: [""], resources: [podsecuritypolicies], verbs: [use]}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     serviceAccountName: web
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: info
#   on: pods
#   params:
#     ports:
#       default: [443, 6443]
#       description: ports that API servers listen on
package kubelint.networkpolicy.networkpolicy_blocks_apiserver

import data.kubelint.lib.network_policy
import data.kubelint.lib.service_account

deny contains finding if {
	some policy in input.links.networkPolicies
	policy.egress
	some binding in input.links.serviceAccount.bindings
	lets_ask(binding)
	service_account.mounts_token(input.pod.spec, input.links.serviceAccount)
	rules := network_policy.rules(input.links.networkPolicies, "egress")
	not opens_the_server(rules)
	not input.pod.effective.hostNetwork
	not network_policy.has_other_policies(input.links.usedBy)
	finding := {
		"message": sprintf("%s has rights on the API server, no egress rule leads there", [who]),
		"path": ["metadata", "labels"],
		"mark": "key",
		"help": sprintf(
			"add an egress rule for port %s with the `ipBlock` of the server, or without `to`",
			[concat(" or ", [sprintf("%v", [port]) | some port in input.params.ports])],
		),
		"related": array.concat(
			network_policy.places(input.links.networkPolicies, "egress"),
			[{
				"of": input.links.serviceAccount.bindings[0].ref,
				"path": ["subjects"],
				"message": sprintf("the rights of ServiceAccount %q", [
					input.links.serviceAccount.name,
				]),
			}],
		),
	}
}

who := sprintf("%s %q", [input.resource.kind, input.resource.name])

# `use` is asked for by those who admit the pod, not by itself.
lets_ask(binding) if not binding.role.rules

lets_ask(binding) if {
	some rule in binding.role.rules
	some verb in rule.verbs
	verb != "use"
}

opens_the_server(rules) if {
	some rule in rules
	some port in input.params.ports
	network_policy.opens(rule, port, "TCP")
	reaches_addresses(rule)
}

reaches_addresses(rule) if network_policy.peers(rule, "egress") == []

reaches_addresses(rule) if {
	some peer in rule.to
	peer.ipBlock
}
