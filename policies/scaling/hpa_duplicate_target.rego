# METADATA
# title: two autoscalers scale one workload
# description: |
#   Both set the number of pods, each by its own metrics, and each undoes what the other has done.
#   The number goes up and down, and pods are started and stopped all the time.
#
#   A ScaledObject that takes over an autoscaler by its annotation is no second one, and neither is
#   the same autoscaler in another file.
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
#   metadata: {name: web-cpu}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     maxReplicas: 5
#   ---
#   apiVersion: autoscaling/v2
#   kind: HorizontalPodAutoscaler
#   metadata: {name: web-memory}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     maxReplicas: 5
#   ```
#
#   ```yaml good
#   # One autoscaler may have several metrics.
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
#   metadata: {name: web-cpu}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     maxReplicas: 5
#     metrics:
#       - type: Resource
#         resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}
#       - type: Resource
#         resource: {name: memory, target: {type: Utilization, averageUtilization: 70}}
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
#   apiVersion: autoscaling/v2
#   kind: HorizontalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     maxReplicas: 5
#   ---
#   apiVersion: keda.sh/v1alpha1
#   kind: ScaledObject
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {name: web}
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
#   apiVersion: keda.sh/v1alpha1
#   kind: ScaledObject
#   metadata:
#     name: web
#     annotations: {scaledobject.keda.sh/transfer-hpa-ownership: "true"}
#   spec:
#     scaleTargetRef: {name: web}
#   ```
#
#   ```yaml good
#   # A VerticalPodAutoscaler does not change the number.
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
#   apiVersion: autoscaling.k8s.io/v1
#   kind: VerticalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     updatePolicy: {updateMode: 'Off'}
#   ```
# custom:
#   level: error
#   on: links
#   links: [same-scale-target]
#   outcomes: [found]
package kubelint.scaling.hpa_duplicate_target

import data.kubelint.lib.horizontal_autoscaler

deny contains finding if {
	input.link.outcome == "found"
	other := input.targets[0]
	count(horizontal_autoscaler.among([input.resource, other.resource])) == 2
	[input.resource.kind, input.resource.name] != [other.resource.kind, other.resource.name]
	not takes_over(input.object)
	not takes_over(other.object)
	finding := {
		"message": sprintf("%s %q scales %q, and so does %s %q", [
			input.resource.kind,
			input.resource.name,
			input.link.text,
			other.resource.kind,
			other.resource.name,
		]),
		"path": input.link.path,
		"help": "put the metrics of both into one autoscaler",
		"shift": shift,
		"related": [{
			"of": other.ref,
			"path": ["spec", "scaleTargetRef", "name"],
			"message": sprintf("%s %q scales it, too", [other.resource.kind, other.resource.name]),
		}],
	}
}

takes_over(scaler) if {
	scaler.metadata.annotations["scaledobject.keda.sh/transfer-hpa-ownership"] == "true"
}

# What a file holds or a kustomization lists is applied together; the files of a folder may be
# alternatives.
shift := 0 if {
	input.link.to[0].sameFile
} else := 0 if {
	input.links.unit.kustomize
} else := -1
