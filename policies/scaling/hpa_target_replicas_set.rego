# METADATA
# title: autoscaled workload sets its replicas
# description: |
#   Every time the manifest is applied, `replicas` undoes what the autoscaler has decided. Under
#   load that stops pods that are needed, until the autoscaler starts them again.
#
#   When the field is removed, the next `kubectl apply` may scale to one pod for a moment: first
#   take it out of what was last applied with `kubectl apply edit-last-applied`.
#
#   ```yaml bad
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
#   ```
#
#   ```yaml bad
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
#   apiVersion: keda.sh/v1alpha1
#   kind: ScaledObject
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {name: web}
#   ```
#
#   ```yaml bad
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: db}
#   spec:
#     replicas: 3
#     serviceName: db
#     selector: {matchLabels: {app: db}}
#     template:
#       metadata: {labels: {app: db}}
#       spec:
#         containers:
#           - {name: db, image: "example.com/db:1.0"}
#   ---
#   apiVersion: autoscaling/v2
#   kind: HorizontalPodAutoscaler
#   metadata: {name: db}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: db}
#     maxReplicas: 5
#   ```
#
#   ```yaml good
#   # It changes the resources and not the number.
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
#   apiVersion: autoscaling.k8s.io/v1
#   kind: VerticalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#   ```
#
#   ```yaml good
#   # There is nothing to undo.
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
#   apiVersion: autoscaling/v2
#   kind: HorizontalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     minReplicas: 3
#     maxReplicas: 3
#   ```
#
#   ```yaml good
#   # This switches the autoscaler off, see `replicas-zero`.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 0
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
# custom:
#   level: warning
#   on:
#     - Deployment
#     - StatefulSet
#     - ReplicaSet
#     - ReplicationController
#     - argoproj.io/Rollout
#     - apps.openshift.io/DeploymentConfig
#   aliases:
#     - kube-score:deployment-targeted-by-hpa-does-not-have-replicas-configured
package kubelint.scaling.hpa_target_replicas_set

import data.kubelint.lib.horizontal_autoscaler

deny contains finding if {
	some _ in input.links.autoscalers
	input.object.spec.replicas > 0
	autoscaler := horizontal_autoscaler.among(input.links.autoscalers)[0]
	not is_fixed(autoscaler)
	finding := {
		"message": sprintf("%s %q sets `replicas: %v`, which %s %q decides", [
			input.resource.kind,
			input.resource.name,
			input.object.spec.replicas,
			autoscaler.kind,
			autoscaler.name,
		]),
		"path": ["spec", "replicas"],
		"help": "remove `spec.replicas`",
		"related": [{
			"of": autoscaler.ref,
			"path": ["spec", "scaleTargetRef", "name"],
			"message": "scaled by this",
		}],
		"fix": {"title": "remove replicas", "remove": ["spec", "replicas"]},
	}
}

# Whether it leaves no other number.
is_fixed(autoscaler) if {
	number := horizontal_autoscaler.fewest(autoscaler.kind, autoscaler.spec)
	number == horizontal_autoscaler.most(autoscaler.kind, autoscaler.spec)
	number == input.object.spec.replicas
}
