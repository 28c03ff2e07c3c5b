# METADATA
# title: init container requests more than the pod does later
# description: |
#   The scheduler looks for a node that has room for the largest init container, and keeps that room
#   for the pod as long as it lives. An init container that requests much more than all others
#   together makes the pod expensive, or leaves it pending, for the sake of its first seconds.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     initContainers:
#       - name: migrate
#         image: example.com/migrate:1.0
#         resources: {requests: {memory: 4Gi}}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {memory: 256Mi}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     initContainers:
#       - name: migrate
#         image: example.com/migrate:1.0
#         resources: {requests: {memory: 256Mi}}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {memory: 256Mi}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     initContainers:
#       - name: migrate
#         image: example.com/migrate:1.0
#         resources: {requests: {cpu: 1}}
#       - name: proxy
#         image: example.com/proxy:1.0
#         restartPolicy: Always
#         resources: {requests: {cpu: 200m}}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {cpu: 300m}}
#   ```
#
#   ```yaml good
#   # Nothing is compared with containers that request nothing; other rules report those.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     initContainers:
#       - name: migrate
#         image: example.com/migrate:1.0
#         resources: {requests: {memory: 4Gi}}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: info
#   on: containers
#   containers: [init]
#   params:
#     factor:
#       default: 2
#       description: how many times what all other containers request together is too much
package kubelint.resources.init_request_dominates

deny contains finding if {
	input.container.resources
	some resource in ["cpu", "memory"]
	request := input.container.effective.requests[resource]
	request.from != "pod"
	later := sum([other.effective.requests[resource].value |
		some other in input.pod.containers
		other.type in ["regular", "sidecar"]
	])
	later > 0
	request.value > later * input.params.factor
	finding := {
		"message": sprintf(
			"init container %q requests `%s` %s, %v times as much as all others together",
			[input.container.name, request.text, resource, round(request.value / later)],
		),
		"path": ["resources", written[request.from], resource],
		"help": "request less, or do the work in a Job of its own",
	}
}

written := {"container": "requests", "limit": "limits"}
