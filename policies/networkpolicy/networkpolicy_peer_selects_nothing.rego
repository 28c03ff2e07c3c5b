# METADATA
# title: peer of a NetworkPolicy selects no pod
# description: |
#   A `podSelector` below `from` or `to` names the pods of the policy's own namespace that have all
#   these labels. When none has, the rule lets nothing through, and the connection that it was
#   written for is dropped.
#
#   An absence is reported only where the files hold pods of the namespace, and as an info when no
#   labels are near. A `podSelector` that a dash separates from the `namespaceSelector` it belongs
#   to is the subject of `networkpolicy-or-instead-of-and`.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: shop-frontend}}}]
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
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: web}}}]
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
#   ```yaml bad
#   # A slip of the pen: carts cannot reach its database.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: carts-db}
#   spec:
#     podSelector: {matchLabels: {name: carts-db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {name: cart}}}]
#         ports: [{port: 27017}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: carts-db, labels: {name: carts-db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: carts, labels: {name: carts}}
#   spec:
#     containers:
#       - {name: carts, image: "example.com/carts:1.0"}
#   ```
#
#   ```yaml bad
#   # Pods of another namespace have to be named with it.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db, namespace: data}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: web}}}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, namespace: data, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
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
#   # In one item both hold together.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db, namespace: data}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from:
#           - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}
#             podSelector: {matchLabels: {app: web}}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, namespace: data, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
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
#       - to: [{podSelector: {matchLabels: {app: warehouse, tier: data}}}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: proxy, labels: {app: proxy}}
#   spec:
#     containers:
#       - {name: proxy, image: "example.com/proxy:1.0"}
#   ```
#
#   ```yaml good
#   # A single application says nothing of those that it talks to.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: warehouse, tier: data}}}]
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
#   # Nothing says that these pods are among the files.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: web}}}]
#   ```
#
#   ```yaml good
#   # Pods of all namespaces: those of others are not among the files.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db, namespace: data}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from:
#           - namespaceSelector: {}
#             podSelector: {matchLabels: {role: monitoring}}
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
#   # Every pod of the namespace.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {}}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ```
#
#   ```yaml good
#   # The dash before `podSelector` is the mistake, and has a rule of its own.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db, namespace: data}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from:
#           - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}
#           - podSelector: {matchLabels: {app: web}}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, namespace: data, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
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
#   aliases: [kube-linter:dangling-networkpolicypeer-podselector]
package kubelint.networkpolicy.networkpolicy_peer_selects_nothing

import data.kubelint.lib.link
import data.kubelint.lib.network_policy

deny contains finding if {
	input.link.peer == "pods"
	link.reportable(input.link)
	not network_policy.selects_all(input.link.selector)
	not is_left_to_others
	finding := object.union(
		link.selector_finding(input.link, message, otherwise),
		object.union(at, more),
	)
}

# A dash too many, and pods of any namespace: those need not be among the files.
is_left_to_others if network_policy.is_split(input.object, input.link)

is_left_to_others if {
	not input.link.nearest
	is_object(object.get(input.object, item, {}).namespaceSelector)
}

at := {"label": "no pod has this", "path": network_policy.place(input.link)}

message := sprintf("`%s` of NetworkPolicy %q selects no pod: %s", [
	network_policy.side[input.link.use],
	input.resource.name,
	reason,
])

reason := sprintf(
	"pods with %s are only in namespace %q, and a `podSelector` alone looks in its own",
	[wanted, nearest.namespace],
) if {
	nearest.why == "other-namespace"
} else := sprintf("%s %q has %s, its pods have not", [nearest.kind, nearest.name, wanted]) if {
	nearest.why == "not-on-template"
} else := sprintf("no pod of namespace %q has %s", [input.link.target.namespace, wanted]) if {
	input.link.target.namespace
} else := sprintf("no pod has %s", [wanted])

wanted := network_policy.wanted(input.link.selector)

nearest := input.link.nearest

otherwise := "select labels that the pods of a workload have, or add the workload"

# What is added to the same item for pods of another namespace.
more := {
	"help": sprintf("add `namespaceSelector: {matchLabels: {%s: %s}}` to the same item", [
		"kubernetes.io/metadata.name",
		nearest.namespace,
	]),
	"fix": {
		"set": array.concat(item, ["namespaceSelector"]),
		"value": {"matchLabels": {"kubernetes.io/metadata.name": nearest.namespace}},
		"title": sprintf("name the pods of namespace %q", [nearest.namespace]),
	},
} if {
	nearest.why == "other-namespace"
	nearest.sure
} else := {}

item := array.slice(input.link.path, 0, count(input.link.path) - 1)
