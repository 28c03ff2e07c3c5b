# METADATA
# title: request or limit is outside of the namespace's LimitRange
# description: |
#   The API server refuses every pod with a container whose request or limit is outside of what a
#   LimitRange of its namespace allows. A Deployment is still accepted there and then stays without
#   pods, and only its ReplicaSet's events say why.
#
#   The sizes of claims are the subject of `claim-outside-limitrange`.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: LimitRange
#   metadata: {name: bounds, namespace: shop}
#   spec:
#     limits:
#       - type: Container
#         max: {memory: 1Gi}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {limits: {memory: 2Gi}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: LimitRange
#   metadata: {name: bounds, namespace: shop}
#   spec:
#     limits:
#       - type: Container
#         max: {memory: 1Gi}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {limits: {memory: 1Gi}}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: LimitRange
#   metadata: {name: bounds, namespace: shop}
#   spec:
#     limits:
#       - type: Container
#         min: {cpu: 50m}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {cpu: 10m}}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: LimitRange
#   metadata: {name: bounds, namespace: shop}
#   spec:
#     limits:
#       - type: Container
#         maxLimitRequestRatio: {cpu: 4}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {cpu: 100m}, limits: {cpu: 1}}
#   ```
#
#   ```yaml good
#   # The bounds of a whole pod are another matter, and so are those of another namespace.
#   apiVersion: v1
#   kind: LimitRange
#   metadata: {name: bounds, namespace: shop}
#   spec:
#     limits:
#       - type: Pod
#         max: {memory: 1Gi}
#   ---
#   apiVersion: v1
#   kind: LimitRange
#   metadata: {name: bounds, namespace: bank}
#   spec:
#     limits:
#       - type: Container
#         max: {memory: 512Mi}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {limits: {memory: 1Gi}}
#   ```
# custom:
#   level: error
#   on: containers
#   containers: [regular, sidecar, init]
package kubelint.resources.limitrange_violated

import data.kubelint.lib.quantity

deny contains finding if {
	some limit_range in input.links.limitRanges
	some index, item in limit_range.limits
	item.type == "Container"
	some side in ["min", "max"]
	some resource, bound in item[side]
	some amount in quantity.written(input.container.effective, [resource])
	outside(side, amount.value, bound.value)
	finding := {
		"message": sprintf("%s of container %q is `%s`, %s the `%s` that LimitRange %q allows", [
			amount.name,
			input.container.name,
			amount.text,
			words[side],
			bound.text,
			limit_range.name,
		]),
		"path": amount.path,
		"help": sprintf("set it to `%s` or %s", [bound.text, remedy[side]]),
		"related": [{
			"of": limit_range.ref,
			"path": ["spec", "limits", index, side, resource],
			"message": "the bound",
		}],
	}
}

deny contains finding if {
	some limit_range in input.links.limitRanges
	some index, item in limit_range.limits
	item.type == "Container"
	some resource, ratio in item.maxLimitRequestRatio
	limit := input.container.effective.limits[resource]
	request := input.container.effective.requests[resource]
	limit.value > request.value * ratio.value
	finding := {
		"message": sprintf(
			"%s limit of container %q is more than `%s` times its request, against LimitRange %q",
			[resource, input.container.name, ratio.text, limit_range.name],
		),
		"path": ["resources", "limits", resource],
		"help": "raise the request or lower the limit",
		"related": [{
			"of": limit_range.ref,
			"path": ["spec", "limits", index, "maxLimitRequestRatio", resource],
			"message": "the highest ratio",
		}],
	}
}

outside("min", value, bound) if value < bound

outside("max", value, bound) if value > bound

words := {"min": "below", "max": "above"}

remedy := {"min": "more", "max": "less"}
