# METADATA
# title: LimitRange leaves a bound or default out
# description: |
#   What a LimitRange leaves out holds for no container of its namespace: without a default those
#   that set nothing stay unlimited, and without a maximum one may ask for a whole node. For teams
#   that require the full set in every namespace, and therefore off by default.
#
#   The defaults are asked for only in an item for containers; the API server refuses them
#   elsewhere.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: LimitRange
#   metadata: {name: bounds}
#   spec:
#     limits:
#       - type: Container
#         max: {memory: 4Gi}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: LimitRange
#   metadata: {name: bounds}
#   spec:
#     limits:
#       - type: Container
#         min: {memory: 16Mi}
#         max: {memory: 4Gi}
#         default: {memory: 256Mi}
#         defaultRequest: {memory: 128Mi}
#       - type: Pod
#         min: {memory: 16Mi}
#         max: {memory: 8Gi}
#   ```
#
#   ```yaml good {"required": ["max"]}
#   apiVersion: v1
#   kind: LimitRange
#   metadata: {name: bounds}
#   spec:
#     limits:
#       - type: Container
#         max: {memory: 4Gi}
#   ```
# custom:
#   level: off
#   on: [LimitRange]
#   aliases: [trivy:KSV-0039]
#   params:
#     required:
#       default: [min, max, default, defaultRequest]
#       description: the fields that an item must have
package kubelint.resources.limitrange_incomplete

deny contains finding if {
	some index, item in input.object.spec.limits
	missing := [field |
		some field in input.params.required
		applies(item, field)
		not item[field]
	]
	count(missing) > 0
	finding := {
		"message": sprintf("the item of type `%s` has no `%s`", [
			item.type,
			concat("`, `", missing),
		]),
		"path": ["spec", "limits", index],
		"help": "set the fields that are missing",
	}
}

applies(item, _) if item.type == "Container"

applies(_, field) if field in ["min", "max"]
