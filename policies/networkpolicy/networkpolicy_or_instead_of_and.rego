# METADATA
# title: a dash separates the podSelector from its namespaceSelector
# description: |
#   Items of `from` and `to` are alternatives: with a dash before each, all pods of those namespaces
#   are let through, and besides them these pods of the policy's own namespace. Most often these
#   pods in those namespaces are meant, which takes one item with both selectors.
#
#   Nothing is reported where the own namespace has pods with these labels, since both items then
#   mean something, nor for an empty `podSelector`: that is the own namespace. It is a warning where
#   the pods are found in another namespace.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db, namespace: data}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#     ingress:
#       - from:
#           - namespaceSelector: {matchLabels: {team: shop}}
#           - podSelector: {matchLabels: {app: web}}
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db, namespace: data}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#     ingress:
#       - from:
#           - namespaceSelector: {matchLabels: {team: shop}}
#             podSelector: {matchLabels: {app: web}}
#   ```
#
#   ```yaml bad
#   # The other way round, where the pods are known to be in another namespace.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web, namespace: shop}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#     egress:
#       - to:
#           - podSelector: {matchLabels: {app: db}}
#           - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: data}}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, namespace: data, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ```
#
#   ```yaml good
#   # The own namespace has such pods, and all of the other one is meant as well.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db, namespace: data}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from:
#           - namespaceSelector: {matchLabels: {team: shop}}
#           - podSelector: {matchLabels: {app: backup}}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: backup, namespace: data, labels: {app: backup}}
#   spec:
#     containers:
#       - {name: backup, image: "example.com/backup:1.0"}
#   ```
#
#   ```yaml good
#   # The own namespace and another one.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db, namespace: data}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#     ingress:
#       - from:
#           - namespaceSelector: {matchLabels: {team: shop}}
#           - podSelector: {}
#   ```
# custom:
#   level: info
#   on: links
#   links: [network-policy-peer-pods]
#   outcomes: [missing, wrong-namespace]
package kubelint.networkpolicy.networkpolicy_or_instead_of_and

import data.kubelint.lib.link
import data.kubelint.lib.network_policy

deny contains finding if {
	not network_policy.selects_all(input.link.selector)
	network_policy.is_split(input.object, input.link)
	finding := {
		"message": sprintf(
			"`%s` of NetworkPolicy %q names all pods of the namespaces, not only those with %s",
			[side, input.resource.name, network_policy.wanted(input.link.selector)],
		),
		"path": input.link.path,
		"mark": "key",
		"help": sprintf("write both selectors into one item: %s", [merged]),
		"related": array.concat(
			[{
				"path": array.concat(namespaces, ["namespaceSelector"]),
				"message": "this item is for all of their pods",
			}],
			link.related(input.link),
		),
		"shift": shift,
		"fix": {
			"title": "make one item of both",
			"edits": [
				{
					"set": array.concat(namespaces, ["podSelector"]),
					"value": input.link.selector,
				},
				{"remove": pods},
			],
		},
	}
}

side := network_policy.side[input.link.use]

pods := array.slice(input.link.path, 0, 5)

namespaces := array.concat(
	array.slice(input.link.path, 0, 4),
	[network_policy.beside(input.object, input.link.path)],
)

merged := "`- namespaceSelector: …`, and below it `podSelector: …` without a dash"

shift := 1 if {
	input.link.nearest.why == "other-namespace"
} else := 0
