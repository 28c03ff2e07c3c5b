# METADATA
# title: liveness probe waits long instead of using a startup probe
# description: |
#   A long `initialDelaySeconds` is waited for at every start, and a container that hangs during
#   that time is noticed only afterwards. One that once takes longer is killed while it starts,
#   again and again.
#
#   A startup probe waits as long as a start takes and not longer.
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
#           initialDelaySeconds: 180
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
#         startupProbe:
#           httpGet: {path: /alive, port: 8080}
#           failureThreshold: 30
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
#           initialDelaySeconds: 60
#   ```
#
#   ```yaml bad {"seconds": 20}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         livenessProbe:
#           httpGet: {path: /alive, port: 8080}
#           initialDelaySeconds: 60
#   ```
# custom:
#   level: info
#   on: containers
#   containers: [regular, sidecar]
#   aliases: [gatekeeper:K8sRequiredProbes]
#   params:
#     seconds:
#       default: 60
#       description: the longest `initialDelaySeconds` that is fine without a startup probe
package kubelint.probes.startup_probe_advisable

deny contains finding if {
	input.container.livenessProbe.initialDelaySeconds > input.params.seconds
	not input.container.startupProbe
	finding := {
		"message": sprintf("the liveness probe of container %q waits %v seconds before it starts", [
			input.container.name,
			input.container.livenessProbe.initialDelaySeconds,
		]),
		"path": ["livenessProbe", "initialDelaySeconds"],
		"help": "add a `startupProbe` with a high `failureThreshold` instead of the delay",
	}
}
