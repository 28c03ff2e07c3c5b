# METADATA
# title: policy of Cilium or Calico selects no pod
# description: |
#   A policy protects the pods that its selector matches, and lets those through that its peers
#   match. When a selector matches none, pods stay open or connections are dropped, and nothing says
#   why.
#
#   An absence is reported only where the files hold pods of the namespace, and as an info when no
#   labels are near.
#
#   ```yaml bad
#   apiVersion: cilium.io/v2
#   kind: CiliumNetworkPolicy
#   metadata: {name: db}
#   spec:
#     endpointSelector: {matchLabels: {app: database}}
#     ingress:
#       - fromEndpoints: [{matchLabels: {app: web}}]
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
#   apiVersion: cilium.io/v2
#   kind: CiliumNetworkPolicy
#   metadata: {name: db}
#   spec:
#     endpointSelector: {matchLabels: {app: db}}
#     ingress:
#       - fromEndpoints: [{matchLabels: {app: web}}]
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
#   # Of a peer, and a slip of the pen.
#   apiVersion: cilium.io/v2
#   kind: CiliumNetworkPolicy
#   metadata: {name: db}
#   spec:
#     endpointSelector: {matchLabels: {app: db}}
#     ingress:
#       - fromEndpoints: [{matchLabels: {app: cart}}]
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
#   metadata: {name: carts, labels: {app: carts}}
#   spec:
#     containers:
#       - {name: carts, image: "example.com/carts:1.0"}
#   ```
#
#   ```yaml bad
#   # Of Calico.
#   apiVersion: projectcalico.org/v3
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     selector: app == 'database'
#     types: [Ingress]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ```
#
#   ```yaml bad
#   # In another namespace.
#   apiVersion: cilium.io/v2
#   kind: CiliumNetworkPolicy
#   metadata: {name: db, namespace: data}
#   spec:
#     endpointSelector: {matchLabels: {app: db}}
#     ingress:
#       - fromEndpoints: [{matchLabels: {app: web}}]
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
#   # Every pod.
#   apiVersion: cilium.io/v2
#   kind: CiliumNetworkPolicy
#   metadata: {name: all, namespace: shop}
#   spec:
#     endpointSelector: {}
#     ingress: [{}]
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
#   # Nothing says that these pods are among the files.
#   apiVersion: cilium.io/v2
#   kind: CiliumNetworkPolicy
#   metadata: {name: db}
#   spec:
#     endpointSelector: {matchLabels: {app: db}}
#     ingress:
#       - fromEndpoints: [{matchLabels: {app: web}}]
#   ```
# custom:
#   level: warning
#   on: links
#   links: [mesh-policy-pods]
package kubelint.networkpolicy.cilium_policy_selects_nothing

import data.kubelint.lib.link
import data.kubelint.lib.network_policy

deny contains finding if {
	link.reportable(input.link)
	finding := object.union(
		link.selector_finding(input.link, message, otherwise),
		{"label": "no pod has this", "path": network_policy.place(input.link)},
	)
}

message := sprintf("`%s` of %s %q selects no pod: %s", [
	field,
	input.resource.kind,
	input.resource.name,
	reason,
])

# Its name: list items and a `matchLabels` below do not say what it is for.
field := [step | some step in input.link.path; is_string(step); step != "matchLabels"][last] if {
	last := count([1 | some step in input.link.path; is_string(step); step != "matchLabels"]) - 1
}

reason := sprintf("pods with %s are only in namespace %q", [wanted, nearest.namespace]) if {
	nearest.why == "other-namespace"
} else := sprintf("%s %q has %s, its pods have not", [nearest.kind, nearest.name, wanted]) if {
	nearest.why == "not-on-template"
} else := sprintf("none has %s", [wanted])

wanted := network_policy.wanted(input.link.selector) if {
	input.link.selector
} else := sprintf("`%s`", [input.link.text])

nearest := input.link.nearest

otherwise := "select labels that the pods of a workload have, or add the workload"
