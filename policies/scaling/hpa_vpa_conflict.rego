# METADATA
# title: two autoscalers act on the same resource
# description: |
#   A HorizontalPodAutoscaler answers load with more pods, a VerticalPodAutoscaler answers the same
#   load with larger ones. When both go by cpu or by memory, each changes what the other measures,
#   and neither comes to rest.
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
#       - type: Resource
#         resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}
#   ---
#   apiVersion: autoscaling.k8s.io/v1
#   kind: VerticalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
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
#   ---
#   apiVersion: autoscaling.k8s.io/v1
#   kind: VerticalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     resourcePolicy:
#       containerPolicies:
#         - {containerName: "*", controlledResources: [memory]}
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
#       - {type: memory, metricType: Utilization, metadata: {value: "70"}}
#   ---
#   apiVersion: autoscaling.k8s.io/v1
#   kind: VerticalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#   ```
#
#   ```yaml good
#   # It only recommends.
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
#   ---
#   apiVersion: autoscaling.k8s.io/v1
#   kind: VerticalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     updatePolicy: {updateMode: "Off"}
#   ```
#
#   ```yaml good
#   # The number of pods follows something else.
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
#       - type: External
#         external:
#           metric: {name: queue_length}
#           target: {type: AverageValue, averageValue: 30}
#   ---
#   apiVersion: autoscaling.k8s.io/v1
#   kind: VerticalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#   ```
#
#   ```yaml good
#   # Each has containers of its own.
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
#   ---
#   apiVersion: autoscaling.k8s.io/v1
#   kind: VerticalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     resourcePolicy:
#       containerPolicies:
#         - {containerName: web, mode: "Off"}
#   ```
# custom:
#   level: warning
#   on: links
#   links: [scale-target]
#   outcomes: [found]
package kubelint.scaling.hpa_vpa_conflict

import data.kubelint.lib.horizontal_autoscaler
import data.kubelint.lib.vertical_autoscaler

deny contains finding if {
	input.link.use == "scaleTargetRef"
	some other in input.targets[0].autoscalers
	other.kind == "VerticalPodAutoscaler"
	some metric in horizontal_autoscaler.metrics(input.resource.kind, input.object.spec)
	some container in input.targets[0].pod.spec.containers
	metric.container in {"", container.name}
	vertical_autoscaler.sets_request([other], container.name, metric.resource)
	finding := {
		"message": sprintf("%s %q and VerticalPodAutoscaler %q both act on the %s of %s %q", [
			input.resource.kind,
			input.resource.name,
			other.name,
			metric.resource,
			input.link.target.kind,
			input.link.target.name,
		]),
		"path": metric.path,
		"help": sprintf("measure something else, or leave %s out of `controlledResources`", [
			metric.resource,
		]),
		"related": [{
			"of": other.ref,
			"path": ["spec"],
			"message": sprintf("this one changes the %s request", [metric.resource]),
		}],
	}
}
