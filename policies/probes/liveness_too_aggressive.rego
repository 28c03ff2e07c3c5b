# METADATA
# title: liveness probe kills after a few seconds
# description: |
#   A pause of a few seconds, for garbage collection or on a busy node, is no reason to restart a
#   container. A probe that gives up so early turns a short hiccup into an outage, and a slow start
#   into a restart loop.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         livenessProbe:
#           httpGet: {path: /alive, port: 8080}
#           periodSeconds: 5
#           failureThreshold: 1
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
#           periodSeconds: 5
#           failureThreshold: 6
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
#         livenessProbe:
#           httpGet: {path: /alive, port: 8080}
#           periodSeconds: 3
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
#   ```
#
#   ```yaml bad {"min-seconds": 60}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         livenessProbe:
#           httpGet: {path: /alive, port: 8080}
#   ```
# custom:
#   level: info
#   on: containers
#   containers: [regular, sidecar]
#   params:
#     min-seconds:
#       default: 10
#       description: how long a liveness probe must fail at least before it restarts the container
package kubelint.probes.liveness_too_aggressive

deny contains finding if {
	probe := input.container.effective.probes.liveness
	seconds := probe.failureThreshold * probe.periodSeconds
	seconds < input.params["min-seconds"]
	finding := {
		"message": sprintf("the liveness probe of container %q restarts it after %v seconds", [
			input.container.name,
			seconds,
		]),
		"path": ["livenessProbe", culprit],
		"help": sprintf("make `failureThreshold` × `periodSeconds` at least %v", [
			input.params["min-seconds"],
		]),
	}
}

# The number that is lower than its default.
culprit := "failureThreshold" if {
	input.container.livenessProbe.failureThreshold < 3
} else := "periodSeconds"
