# METADATA
# title: container that serves a Service has no readiness probe
# description: |
#   Without a readiness probe a Service sends requests to a container from the moment its process
#   exists, also while it is still starting. With every rollout and every new replica some requests
#   fail.
#
#   Judged is the container that has the port to which the Service sends its traffic. When no
#   container declares that port, any container's probe will do. Pods that no Service selects, ports
#   and Services for metrics, Jobs, init containers and containers that only sleep need none.
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
#             readinessProbe: {httpGet: {port: 8080}}
#   ```
#
#   ```yaml bad
#   # The probe of another container says nothing about the one that serves.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80, targetPort: http}]
#   ---
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - name: metrics
#             image: example.com/metrics:1.0
#             ports: [{containerPort: 9090}]
#             readinessProbe: {httpGet: {port: 9090}}
#           - name: web
#             image: example.com/web:1.0
#             ports: [{containerPort: 8080, name: http}]
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80, targetPort: http}]
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
#           - name: proxy
#             image: example.com/proxy:1.0
#             restartPolicy: Always
#             ports: [{containerPort: 8080, name: http}]
#             readinessProbe: {httpGet: {port: http}}
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   # Ports need not be declared.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 8080}]
#   ---
#   apiVersion: apps/v1
#   kind: DaemonSet
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
#           - {name: log, image: "example.com/log:1.0"}
#           - name: web
#             image: example.com/web:1.0
#             readinessProbe: {httpGet: {port: 8080}}
#   ```
#
#   ```yaml good
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
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Service
#   metadata: {name: worker-metrics}
#   spec:
#     selector: {app: worker}
#     ports: [{name: http-metrics, port: 9090}]
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
#           - name: worker
#             image: example.com/worker:1.0
#             ports: [{containerPort: 9090}]
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Service
#   metadata: {name: operator-metrics-service}
#   spec:
#     selector: {app: operator}
#     ports: [{name: https, port: 8443, targetPort: https}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: operator-metrics}
#   spec:
#     selector: {app: operator}
#     ports: [{port: 8443}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: operator-exporter}
#   spec:
#     selector: {app: operator}
#     ports: [{port: 8443}]
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: operator}
#   spec:
#     selector: {matchLabels: {app: operator}}
#     template:
#       metadata: {labels: {app: operator}}
#       spec:
#         containers:
#           - name: proxy
#             image: example.com/proxy:1.0
#             ports: [{containerPort: 8443, name: https}]
#   ```
#
#   ```yaml bad
#   # This Service is not one for metrics, whatever its name begins with.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: metrics-server}
#   spec:
#     selector: {app: metrics-server}
#     ports: [{name: https, port: 443, targetPort: https}]
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: metrics-server}
#   spec:
#     selector: {matchLabels: {app: metrics-server}}
#     template:
#       metadata: {labels: {app: metrics-server}}
#       spec:
#         containers:
#           - name: metrics-server
#             image: example.com/metrics-server:1.0
#             ports: [{containerPort: 10250, name: https}]
#   ```
#
#   ```yaml good
#   # A container to be entered with `kubectl exec` serves nobody.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: shell}
#   spec:
#     selector: {app: shell}
#     ports: [{name: http, port: 80}]
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: shell}
#   spec:
#     selector: {matchLabels: {app: shell}}
#     template:
#       metadata: {labels: {app: shell}}
#       spec:
#         containers:
#           - {name: shell, image: "example.com/shell:1.0", command: [/bin/sleep, infinity]}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Service
#   metadata: {name: import}
#   spec:
#     selector: {app: import}
#     ports: [{port: 8080}]
#   ---
#   apiVersion: batch/v1
#   kind: Job
#   metadata: {name: import}
#   spec:
#     template:
#       metadata: {labels: {app: import}}
#       spec:
#         restartPolicy: Never
#         containers:
#           - {name: import, image: "example.com/import:1.0"}
#   ```
#
#   ```yaml bad {"require-service": false}
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
#             readinessProbe: {httpGet: {port: 8080}}
#           - {name: log, image: "example.com/log:1.0"}
#   ```
# custom:
#   level: warning
#   on: containers
#   containers: [regular, sidecar]
#   aliases:
#     - kube-linter:no-readiness-probe
#     - kube-score:pod-probes
#     - polaris:readinessProbeMissing
#     - checkov:CKV_K8S_9
#     - kubescape:C-0018
#     - gatekeeper:K8sRequiredProbes
#   params:
#     require-service:
#       default: true
#       description: whether only pods count that a Service selects
#     every-container:
#       default: false
#       description: whether every container needs a probe, and not only the one that serves
package kubelint.probes.readiness_probe_missing

import data.kubelint.lib.probe

deny contains finding if {
	not input.container.readinessProbe
	input.pod.kind in probe.long_running
	services := probe.needed_by(path, input.container, input.pod, input.links.services)
	count(services) > 0
	finding := {
		"message": sprintf("container %q serves %s without a readiness probe", [
			input.container.name,
			probe.names(services),
		]),
		"path": path,
		"help": help_for(probe.targets(input.container, services[0])),
		"related": probe.related(services),
	}
}

deny contains finding if {
	not input.container.readinessProbe
	demanded
	input.pod.kind in probe.long_running
	probe.needed_by(path, input.container, input.pod, input.links.services) == []
	finding := {
		"message": sprintf("container %q has no readiness probe", [input.container.name]),
		"path": path,
		"help": help_for([]),
	}
}

demanded if {
	input.params["every-container"]
	input.container.type == "regular"
	selected
}

demanded if {
	not input.params["require-service"]
	probe.stands_for_all(path, input.container, input.pod)
}

selected if input.links.services != []

selected if not input.params["require-service"]

path := ["readinessProbe"]

# Not every port speaks HTTP: a database has to be asked otherwise.
help_for(ports) := sprintf("add a `readinessProbe`: %s, or %s where it speaks no HTTP", [
	sprintf("`httpGet: {path: /ready, port: %v}`", [ports[0]]),
	sprintf("`tcpSocket: {port: %v}`", [ports[0]]),
]) if {
	count(ports) > 0
} else := "add a `readinessProbe`, for example `httpGet: {path: /ready, port: 8080}`"
