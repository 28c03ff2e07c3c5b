# METADATA
# title: container that serves a Service has no liveness probe
# description: |
#   A process that hangs without ending, in a deadlock for example, stays in that state until a
#   person restarts it. A liveness probe lets the kubelet do that.
#
#   Off by default: a liveness probe that fails under load restarts containers when they are needed
#   most, so that one copied without thought is worse than none. Pods that no Service selects, Jobs
#   and init containers are not reported even then.
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
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             ports: [{containerPort: 8080}]
#             livenessProbe: {httpGet: {path: /alive, port: 8080}}
#   ```
#
#   ```yaml good
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
#         initContainers:
#           - {name: migrate, image: "example.com/migrate:1.0"}
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             ports: [{containerPort: 8080}]
#             livenessProbe: {httpGet: {path: /alive, port: 8080}}
#           - {name: log, image: "example.com/log:1.0"}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: worker}
#   spec:
#     selector: {matchLabels: {app: worker}}
#     template:
#       metadata: {labels: {app: worker}}
#       spec:
#         containers:
#           - {name: worker, image: "example.com/worker:1.0"}
#   ---
#   apiVersion: batch/v1
#   kind: Job
#   metadata: {name: import}
#   spec:
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         restartPolicy: Never
#         containers:
#           - {name: import, image: "example.com/import:1.0"}
#   ```
#
#   ```yaml bad {"every-container": true}
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
#           - name: web
#             image: example.com/web:1.0
#             livenessProbe: {httpGet: {path: /alive, port: 8080}}
#           - {name: log, image: "example.com/log:1.0"}
#   ```
# custom:
#   level: off
#   on: containers
#   containers: [regular, sidecar]
#   aliases:
#     - kube-linter:no-liveness-probe
#     - kube-score:pod-probes
#     - polaris:livenessProbeMissing
#     - checkov:CKV_K8S_8
#     - kubescape:C-0056
#     - gatekeeper:K8sRequiredProbes
#   params:
#     every-container:
#       default: false
#       description: whether every container needs a probe, and not only the one that serves
package kubelint.probes.liveness_probe_missing

import data.kubelint.lib.probe

deny contains finding if {
	input.links.services
	not input.container.livenessProbe
	input.pod.kind in probe.long_running
	demanded
	finding := {
		"message": sprintf("container %q has no liveness probe", [input.container.name]),
		"path": path,
		"help": "add a `livenessProbe` that fails only when a restart would help",
	}
}

demanded if probe.needed_by(path, input.container, input.pod, input.links.services) != []

demanded if {
	input.params["every-container"]
	input.container.type == "regular"
	input.links.services != []
}

path := ["livenessProbe"]
