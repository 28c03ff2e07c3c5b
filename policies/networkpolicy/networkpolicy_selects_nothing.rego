# METADATA
# title: NetworkPolicy selects no pod
# description: |
#   A NetworkPolicy protects the pods that have every label of its `podSelector`. When none has, it
#   changes nothing: the pods that were meant stay open, or stay cut off.
#
#   Labels are compared within what is applied together. An absence is reported only where the files
#   hold pods of the namespace, and as an info when no labels are near: the pods may come from
#   elsewhere. Labels that operators put on their pods are known.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: database-shop}}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: db}
#   spec:
#     serviceName: db
#     selector: {matchLabels: {app: shop-database}}
#     template:
#       metadata: {labels: {app: shop-database}}
#       spec:
#         containers:
#           - {name: db, image: "example.com/db:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: shop-database}}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: db}
#   spec:
#     serviceName: db
#     selector: {matchLabels: {app: shop-database}}
#     template:
#       metadata: {labels: {app: shop-database}}
#       spec:
#         containers:
#           - {name: db, image: "example.com/db:1.0"}
#   ```
#
#   ```yaml bad
#   # A slip of the pen.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: carts}
#   spec:
#     podSelector: {matchLabels: {app: cart}}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: carts, labels: {app: carts}}
#   spec:
#     containers:
#       - {name: carts, image: "example.com/carts:1.0"}
#   ```
#
#   ```yaml bad
#   # The pods are in another namespace.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, namespace: shop, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web, namespace: web}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   # `matchExpressions` count as well.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector:
#       matchLabels: {app: db}
#       matchExpressions: [{key: tier, operator: NotIn, values: [data]}]
#     policyTypes: [Ingress]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db, tier: data}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ```
#
#   ```yaml good
#   # A label that is not there is not one of these values either.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector:
#       matchExpressions: [{key: env, operator: NotIn, values: [prod]}]
#     policyTypes: [Ingress]
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
#   # Nothing says that the pods are among these files.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#   ```
#
#   ```yaml good
#   # Every pod of the namespace.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: deny, namespace: shop}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, namespace: data, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ```
# custom:
#   level: warning
#   on: links
#   links: [network-policy-pods]
#   aliases:
#     - kube-linter:dangling-networkpolicy
#     - kube-score:networkpolicy-targets-pod
#     - kubescape:C-0299
package kubelint.networkpolicy.networkpolicy_selects_nothing

import data.kubelint.lib.link
import data.kubelint.lib.network_policy

deny contains finding if {
	link.reportable(input.link)
	selector := input.object.spec.podSelector
	not network_policy.selects_all(selector)
	finding := object.union(
		link.selector_finding(input.link, message(selector), otherwise),
		{"label": "no pod has this", "path": network_policy.place(input.link)},
	)
}

message(selector) := sprintf("NetworkPolicy %q selects no pod: %s", [
	input.resource.name,
	reason(network_policy.wanted(selector)),
])

reason(wanted) := sprintf("pods with %s are only in namespace %q", [wanted, nearest.namespace]) if {
	nearest.why == "other-namespace"
} else := sprintf("%s %q has %s, its pods have not", [nearest.kind, nearest.name, wanted]) if {
	nearest.why == "not-on-template"
} else := sprintf("no pod of namespace %q has %s", [input.link.target.namespace, wanted]) if {
	input.link.target.namespace
} else := sprintf("no pod has %s", [wanted])

nearest := input.link.nearest

otherwise := "select labels that the pods of a workload have, or add the workload"
