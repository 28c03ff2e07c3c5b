# METADATA
# title: liveness and readiness probe ask the same
# description: |
#   A container that is overloaded should get no traffic for a while, which is what a readiness
#   probe is for. When the liveness probe fails at the same moment the container is killed instead,
#   and the load moves on to the next one.
#
#   The same check is fine when the liveness probe gives it clearly more time. TCP and gRPC probes
#   are not compared: there is one port and one health service.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         readinessProbe: {httpGet: {path: /health, port: 8080}}
#         livenessProbe: {httpGet: {path: /health, port: 8080}}
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
#         readinessProbe: {httpGet: {path: /ready, port: 8080}}
#         livenessProbe: {httpGet: {path: /alive, port: 8080}}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db}
#   spec:
#     containers:
#       - name: db
#         image: example.com/db:1.0
#         readinessProbe: {exec: {command: [db-status, --quiet]}}
#         livenessProbe: {exec: {command: [db-status, --quiet]}}
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
#         readinessProbe: {httpGet: {path: /health, port: 8080}}
#         livenessProbe:
#           httpGet: {path: /health, port: 8080}
#           failureThreshold: 6
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
#         readinessProbe: {tcpSocket: {port: 8080}}
#         livenessProbe: {tcpSocket: {port: 8080}}
#       - name: api
#         image: example.com/api:1.0
#         readinessProbe: {grpc: {port: 9000}}
#         livenessProbe: {grpc: {port: 9000}}
#   ```
# custom:
#   level: info
#   on: containers
#   containers: [regular, sidecar]
#   aliases: [kube-score:pod-probes-identical]
#   params:
#     factor:
#       default: 2
#       description: how many times the patience of the readiness probe makes the same check fine
package kubelint.probes.probes_identical

deny contains finding if {
	input.container.livenessProbe
	input.container.readinessProbe
	some handler in ["httpGet", "exec"]
	asked(handler, input.container.livenessProbe) == asked(handler, input.container.readinessProbe)
	probes := input.container.effective.probes
	patience(probes.liveness) < patience(probes.readiness) * input.params.factor
	finding := {
		"message": sprintf("liveness and readiness probe of container %q ask the same", [
			input.container.name,
		]),
		"path": ["livenessProbe", handler],
		"help": "let the liveness probe check less, or give it a higher `failureThreshold`",
		"related": [{"path": ["readinessProbe", handler], "message": "the readiness probe"}],
	}
}

asked("httpGet", probe) := [
	object.get(probe.httpGet, "path", "/"),
	probe.httpGet.port,
	object.get(probe.httpGet, "host", ""),
]

asked("exec", probe) := probe.exec.command

# Seconds of failures that a probe takes before it acts.
patience(probe) := probe.failureThreshold * probe.periodSeconds
