# METADATA
# title: namespaceSelector asks for a label `name` that the namespace does not have
# description: |
#   A namespace has no label with its name but `kubernetes.io/metadata.name`. A selector that asks
#   for `name` matches nothing until somebody puts that label there by hand, and the rule lets
#   nothing through.
#
#   It is reported only where the files hold the Namespaces: the label may be there all the same.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web, namespace: shop}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{namespaceSelector: {matchLabels: {name: monitoring}}}]
#   ---
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: monitoring}
#   ---
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web, namespace: shop}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#     ingress:
#       - from:
#           - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}
#   ---
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: monitoring}
#   ---
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ```
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web, namespace: shop}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#     ingress:
#       - from:
#           - namespaceSelector:
#               matchExpressions: [{key: name, operator: In, values: [monitoring]}]
#   ---
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: monitoring}
#   ```
#
#   ```yaml bad
#   # Not all Namespaces are there, but the one that is meant.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web, namespace: shop}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#     egress:
#       - to: [{namespaceSelector: {matchLabels: {namespace: monitoring}}}]
#   ---
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: monitoring}
#   ```
#
#   ```yaml bad
#   # There is no such namespace either.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web, namespace: shop}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{namespaceSelector: {matchLabels: {name: ingress}}}]
#   ---
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ```
#
#   ```yaml good
#   # Somebody put the label there.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web, namespace: shop}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{namespaceSelector: {matchLabels: {name: monitoring}}}]
#   ---
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: monitoring, labels: {name: monitoring}}
#   ```
#
#   ```yaml good
#   # The namespace and its labels are not among these files.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web, namespace: shop}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{namespaceSelector: {matchLabels: {name: monitoring}}}]
#   ```
# custom:
#   level: warning
#   on: links
#   links: [network-policy-peer-namespaces]
package kubelint.networkpolicy.networkpolicy_namespace_name_label

import data.kubelint.lib.link
import data.kubelint.lib.network_policy

deny contains finding if {
	link.reportable(input.link)
	network_policy.asks_for_the_name(input.link)
	finding := {
		"message": sprintf(
			"`%s` of NetworkPolicy %q matches no namespace: none has the label `%s: %s`",
			[network_policy.side[input.link.use], input.resource.name, asked.key, asked.wants],
		),
		"path": asked.path,
		"mark": "key",
		"help": sprintf(
			"write `kubernetes.io/metadata.name: %s`, the label that every namespace has",
			[asked.wants],
		),
		"related": link.related(input.link),
		"shift": link.selector_shift(input.link),
		"fix": object.union(renamed, {"title": "select the namespace by its name"}),
	}
}

asked := network_policy.by_another_label(input.link) if {
	network_policy.by_another_label(input.link)
} else := {
	"key": "name",
	"wants": input.link.selector.matchLabels.name,
	"path": array.concat(input.link.path, ["matchLabels", "name"]),
}

# An item of `matchExpressions` has its key in a field.
renamed := {
	"set": array.concat(asked.path, ["key"]),
	"value": "kubernetes.io/metadata.name",
} if {
	is_number(asked.path[count(asked.path) - 1])
} else := {"rename": asked.path, "to": "kubernetes.io/metadata.name"}
