# METADATA
# title: selector of a NetworkPolicy names a label that changes with every release
# description: |
#   Controllers and charts put hashes, revisions and versions on pods, and the next release has
#   others. From then on the selector matches nothing: the policy no longer protects the pods, or no
#   longer lets them through.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web, pod-template-hash: 6b7f9c5d4}}
#     policyTypes: [Ingress]
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#   ```
#
#   ```yaml bad
#   # Of a peer.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from:
#           - podSelector:
#               matchLabels: {app: proxy, helm.sh/chart: proxy-1.4.2}
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
#       - to:
#           - podSelector:
#               matchExpressions:
#                 - {key: app.kubernetes.io/version, operator: In, values: ["1.4.2"]}
#   ```
#
#   ```yaml good
#   # A variant that is meant to stay.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web, version: v1}}
#     policyTypes: [Ingress]
#   ```
#
#   ```yaml good {"labels": []}
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web, chart: web-1.4.2}}
#     policyTypes: [Ingress]
#   ```
# custom:
#   level: warning
#   on: [networking.k8s.io/NetworkPolicy]
#   params:
#     labels:
#       default:
#         - pod-template-hash
#         - controller-revision-hash
#         - pod-template-generation
#         - controller-uid
#         - batch.kubernetes.io/controller-uid
#         - app.kubernetes.io/version
#         - helm.sh/chart
#         - chart
#       description: labels whose values change
package kubelint.networkpolicy.networkpolicy_volatile_label

import data.kubelint.lib.network_policy

deny contains finding if {
	some selector in selectors
	some key, value in selector.labels.matchLabels
	key in input.params.labels
	path := array.concat(selector.path, ["matchLabels", key])
	finding := object.union(
		described(key, path),
		fix(path, network_policy.requirements(selector.labels)),
	)
}

deny contains finding if {
	some selector in selectors
	some i, one in selector.labels.matchExpressions
	one.key in input.params.labels
	one.operator in ["In", "NotIn"]
	finding := described(one.key, array.concat(selector.path, ["matchExpressions", i, "key"]))
}

selectors contains {"labels": input.object.spec.podSelector, "path": ["spec", "podSelector"]}

selectors contains selector if {
	some direction, side in network_policy.side
	some i, rule in input.object.spec[direction]
	some j, peer in rule[side]
	some key in ["podSelector", "namespaceSelector"]
	selector := {"labels": peer[key], "path": ["spec", direction, i, side, j, key]}
}

described(key, path) := {
	"message": sprintf("NetworkPolicy %q selects by `%s`, which the next release changes", [
		input.resource.name,
		key,
	]),
	"path": path,
	"help": "select by labels that stay, such as the name of the application",
}

fix(path, requirements) := {"fix": {
	"remove": path,
	"title": "select by the other labels only",
}} if {
	count(requirements) > 1
} else := {}
