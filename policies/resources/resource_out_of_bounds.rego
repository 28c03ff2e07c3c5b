# METADATA
# title: request or limit of a container is out of bounds
# description: |
#   A container that asks for more than the largest node has is never scheduled, and one that asks
#   for next to nothing starves. What is too much or too little is a decision of the team, and the
#   rule says nothing before one of its parameters is set.
#
#   ```yaml bad {"max-memory-limit": "4Gi"}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {limits: {memory: 8Gi}}
#   ```
#
#   ```yaml good {"max-memory-limit": "4Gi"}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {limits: {memory: 4Gi}}
#   ```
#
#   ```yaml bad {"min-cpu-request": "50m"}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {cpu: 1m}}
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
#         resources: {requests: {cpu: 1m}, limits: {memory: 512Gi}}
#   ```
# custom:
#   level: off
#   on: containers
#   containers: [regular, sidecar]
#   aliases:
#     - kube-linter:unset-cpu-requirements
#     - kube-linter:unset-memory-requirements
#     - kubescape:C-0004
#     - kubescape:C-0050
#     - kubescape:C-0268
#     - kubescape:C-0269
#     - kubescape:C-0270
#     - kubescape:C-0271
#     - kubescape:C-0303
#     - gatekeeper:K8sContainerLimits
#     - gatekeeper:K8sContainerRequests
#   params:
#     min-cpu-request: {default: "", description: "the lowest cpu request, for example 10m"}
#     max-cpu-request: {default: "", description: "the highest cpu request, for example 4"}
#     min-cpu-limit: {default: "", description: the lowest cpu limit}
#     max-cpu-limit: {default: "", description: the highest cpu limit}
#     min-memory-request: {default: "", description: "the lowest memory request, for example 16Mi"}
#     max-memory-request: {default: "", description: "the highest memory request, for example 8Gi"}
#     min-memory-limit: {default: "", description: the lowest memory limit}
#     max-memory-limit: {default: "", description: the highest memory limit}
package kubelint.resources.resource_out_of_bounds

deny contains finding if {
	input.container.resources
	some param, bound in input.params
	bound != ""
	[side, resource, kind] := split(param, "-")
	field := sprintf("%ss", [kind])
	quantity := input.container.effective[field][resource]
	quantity.from == "container"
	outside(side, quantity.value, units.parse(bound))
	finding := {
		"message": sprintf("container %q has a %s %s of `%s`, %s `%s`", [
			input.container.name,
			resource,
			kind,
			quantity.text,
			words[side],
			bound,
		]),
		"path": ["resources", field, resource],
		"help": sprintf("set it to `%s` or %s", [bound, remedy[side]]),
	}
}

outside("min", value, bound) if value < bound

outside("max", value, bound) if value > bound

words := {"min": "below", "max": "above"}

remedy := {"min": "more", "max": "less"}
