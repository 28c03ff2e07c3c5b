# METADATA
# title: amount of cpu is implausible
# description: |
#   A number without a suffix is whole CPUs, so that `cpu: 500` asks for five hundred of them, and a
#   suffix of bytes multiplies it again. No node has so many, and the pod stays pending.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {cpu: 500}}
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
#         resources: {requests: {cpu: 500m}}
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
#         resources: {limits: {cpu: 500Mi}}
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
#         resources: {requests: {cpu: 96}}
#   ```
#
#   ```yaml good {"max": 1000}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {cpu: 500}}
#   ```
# custom:
#   level: warning
#   on: containers
#   containers: [regular, sidecar, init]
#   params:
#     max:
#       default: 256
#       description: how many CPUs one container may ask for
package kubelint.resources.cpu_quantity_implausible

import data.kubelint.lib.quantity

deny contains finding if {
	input.container.resources
	some amount in quantity.written(input.container.effective, ["cpu"])
	amount.value > input.params.max
	finding := object.union(
		{
			"message": sprintf("%s of container %q is `%s`, which is %v CPUs", [
				amount.name,
				input.container.name,
				amount.text,
				amount.value,
			]),
			"path": amount.path,
			"help": "write CPUs (`0.5`, `2`) or thousandths of one (`500m`)",
		},
		suggestion(amount),
	)
}

# A bare number was most likely meant in thousandths.
suggestion(amount) := {"fix": {"set": amount.path, "value": text, "title": title}} if {
	regex.match(`^[0-9]+$`, amount.text)
	text := sprintf("%sm", [amount.text])
	title := sprintf("write `%s`", [text])
} else := {}
