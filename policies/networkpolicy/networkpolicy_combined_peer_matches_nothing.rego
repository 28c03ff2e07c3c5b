# METADATA
# title: peer of a NetworkPolicy selects pods in namespaces that have none like these
# description: |
#   A `namespaceSelector` and a `podSelector` in one item hold together: only pods with these labels
#   in namespaces with those labels are meant. When there are such pods and such namespaces, but not
#   one within the other, the rule lets nothing through.
#
#   Only near misses are reported, since pods of other namespaces need not be among the files.
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
#           - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}
#             podSelector: {matchLabels: {app: reports}}
#   ---
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
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: reports, namespace: analytics, labels: {app: reports}}
#   spec:
#     containers:
#       - {name: reports, image: "example.com/reports:1.0"}
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
#           - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: analytics}}
#             podSelector: {matchLabels: {app: reports}}
#   ---
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
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: reports, namespace: analytics, labels: {app: reports}}
#   spec:
#     containers:
#       - {name: reports, image: "example.com/reports:1.0"}
#   ```
#
#   ```yaml bad
#   # A slip of the pen in the label of the pods.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db, namespace: data}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#     egress:
#       - to:
#           - namespaceSelector: {matchLabels: {team: shop}}
#             podSelector: {matchLabels: {app: payment}}
#   ---
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop, labels: {team: shop}}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: payments, namespace: shop, labels: {app: payments}}
#   spec:
#     containers:
#       - {name: payments, image: "example.com/payments:1.0"}
#   ```
#
#   ```yaml good
#   # The cluster's own DNS is not among these files.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: dns, namespace: shop}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#     egress:
#       - to:
#           - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
#             podSelector: {matchLabels: {k8s-app: kube-dns}}
#         ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: warning
#   on: links
#   links: [network-policy-peer-pods]
package kubelint.networkpolicy.networkpolicy_combined_peer_matches_nothing

import data.kubelint.lib.link
import data.kubelint.lib.network_policy

deny contains finding if {
	input.link.peer == "both"
	input.link.nearest
	not network_policy.selects_all(input.link.selector)
	finding := object.union(
		link.selector_finding(input.link, message, ""),
		object.union(at, more),
	)
}

at := {"label": "no pod of these namespaces has this", "path": network_policy.place(input.link)}

message := sprintf("`%s` of NetworkPolicy %q selects no pod: %s", [
	network_policy.side[input.link.use],
	input.resource.name,
	reason,
])

reason := sprintf("pods with %s are only in namespace %q, not in namespaces with %s", [
	pods,
	nearest.namespace,
	namespaces,
]) if {
	nearest.why == "other-namespace"
} else := sprintf("namespaces with %s have no pod with %s", [namespaces, pods])

pods := network_policy.wanted(input.link.selector)

namespaces := network_policy.wanted(item.namespaceSelector)

item := object.get(input.object, array.slice(input.link.path, 0, count(input.link.path) - 1), {})

nearest := input.link.nearest

more := {"help": sprintf("select namespace %q, or pods that are in those that are selected", [
	nearest.namespace,
])} if {
	nearest.why == "other-namespace"
} else := {}
