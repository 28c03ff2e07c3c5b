# METADATA
# title: selector of a NetworkPolicy's peer has no value
# description: |
#   A `podSelector` or `namespaceSelector` that is written without a value is as good as not
#   written, which is not the same as `{}`. So the peer stands for other pods than one reads: a
#   `podSelector` beside an empty `namespaceSelector` is for its own namespace only.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from:
#           - namespaceSelector:
#             podSelector: {matchLabels: {app: web}}
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from:
#           - namespaceSelector: {}
#             podSelector: {matchLabels: {app: web}}
#   ```
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web, namespace: shop}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to:
#           - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: data}}
#             podSelector: null
#   ```
#
#   ```yaml bad
#   # The pods are there, in the namespace of the policy.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db, namespace: shop}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from:
#           - podSelector: {matchLabels: {app: web}}
#             namespaceSelector: ~
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
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: web}}}, {namespaceSelector: {}}]
#   ```
#
#   ```yaml good
#   # Nothing else is written: the API server refuses that, another rule reports it.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from:
#           - podSelector:
#   ```
# custom:
#   level: warning
#   on: links
#   links: [network-policy-peer-pods, network-policy-peer-namespaces]
#   outcomes: [found, external, missing, wrong-namespace]
package kubelint.networkpolicy.networkpolicy_null_selector

import data.kubelint.lib.network_policy

deny contains finding if {
	some key in input.link.nulls
	place := array.concat(array.slice(input.link.path, 0, count(input.link.path) - 1), [key])
	finding := {
		"message": sprintf("`%s` in `%s` of NetworkPolicy %q has no value: %s", [
			key,
			network_policy.side[input.link.use],
			input.resource.name,
			meant[key],
		]),
		"path": place,
		"mark": "key",
		"label": "as good as not written",
		"help": instead[key],
		"fix": {"title": "leave it out, which means the same", "remove": place},
	}
}

meant := {
	"namespaceSelector": "only pods of its own namespace are meant",
	"podSelector": "all pods of these namespaces are meant",
}

instead := {
	"namespaceSelector": "write `namespaceSelector: {}` for pods of all namespaces, or leave it out",
	"podSelector": "write the labels of the pods that are meant, or leave it out for all of them",
}
