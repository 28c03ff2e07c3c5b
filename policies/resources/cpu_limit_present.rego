# METADATA
# title: container has a cpu limit
# description: |
#   A container that reaches its limit is stopped for the rest of each tenth of a second, even when
#   nobody else wants the CPU, and answers slowly for no reason that its own metrics show. The
#   request alone already divides a busy node fairly.
#
#   A pod of the Guaranteed class with whole CPUs is not reported: there the limit is what gives it
#   CPUs of its own. For teams that ban CPU limits, and therefore off by default.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {cpu: 100m}, limits: {cpu: 500m}}
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
#         resources: {requests: {cpu: 100m}}
#   ```
#
#   ```yaml bad
#   # A limit alone is the request too.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {limits: {cpu: 500m, memory: 1Gi}}
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
#         resources: {requests: {cpu: 2, memory: 1Gi}, limits: {cpu: 2, memory: 1Gi}}
#   ```
#
#   ```yaml bad
#   # One container of another class takes that from all of the pod.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {limits: {cpu: 2, memory: 1Gi}}
#       - {name: log, image: "example.com/log:1.0"}
#   ```
# custom:
#   level: off
#   on: containers
#   containers: [regular, sidecar]
package kubelint.resources.cpu_limit_present

deny contains finding if {
	input.container.effective.limits.cpu.from == "container"
	not pinned
	finding := {
		"message": sprintf("container %q has a cpu limit of `%s`", [
			input.container.name,
			input.container.effective.limits.cpu.text,
		]),
		"path": ["resources", "limits", "cpu"],
		"help": "remove the limit, the request is enough",
		"fix": {"title": "remove the cpu limit", "edits": edits},
	}
}

# The kubelet's static CPU manager gives it CPUs of its own.
pinned if {
	cpus := input.container.effective.limits.cpu.value
	cpus == floor(cpus)
	every container in input.pod.containers {
		guaranteed(container.effective)
	}
}

guaranteed(effective) if {
	effective.requests.cpu.value == effective.limits.cpu.value
	effective.requests.memory.value == effective.limits.memory.value
}

# What the API server took from the limit stays the request.
edits := [
	{
		"set": ["resources", "requests", "cpu"],
		"value": input.container.effective.limits.cpu.text,
	},
	{"remove": ["resources", "limits", "cpu"]},
] if {
	input.container.effective.requests.cpu.from == "limit"
} else := [{"remove": ["resources", "limits", "cpu"]}]
