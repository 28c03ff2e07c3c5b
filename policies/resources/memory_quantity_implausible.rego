# METADATA
# title: amount of memory is implausible
# description: |
#   A number without a suffix is bytes, so that `memory: 512` is half a kilobyte, on which no
#   container starts. An amount of many terabytes fits on no node, and its pod stays pending.
#
#   A zero is deliberate and not reported.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {limits: {memory: 512}}
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
#         resources: {limits: {memory: 512Mi}}
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
#         resources: {requests: {memory: 64Ti}}
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
#         resources: {requests: {memory: 0}, limits: {memory: 134217728}}
#   ```
#
#   ```yaml good {"min": "4Ki", "max": "128Ti"}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {memory: 8Ki}, limits: {memory: 64Ti}}
#   ```
# custom:
#   level: warning
#   on: containers
#   containers: [regular, sidecar, init]
#   params:
#     min:
#       default: 1Mi
#       description: what is less is implausible
#     max:
#       default: 4Ti
#       description: what is more is implausible
package kubelint.resources.memory_quantity_implausible

import data.kubelint.lib.quantity

deny contains finding if {
	input.container.resources
	some amount in quantity.written(input.container.effective, ["memory"])
	amount.value > 0
	amount.value < units.parse(input.params.min)
	not endswith(amount.text, "m")
	finding := object.union(
		{
			"message": sprintf("%s of container %q is `%s`, less than `%s`", [
				amount.name,
				input.container.name,
				amount.text,
				input.params.min,
			]),
			"path": amount.path,
			"help": "write a suffix such as `Mi` or `Gi`",
		},
		suggestion(amount),
	)
}

deny contains finding if {
	input.container.resources
	some amount in quantity.written(input.container.effective, ["memory"])
	amount.value > units.parse(input.params.max)
	finding := {
		"message": sprintf("%s of container %q is `%s`, more than any node has", [
			amount.name,
			input.container.name,
			amount.text,
		]),
		"path": amount.path,
		"help": "write what one container needs, for example `512Mi`",
	}
}

# A bare number was most likely meant in mebibytes.
suggestion(amount) := {"fix": {"set": amount.path, "value": text, "title": title}} if {
	regex.match(`^[0-9]+$`, amount.text)
	text := sprintf("%sMi", [amount.text])
	title := sprintf("write `%s`", [text])
} else := {}
