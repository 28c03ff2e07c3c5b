# METADATA
# title: namespace has no quota or no default limits
# description: |
#   Without a ResourceQuota one workload can take the whole cluster, and without a LimitRange every
#   container that names no limit has none. Both are set for a namespace as a whole, and cost
#   nobody a change to a workload.
#
#   Asked are namespaces in which something runs, and whose manifests are all at hand.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ---
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: compute, namespace: shop}
#   spec:
#     hard: {requests.memory: 8Gi}
#   ---
#   apiVersion: v1
#   kind: LimitRange
#   metadata: {name: defaults, namespace: shop}
#   spec:
#     limits:
#       - type: Container
#         default: {memory: 256Mi}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   # One of both.
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ---
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: compute, namespace: shop}
#   spec:
#     hard: {requests.memory: 8Gi}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good {"require": ["ResourceQuota"]}
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ---
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: compute, namespace: shop}
#   spec:
#     hard: {requests.memory: 8Gi}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   # Nothing runs there.
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ```
# custom:
#   level: off
#   on: [Namespace]
#   aliases: [kubescape:C-0009]
#   params:
#     require:
#       default: [ResourceQuota, LimitRange]
#       description: the kinds that every namespace has an object of
package kubelint.resources.namespace_without_quota

deny contains finding if {
	input.links.workloads != []
	input.links.unit.open == false
	missing := [kind | some kind in input.params.require; not input.links.contents[kind]]
	missing != []
	finding := {
		"message": sprintf("namespace %q has no %s", [
			input.resource.name,
			concat(" and no ", missing),
		]),
		"path": ["metadata", "name"],
		"help": sprintf("add a %s to it", [concat(" and a ", missing)]),
	}
}
