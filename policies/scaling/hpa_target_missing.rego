# METADATA
# title: autoscaler scales nothing
# description: |
#   An autoscaler whose target does not exist says so only in its status, and nothing is scaled.
#   The workload, under whatever name it runs, keeps its number of pods under every load.
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
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: wbe}
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
#   ```
#
#   ```yaml bad
#   # No name is near, but the workloads of the namespace are all here.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: search}
#   spec:
#     selector: {matchLabels: {app: search}}
#     template:
#       metadata: {labels: {app: search}}
#       spec:
#         containers:
#           - {name: search, image: "example.com/search:1.0"}
#   ---
#   apiVersion: autoscaling/v2
#   kind: HorizontalPodAutoscaler
#   metadata: {name: billing}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: billing}
#     maxReplicas: 5
#   ```
#
#   ```yaml bad
#   # A workload of that name is of another kind.
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: web}
#   spec:
#     serviceName: web
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
#           - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: keda.sh/v1alpha1
#   kind: ScaledObject
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {name: wbe}
#   ```
#
#   ```yaml good
#   # Nothing says that the workload is among these files.
#   apiVersion: autoscaling/v2
#   kind: HorizontalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     maxReplicas: 5
#   ```
#
#   ```yaml good
#   # Another version of the same group.
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
#     scaleTargetRef: {apiVersion: apps/v1beta2, kind: Deployment, name: web}
#     maxReplicas: 5
#   ```
# custom:
#   level: warning
#   on: links
#   links: [scale-target]
#   aliases:
#     - kube-linter:dangling-horizontalpodautoscaler
#     - kube-score:horizontalpodautoscaler-has-target
#     - kubescape:C-0300
#     - gatekeeper:K8sHorizontalPodAutoscaler
package kubelint.scaling.hpa_target_missing

import data.kubelint.lib.link

deny contains finding if {
	link.reportable(input.link)
	message := sprintf("%s %q scales %s %q, which %s", [
		input.resource.kind,
		input.resource.name,
		input.link.target.kind,
		input.link.target.name,
		reason(input.link),
	])
	finding := link.finding(input.link, message, "name a workload of the namespace, or add it")
}

reason(one) := sprintf("is a %s", [one.to[0].kind]) if {
	one.outcome == "wrong-kind"
} else := "is in another namespace" if {
	one.outcome == "wrong-namespace"
} else := "is not among the manifests"
