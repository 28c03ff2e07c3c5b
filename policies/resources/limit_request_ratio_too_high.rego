# METADATA
# title: limit of a container is many times its request
# description: |
#   The scheduler fills a node by requests, so that containers whose limits are many times higher
#   may together want far more than the node has. The factor that is still acceptable is a decision
#   of the team, and the rule says nothing before `cpu-ratio` or `memory-ratio` is set.
#
#   ```yaml bad {"memory-ratio": 2}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {memory: 128Mi}, limits: {memory: 1Gi}}
#   ```
#
#   ```yaml good {"memory-ratio": 2}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {memory: 512Mi}, limits: {memory: 1Gi}}
#   ```
#
#   ```yaml bad {"cpu-ratio": 4}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {cpu: 100m}, limits: {cpu: 1}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {cpu: 1m}, limits: {cpu: 8}}
#   ```
# custom:
#   level: off
#   on: containers
#   containers: [regular, sidecar]
#   aliases: [gatekeeper:K8sContainerRatios]
#   params:
#     cpu-ratio:
#       default: 0
#       description: how many times the cpu request a limit may be; anything when 0
#     memory-ratio:
#       default: 0
#       description: how many times the memory request a limit may be; anything when 0
package kubelint.resources.limit_request_ratio_too_high

deny contains finding if {
	input.container.resources
	some resource in ["cpu", "memory"]
	allowed := input.params[sprintf("%s-ratio", [resource])]
	allowed > 0
	limit := input.container.effective.limits[resource]
	request := input.container.effective.requests[resource]
	request.value > 0
	limit.value > request.value * allowed
	finding := {
		"message": sprintf("container %q has a %s limit of `%s`, more than %v times its request", [
			input.container.name,
			resource,
			limit.text,
			allowed,
		]),
		"path": ["resources", "limits", resource],
		"help": "raise the request or lower the limit",
		"related": [{
			"path": ["resources", "requests", resource],
			"message": sprintf("the request is `%s`", [request.text]),
		}],
	}
}
