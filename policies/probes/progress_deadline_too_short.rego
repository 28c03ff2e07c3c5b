# METADATA
# title: rollout is given up before its pods may be ready
# description: |
#   A Deployment whose pods are not available before the progress deadline counts as failed, and
#   `kubectl rollout status` and deployment tools end with an error. When the probes allow a start
#   to take longer than that, a rollout fails although nothing is wrong.
#
#   Counted is what the probes of the slowest container allow: the startup probe's delay and
#   attempts or else those of the readiness probe, and `minReadySeconds`.
#
#   ```yaml bad
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     progressDeadlineSeconds: 60
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             readinessProbe:
#               httpGet: {path: /ready, port: 8080}
#               initialDelaySeconds: 90
#   ```
#
#   ```yaml good
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     progressDeadlineSeconds: 180
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             readinessProbe:
#               httpGet: {path: /ready, port: 8080}
#               initialDelaySeconds: 90
#   ```
#
#   ```yaml bad
#   # The default is 600 seconds.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             startupProbe:
#               httpGet: {path: /alive, port: 8080}
#               failureThreshold: 120
#   ```
#
#   ```yaml good
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             startupProbe:
#               httpGet: {path: /alive, port: 8080}
#               failureThreshold: 30
#             readinessProbe:
#               httpGet: {path: /ready, port: 8080}
#               failureThreshold: 100
#   ```
# custom:
#   level: warning
#   on: [apps/Deployment]
package kubelint.probes.progress_deadline_too_short

deny contains finding if {
	deadline := object.get(input.object.spec, "progressDeadlineSeconds", 600)
	some index, container in input.object.spec.template.spec.containers
	[field, probe] := decisive(container)
	needed := allowed(probe) + object.get(input.object.spec, "minReadySeconds", 0)
	needed > deadline
	finding := {
		"message": sprintf("container %q may take %v seconds to be available, the deadline is %v", [
			container.name,
			needed,
			deadline,
		]),
		"path": ["spec", "progressDeadlineSeconds"],
		"help": sprintf("set `progressDeadlineSeconds` to more than %v", [needed]),
		"related": [{
			"path": ["spec", "template", "spec", "containers", index, field],
			"message": "this probe allows it",
		}],
	}
}

# The probe that says how long a start may take.
decisive(container) := ["startupProbe", container.startupProbe] if {
	container.startupProbe
} else := ["readinessProbe", container.readinessProbe]

# In seconds, with the API's defaults.
allowed(probe) := delay + (period * attempts) if {
	delay := object.get(probe, "initialDelaySeconds", 0)
	period := object.get(probe, "periodSeconds", 10)
	attempts := object.get(probe, "failureThreshold", 3)
}
