# METADATA
# title: autoscaled container has no request to measure its use by
# description: |
#   An autoscaler that goes by utilization divides what the pods use by what they request. When one
#   container of a pod has no request, there is no quotient and nothing is scaled.
#
#   A limit counts as a request, and so does what the pod, a LimitRange or a VerticalPodAutoscaler
#   sets.
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
#           - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: autoscaling/v2
#   kind: HorizontalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     maxReplicas: 5
#     metrics:
#       - type: Resource
#         resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}
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
#       - type: Resource
#         resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}
#   ```
#
#   ```yaml bad
#   # One of the containers is enough.
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
#           - {name: proxy, image: "example.com/proxy:1.0"}
#   ---
#   apiVersion: autoscaling/v1
#   kind: HorizontalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     targetCPUUtilizationPercentage: 70
#     maxReplicas: 5
#   ```
#
#   ```yaml bad
#   # Without a metric it is 80 % of the cpu.
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
#   ---
#   apiVersion: autoscaling/v2
#   kind: HorizontalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     maxReplicas: 5
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
#             resources: {requests: {cpu: 100m}}
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
#           name: memory
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
#           - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: keda.sh/v1alpha1
#   kind: ScaledObject
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {name: web}
#     triggers:
#       - {type: cpu, metricType: Utilization, metadata: {value: "70"}}
#   ```
#
#   ```yaml good
#   # The other container is not measured.
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
#           - {name: proxy, image: "example.com/proxy:1.0"}
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
#   ```yaml good
#   # An amount needs no request.
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
#   ---
#   apiVersion: autoscaling/v2
#   kind: HorizontalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     maxReplicas: 5
#     metrics:
#       - type: Resource
#         resource: {name: cpu, target: {type: AverageValue, averageValue: 500m}}
#   ```
#
#   ```yaml good
#   # The pod as a whole has one.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         resources: {requests: {cpu: 500m}}
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: autoscaling/v2
#   kind: HorizontalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     maxReplicas: 5
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
#           - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: autoscaling/v2
#   kind: HorizontalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     maxReplicas: 5
#   ---
#   apiVersion: v1
#   kind: LimitRange
#   metadata: {name: defaults}
#   spec:
#     limits:
#       - type: Container
#         defaultRequest: {cpu: 100m}
#   ```
#
#   ```yaml good
#   # What has ended is not measured.
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
#             resources: {requests: {cpu: 100m, memory: 128Mi}}
#   ---
#   apiVersion: autoscaling/v2
#   kind: HorizontalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     maxReplicas: 5
#   ```
# custom:
#   level: error
#   on: containers
#   containers: [regular, sidecar]
#   mutes: [cpu-request-missing]
package kubelint.scaling.hpa_target_without_requests

import data.kubelint.lib.horizontal_autoscaler
import data.kubelint.lib.limit_range
import data.kubelint.lib.vertical_autoscaler

deny contains finding if {
	some _ in input.links.autoscalers
	some resource in ["cpu", "memory"]
	not input.container.effective.requests[resource]
	scaler := measuring(resource)[0]
	not is_filled_in(resource)
	finding := {
		"message": sprintf("container %q has no %s request, and %s %q scales by its use of it", [
			input.container.name,
			resource,
			scaler.kind,
			scaler.name,
		]),
		"path": ["resources", "requests", resource],
		"help": sprintf("set `resources.requests.%s`", [resource]),
		"related": [{
			"of": scaler.ref,
			"path": scaler.path,
			"message": "measured in percent of the requests",
		}],
	}
}

# The autoscalers that divide the container's use of a resource by its request, and where they say
# so.
measuring(resource) := [{
	"ref": autoscaler.ref,
	"kind": autoscaler.kind,
	"name": autoscaler.name,
	"path": metric.path,
} |
	some autoscaler in input.links.autoscalers
	some metric in horizontal_autoscaler.metrics(autoscaler.kind, autoscaler.spec)
	metric.utilization
	metric.resource == resource
	metric.container in {"", input.container.name}
]

is_filled_in(resource) if limit_range.default_request(input.links.limitRanges, resource)

is_filled_in(resource) if {
	vertical_autoscaler.sets_request(input.links.autoscalers, input.container.name, resource)
}
