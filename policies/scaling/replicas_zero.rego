# METADATA
# title: workload without replicas is in use
# description: |
#   With `replicas: 0` no pod runs, so that connections to its Service are refused, and a
#   HorizontalPodAutoscaler does not scale it either. Such a number is often left over from a test
#   or an emergency, and every deployment brings it back.
#
#   A ScaledObject of KEDA starts pods from zero, and so nothing is reported beside one.
#
#   ```yaml bad
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
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ```
#
#   ```yaml good
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 2
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ```
#
#   ```yaml bad
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
#
#   ```yaml bad
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: web}
#   spec:
#     replicas: 0
#     serviceName: web
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
#     maxUnavailable: 1
#     selector: {matchLabels: {app: web}}
#   ```
#
#   ```yaml good
#   # Nothing asks for it.
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
#   ```
#
#   ```yaml good
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
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ---
#   apiVersion: keda.sh/v1alpha1
#   kind: ScaledObject
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {name: web}
#   ```
# custom:
#   level: info
#   on: [Deployment, StatefulSet, ReplicaSet, ReplicationController, argoproj.io/Rollout]
package kubelint.scaling.replicas_zero

deny contains finding if {
	input.object.spec.replicas == 0
	count(users) > 0
	not is_started_on_demand
	finding := {
		"message": sprintf("%s %q has no replicas, but %s", [
			input.resource.kind,
			input.resource.name,
			users[0].message,
		]),
		"path": ["spec", "replicas"],
		"help": "set `spec.replicas` to 1 or more, or remove the workload and what refers to it",
		"related": users,
	}
}

users := [user |
	some of_kind in [
		places("Service", "selects it", input.links.services),
		places("HorizontalPodAutoscaler", "scales it", input.links.autoscalers),
		places("PodDisruptionBudget", "protects it", input.links.disruptionBudgets),
	]
	some user in of_kind
]

places(kind, does, objects) := [place |
	some one in objects
	object.get(one, "kind", kind) == kind
	place := {
		"of": one.ref,
		"path": ["metadata", "name"],
		"message": sprintf("%s %q %s", [kind, one.name, does]),
	}
]

is_started_on_demand if {
	some autoscaler in input.links.autoscalers
	autoscaler.kind == "ScaledObject"
}
