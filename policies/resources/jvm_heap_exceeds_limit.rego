# METADATA
# title: heap of the runtime does not fit into the memory limit
# description: |
#   A process needs memory besides its heap, for threads, code and buffers, so that a heap as large
#   as the container's limit is never filled: the kernel kills the container before. It dies without
#   an error message, typically at the busiest hour.
#
#   Read are `-Xmx` and `-XX:MaxRAMPercentage` (Java), `--max-old-space-size` (Node.js) and the
#   variable `GOMEMLIMIT` (Go).
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         command: [java, -Xmx1g, -jar, web.jar]
#         resources: {limits: {memory: 1Gi}}
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
#         command: [java, -Xmx700m, -jar, web.jar]
#         resources: {limits: {memory: 1Gi}}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: JAVA_OPTS, value: "-server -XX:MaxRAMPercentage=95.0"}]
#         resources: {limits: {memory: 1Gi}}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         args: [server.js, --max-old-space-size=4096]
#         resources: {limits: {memory: 2Gi}}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: GOMEMLIMIT, value: 512MiB}]
#         resources: {limits: {memory: 512Mi}}
#   ```
#
#   ```yaml good
#   # The last of several flags is the one that holds.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         args: ["java -Xmx2g -Xmx512m -jar web.jar"]
#         resources: {limits: {memory: 1Gi}}
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
#         args: ["-XX:MaxRAMPercentage=75", "-Xmx$(HEAP)"]
#         env:
#           - {name: HEAP, value: 512m}
#           - {name: GOMEMLIMIT, value: 900MiB}
#           - {name: NODE_OPTIONS, value: --max-old-space-size=768}
#         resources: {limits: {memory: 1Gi}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0", command: [java, -Xmx1g, -jar, web.jar]}
#   ```
# custom:
#   level: warning
#   on: containers
#   containers: [regular, sidecar]
#   params:
#     headroom:
#       default: 10
#       description: how much of the limit must be left besides the heap, in percent
package kubelint.resources.jvm_heap_exceeds_limit

deny contains finding if {
	limit := input.container.effective.limits.memory
	limit.value > 0
	some heap in heaps
	heap.bytes > limit.value * share
	finding := {
		"message": sprintf("container %q has `%s`, too much for its memory limit of `%s`", [
			input.container.name,
			heap.text,
			limit.text,
		]),
		"path": heap.path,
		"help": sprintf("write at most %vMi, or raise the limit: %v%% of it is not for the heap", [
			floor((limit.value * share) / binary.m),
			input.params.headroom,
		]),
		"related": related(limit),
	}
}

deny contains finding if {
	limit := input.container.effective.limits.memory
	some text in texts
	contains(text.text, "-XX:MaxRAMPercentage=")
	[flag, percent] := last(`-XX:MaxRAMPercentage=([0-9.]+)`, text.text)
	to_number(percent) > share * 100
	finding := {
		"message": sprintf("container %q has `%s`, too much of its memory limit", [
			input.container.name,
			flag,
		]),
		"path": text.path,
		"help": sprintf("write %v or less", [share * 100]),
		"related": related(limit),
	}
}

share := (100 - input.params.headroom) / 100

related(limit) := [{"path": ["resources", "limits", "memory"], "message": "the limit"}] if {
	limit.from == "container"
} else := []

heaps contains {"text": flag, "bytes": bytes, "path": text.path} if {
	some text in texts
	contains(text.text, "-Xmx")
	[flag, number, unit] := last(`-Xmx([0-9]+)([kKmMgGtT]?)`, text.text)
	bytes := to_number(number) * binary[lower(unit)]
}

heaps contains {"text": flag, "bytes": bytes, "path": text.path} if {
	some text in texts
	contains(text.text, "space")
	[flag, number] := last(`--max[-_]old[-_]space[-_]size=([0-9]+)`, text.text)
	bytes := to_number(number) * binary.m
}

heaps contains {"text": text, "bytes": bytes, "path": ["env", index, "value"]} if {
	some index, variable in input.container.env
	variable.name == "GOMEMLIMIT"
	[_, number, unit] := last(`^([0-9]+)([KMGT]?)(?:i?B)?$`, variable.value)
	bytes := to_number(number) * binary[lower(unit)]
	text := sprintf("GOMEMLIMIT=%s", [variable.value])
}

binary := {"": 1, "k": 1024, "m": 1048576, "g": 1073741824, "t": 1099511627776}

# The last match of a pattern, as what it is and its groups.
last(pattern, text) := matches[count(matches) - 1] if {
	matches := regex.find_all_string_submatch_n(pattern, text, -1)
	count(matches) > 0
}

# Where a flag may stand.
texts contains {"text": text, "path": [field, index]} if {
	some field in ["command", "args"]
	some index, text in input.container[field]
	is_string(text)
}

texts contains {"text": variable.value, "path": ["env", index, "value"]} if {
	some index, variable in input.container.env
	is_string(variable.value)
}
