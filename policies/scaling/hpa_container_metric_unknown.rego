# METADATA
# title: autoscaler measures a container that does not exist
# description: |
#   The autoscaler finds no use of a container of that name, and cannot tell how many pods are
#   needed. It says so only in its status, and the number of pods stays what it is.
#
#   Containers that a service mesh adds to the pod are listed in `injected`.
#
#   ```yaml bad
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
#             resources: {requests: {cpu: 100m, memory: 128Mi}}
#   ---
#   apiVersion: autoscaling/v2
#   kind: HorizontalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     maxReplicas: 5
#     metrics:
#       - type: ContainerResource
#         containerResource:
#           name: cpu
#           container: app
#           target: {type: Utilization, averageUtilization: 70}
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
#             resources: {requests: {cpu: 100m, memory: 128Mi}}
#   ---
#   apiVersion: autoscaling/v2
#   kind: HorizontalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     maxReplicas: 5
#     metrics:
#       - type: ContainerResource
#         containerResource:
#           name: cpu
#           container: web
#           target: {type: Utilization, averageUtilization: 70}
#   ```
#
#   ```yaml bad
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
#             resources: {requests: {cpu: 100m, memory: 128Mi}}
#   ---
#   apiVersion: keda.sh/v1alpha1
#   kind: ScaledObject
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {name: web}
#     triggers:
#       - type: cpu
#         metricType: Utilization
#         metadata: {value: "70", containerName: app}
#   ```
#
#   ```yaml good
#   # A mesh adds it.
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
#             resources: {requests: {cpu: 100m, memory: 128Mi}}
#   ---
#   apiVersion: autoscaling/v2
#   kind: HorizontalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     maxReplicas: 5
#     metrics:
#       - type: ContainerResource
#         containerResource:
#           name: cpu
#           container: istio-proxy
#           target: {type: Utilization, averageUtilization: 70}
#   ```
#
#   ```yaml good
#   # A sidecar runs as long as the pod.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         initContainers:
#           - name: proxy
#             image: example.com/proxy:1.0
#             restartPolicy: Always
#             resources: {requests: {cpu: 50m}}
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             resources: {requests: {cpu: 100m, memory: 128Mi}}
#   ---
#   apiVersion: autoscaling/v2
#   kind: HorizontalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     maxReplicas: 5
#     metrics:
#       - type: ContainerResource
#         containerResource:
#           name: cpu
#           container: proxy
#           target: {type: Utilization, averageUtilization: 70}
#   ```
# custom:
#   level: error
#   on: links
#   links: [scale-target]
#   outcomes: [found]
#   params:
#     injected:
#       default: [istio-proxy, linkerd-proxy]
#       description: containers that are added to pods when they are created
package kubelint.scaling.hpa_container_metric_unknown

import data.kubelint.lib.horizontal_autoscaler

deny contains finding if {
	input.link.outcome == "found"
	some metric in horizontal_autoscaler.metrics(input.resource.kind, input.object.spec)
	metric.container != ""
	not metric.container in input.params.injected
	target := input.targets[0]
	names := running(target.pod.spec)
	not metric.container in names
	finding := object.union(
		{
			"message": sprintf("%s %q has no container %q to measure: it has %s", [
				target.resource.kind,
				target.resource.name,
				metric.container,
				concat(", ", [sprintf("%q", [name]) | some name in names]),
			]),
			"path": metric["container-path"],
			"help": help(names),
			"related": [{
				"of": target.ref,
				"path": array.concat(target.pod.path, ["spec", "containers"]),
				"message": sprintf("the containers of %s %q", [
					target.resource.kind,
					target.resource.name,
				]),
			}],
		},
		fix(metric, names),
	)
}

help(names) := sprintf("did you mean %q?", [names[0]]) if count(names) == 1

help(names) := "name a container of the workload" if count(names) != 1

# The names of the containers that run as long as the pod.
running(spec) := [container.name |
	some list in ["containers", "initContainers"]
	some container in spec[list]
	keeps_running(list, container)
]

keeps_running("containers", _) := true

keeps_running("initContainers", container) if container.restartPolicy == "Always"

# Of one container it is clear which is meant.
fix(metric, names) := {"fix": {
	"title": sprintf("measure container %q", [names[0]]),
	"set": metric["container-path"],
	"value": names[0],
}} if {
	count(names) == 1
} else := {}
