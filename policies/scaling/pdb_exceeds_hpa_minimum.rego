# METADATA
# title: PodDisruptionBudget keeps more pods than its autoscaler
# description: |
#   When there is little to do, the autoscaler runs fewer pods than the budget wants to keep. Then
#   no pod may be evicted, and the drain of a node waits for more load.
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
#     minReplicas: 2
#     maxReplicas: 9
#   ---
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     minAvailable: 3
#     selector: {matchLabels: {app: web}}
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
#     minReplicas: 4
#     maxReplicas: 9
#   ---
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     minAvailable: 3
#     selector: {matchLabels: {app: web}}
#   ```
#
#   ```yaml bad
#   # Without a minimum it is one.
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
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     minAvailable: 2
#     selector: {matchLabels: {app: web}}
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
#   ---
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     minAvailable: 2
#     selector: {matchLabels: {app: web}}
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
#     minReplicas: 2
#     maxReplicas: 9
#   ---
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     minAvailable: 50%
#     selector: {matchLabels: {app: web}}
#   ```
#
#   ```yaml good
#   # No autoscaler: this is the subject of `pdb-blocks-all-evictions`.
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
#           - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     minAvailable: 4
#     selector: {matchLabels: {app: web}}
#   ```
# custom:
#   level: warning
#   on: links
#   links: [disruption-budget-pods]
#   outcomes: [found]
#   aliases:
#     - polaris:pdbMinAvailableGreaterThanHPAMinReplicas
#     - kube-linter:pdb-min-available
package kubelint.scaling.pdb_exceeds_hpa_minimum

import data.kubelint.lib.disruption_budget

deny contains finding if {
	is_number(input.object.spec.minAvailable)
	autoscaler := disruption_budget.autoscalers(input.targets)[0]
	pods := disruption_budget.pods(input.targets)
	input.object.spec.minAvailable > pods
	finding := {
		"message": sprintf("PodDisruptionBudget %q keeps %d pods, but %s %q goes down to %d", [
			input.resource.name,
			input.object.spec.minAvailable,
			autoscaler.kind,
			autoscaler.name,
			pods,
		]),
		"path": ["spec", "minAvailable"],
		"help": sprintf("set `maxUnavailable: 1` instead, or keep more than %d replicas", [
			input.object.spec.minAvailable,
		]),
		"related": disruption_budget.related(input.targets),
	}
}
