# METADATA
# title: namespaceSelector of a NetworkPolicy matches no namespace
# description: |
#   A `namespaceSelector` looks at the labels of Namespace objects, of which only
#   `kubernetes.io/metadata.name` is there by itself. When none has the labels the rule lets nothing
#   through, and connections from or to these namespaces are dropped.
#
#   Near misses are reported. Namespaces of other teams and those that a controller makes need not
#   be among the files; the parameter `strict` reports, as infos, other labels as well where there
#   is a Namespace for every namespace that the files use.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db, namespace: data}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{namespaceSelector: {matchLabels: {team: shpo}}}]
#   ---
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: data}
#   ---
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop, labels: {team: shop}}
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
#       - from: [{namespaceSelector: {matchLabels: {team: shop}}}]
#   ---
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: data}
#   ---
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop, labels: {team: shop}}
#   ```
#
#   ```yaml bad {"strict": true}
#   # Nothing near, and all namespaces are there.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db, namespace: data}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#     egress:
#       - to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: storefront}}}]
#   ---
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: data}
#   ```
#
#   ```yaml bad
#   # A slip of the pen.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db, namespace: data}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#     egress:
#       - to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: storefornt}}}]
#   ---
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: storefront}
#   ```
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db, namespace: data}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#     egress:
#       - to:
#           - namespaceSelector:
#               matchExpressions:
#                 - {key: kubernetes.io/metadata.name, operator: In, values: [storefornt]}
#   ---
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: storefront}
#   ```
#
#   ```yaml good
#   # The server gives every namespace this label.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db, namespace: data}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#     egress:
#       - to:
#           - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: webshop}}
#           - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
#   ---
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: data}
#   ---
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: webshop}
#   ```
#
#   ```yaml good
#   # Namespaces that a controller makes are not among these files.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db, namespace: data}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{namespaceSelector: {matchLabels: {team: storefront}}}]
#   ---
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: data, labels: {team: data}}
#   ```
#
#   ```yaml good
#   # All namespaces.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db, namespace: data}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{namespaceSelector: {}}]
#   ```
# custom:
#   level: warning
#   on: links
#   links: [network-policy-peer-namespaces]
#   params:
#     strict:
#       default: false
#       description: whether a selector is reported, too, that no label of the files is near to
package kubelint.networkpolicy.networkpolicy_namespace_selector_matches_nothing

import data.kubelint.lib.link
import data.kubelint.lib.network_policy

deny contains finding if {
	is_judged
	not network_policy.selects_all(input.link.selector)
	not network_policy.asks_for_the_name(input.link)
	finding := object.union(
		link.selector_finding(input.link, message, otherwise),
		object.union(
			{"label": "no namespace has this", "path": network_policy.place(input.link)},
			name_is_given,
		),
	)
}

# The server gives the label with the name: it is the selector that is wrong, whoever agrees.
name_is_given := {
	"help": sprintf("did you mean `%s: %s`?", [difference.key, difference.has]),
	"fix": {
		"title": sprintf("select namespace %q", [difference.has]),
		"set": array.concat(difference.path, rest),
		"value": difference.has,
	},
} if {
	[difference] := input.link.nearest.differences
	difference.key == "kubernetes.io/metadata.name"
	difference.has
	rest := below(difference)
} else := {}

# Where the value of a requirement is.
below(difference) := [] if {
	input.link.selector.matchLabels[difference.key] == difference.wants
} else := ["values", 0] if {
	[item] := input.link.selector.matchExpressions
	count(item.values) == 1
}

is_judged if input.link.nearest

is_judged if {
	input.params.strict
	input.link.closed
}

message := sprintf("`%s` of NetworkPolicy %q matches no namespace: none has %s", [
	network_policy.side[input.link.use],
	input.resource.name,
	network_policy.wanted(input.link.selector),
])

otherwise := "select `kubernetes.io/metadata.name`, which namespaces have, or label the Namespace"
