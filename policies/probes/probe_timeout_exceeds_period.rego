# METADATA
# title: probe may take longer than its period
# description: |
#   The kubelet starts no second attempt while one is running, so that a slow answer delays the next
#   attempts. The probe then reacts later than its numbers say.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         readinessProbe:
#           httpGet: {path: /ready, port: 8080}
#           periodSeconds: 5
#           timeoutSeconds: 10
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
#         readinessProbe:
#           httpGet: {path: /ready, port: 8080}
#           periodSeconds: 5
#           timeoutSeconds: 5
#   ```
#
#   ```yaml bad
#   # The default period is ten seconds.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         livenessProbe:
#           httpGet: {path: /alive, port: 8080}
#           timeoutSeconds: 30
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
#         livenessProbe:
#           httpGet: {path: /alive, port: 8080}
#           timeoutSeconds: 10
#   ```
# custom:
#   level: info
#   on: containers
#   containers: [regular, sidecar]
package kubelint.probes.probe_timeout_exceeds_period

import data.kubelint.lib.probe

deny contains finding if {
	some name, numbers in input.container.effective.probes
	numbers.timeoutSeconds > numbers.periodSeconds
	finding := {
		"message": sprintf("the %s probe of container %q may take %vs, but has a period of %vs", [
			name,
			input.container.name,
			numbers.timeoutSeconds,
			numbers.periodSeconds,
		]),
		"path": [probe.field(name), "timeoutSeconds"],
		"help": "lower `timeoutSeconds`, or raise `periodSeconds` to it",
	}
}
