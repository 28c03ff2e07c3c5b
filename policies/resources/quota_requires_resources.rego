# METADATA
# title: container lacks a value that a quota of its namespace requires
# description: |
#   In a namespace whose ResourceQuota counts a request or limit, the API server refuses every pod
#   that has a container without that value. A Deployment is still accepted there and then stays
#   without pods, and only its ReplicaSet's events say why.
#
#   Quotas with scopes are left out: they count only some of the pods.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: compute, namespace: shop}
#   spec:
#     hard: {limits.memory: 8Gi}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {memory: 128Mi}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: compute, namespace: shop}
#   spec:
#     hard: {limits.memory: 8Gi}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {memory: 128Mi}, limits: {memory: 256Mi}}
#   ```
#
#   ```yaml bad
#   # `cpu` and `memory` are short for the requests, and init containers count.
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: compute, namespace: shop}
#   spec:
#     hard: {cpu: 4}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     initContainers:
#       - {name: migrate, image: "example.com/migrate:1.0"}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {limits: {cpu: 1}}
#   ```
#
#   ```yaml good
#   # A LimitRange fills in what is missing.
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: compute, namespace: shop}
#   spec:
#     hard: {requests.cpu: 4, limits.memory: 8Gi, pods: 10}
#   ---
#   apiVersion: v1
#   kind: LimitRange
#   metadata: {name: defaults, namespace: shop}
#   spec:
#     limits:
#       - type: Container
#         default: {cpu: 500m, memory: 256Mi}
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
#   kind: ResourceQuota
#   metadata: {name: compute, namespace: shop}
#   spec:
#     hard: {requests.cpu: 4}
#     scopes: [Terminating]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: error
#   on: containers
#   containers: [regular, sidecar, init]
#   mutes: [cpu-request-missing, memory-request-missing, memory-limit-missing, cpu-limit-missing]
package kubelint.resources.quota_requires_resources

import data.kubelint.lib.limit_range

deny contains finding if {
	some quota in input.links.quotas
	not quota.scopes
	not quota.scopeSelector
	some name, _ in quota.hard
	[kind, resource] := required[name]
	not input.container.effective[kind][resource]
	not filled_in(kind, resource)
	finding := {
		"message": sprintf("container %q has no %s %s, and ResourceQuota %q requires one", [
			input.container.name,
			resource,
			trim_suffix(kind, "s"),
			quota.name,
		]),
		"path": ["resources", kind, resource],
		"help": sprintf("set `resources.%s.%s`, or a default in a LimitRange", [kind, resource]),
		"related": [{
			"of": quota.ref,
			"path": ["spec", "hard", name],
			"message": "required by this quota",
		}],
	}
}

filled_in("requests", resource) if limit_range.default_request(input.links.limitRanges, resource)

filled_in("limits", resource) if limit_range.default_limit(input.links.limitRanges, resource)

required := {
	"cpu": ["requests", "cpu"],
	"memory": ["requests", "memory"],
	"requests.cpu": ["requests", "cpu"],
	"requests.memory": ["requests", "memory"],
	"limits.cpu": ["limits", "cpu"],
	"limits.memory": ["limits", "memory"],
}
