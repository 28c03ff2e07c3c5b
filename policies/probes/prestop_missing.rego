# METADATA
# title: replica that serves a Service has no preStop hook
# description: |
#   When a pod ends, it is told to stop at the same time as the nodes are told to send it no more
#   requests, and the nodes may be later. Requests that arrive in between fail, unless a preStop
#   hook waits a few seconds first.
#
#   Off by default: many servers wait by themselves. Workloads with one replica are not reported,
#   they are away during a rollout anyway.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80, targetPort: 8080}]
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 3
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             ports: [{containerPort: 8080}]
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80, targetPort: 8080}]
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 3
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             ports: [{containerPort: 8080}]
#             lifecycle: {preStop: {sleep: {seconds: 5}}}
#   ```
#
#   ```yaml bad
#   apiVersion: autoscaling/v2
#   kind: HorizontalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     maxReplicas: 5
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 8080}]
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80, targetPort: 8080}]
#   ---
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
#             ports: [{containerPort: 8080}]
#   ```
# custom:
#   level: off
#   on: containers
#   containers: [regular, sidecar]
package kubelint.probes.prestop_missing

import data.kubelint.lib.probe

deny contains finding if {
	input.links.services
	not input.container.lifecycle.preStop
	several
	input.pod.kind in probe.long_running
	services := probe.needed_by(path, input.container, input.pod, input.links.services)
	count(services) > 0
	finding := {
		"message": sprintf("container %q serves %s without a preStop hook", [
			input.container.name,
			probe.names(services),
		]),
		"path": path,
		"help": "wait a few seconds: `preStop: {sleep: {seconds: 5}}`",
		"related": probe.related(services),
	}
}

several if input.object.spec.replicas > 1

several if {
	some autoscaler in input.links.autoscalers
	autoscaler.spec.maxReplicas > 1
}

path := ["lifecycle", "preStop"]
