# METADATA
# title: pod is of the BestEffort class
# description: |
#   A pod none of whose containers has a request or a limit is the first that the kernel kills and
#   the kubelet evicts when its node runs out of memory. It has no claim on CPU time either.
#
#   Off by default, because `cpu-request-missing` and `memory-request-missing` say the same of each
#   container.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
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
#         resources: {requests: {memory: 128Mi}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     resources: {limits: {cpu: "1"}}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: LimitRange
#   metadata: {name: defaults}
#   spec:
#     limits:
#       - type: Container
#         default: {memory: 256Mi}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: off
#   on: pods
#   aliases: [kubescape:C-0009]
package kubelint.resources.qos_best_effort

import data.kubelint.lib.limit_range

deny contains finding if {
	count(input.pod.containers) > 0
	not asks("cpu")
	not asks("memory")
	finding := {
		"message": "no container of the pod has a request or a limit of cpu or memory",
		"path": ["spec", "containers"],
		"help": "set at least the memory request and limit of each container",
	}
}

asks(resource) if {
	some container in input.pod.containers
	some kind in ["requests", "limits"]
	container.effective[kind][resource]
}

asks(resource) if limit_range.default_request(input.links.limitRanges, resource)
