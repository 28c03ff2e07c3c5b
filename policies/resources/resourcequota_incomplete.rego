# METADATA
# title: ResourceQuota leaves cpu or memory out
# description: |
#   What a quota does not count its namespace may use without end: one that caps only requests lets
#   limits grow beyond what the nodes have. For teams that require the full set in every namespace,
#   and therefore off by default.
#
#   Quotas with scopes count only some of the pods and are not reported.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: compute}
#   spec:
#     hard: {requests.cpu: 4, requests.memory: 8Gi}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: compute}
#   spec:
#     hard: {requests.cpu: 4, requests.memory: 8Gi, limits.cpu: 8, limits.memory: 8Gi}
#   ```
#
#   ```yaml good
#   # `cpu` and `memory` are short for the requests.
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: compute}
#   spec:
#     hard: {cpu: 4, memory: 8Gi, limits.cpu: 8, limits.memory: 8Gi}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: best-effort}
#   spec:
#     hard: {pods: 2}
#     scopes: [BestEffort]
#   ```
# custom:
#   level: off
#   on: [ResourceQuota]
#   aliases: [trivy:KSV-0040]
#   params:
#     required:
#       default: [requests.cpu, requests.memory, limits.cpu, limits.memory]
#       description: what a quota must cap
package kubelint.resources.resourcequota_incomplete

deny contains finding if {
	input.object.spec
	not input.object.spec.scopes
	not input.object.spec.scopeSelector
	missing := [name |
		some name in input.params.required
		not input.object.spec.hard[name]
		not input.object.spec.hard[trim_prefix(name, "requests.")]
	]
	count(missing) > 0
	finding := {
		"message": sprintf("the quota does not cap `%s`", [concat("`, `", missing)]),
		"path": ["spec", "hard"],
		"help": "set the values that are missing in `spec.hard`",
	}
}
