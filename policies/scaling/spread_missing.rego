# METADATA
# title: replicas may all run on one node
# description: |
#   Several replicas help when a node fails, unless all of them run on that node. A topology spread
#   constraint or an anti-affinity that matches the workload's own pods keeps them apart.
#
#   Either is enough, required or preferred.
#
#   ```yaml bad
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
#         topologySpreadConstraints:
#           - maxSkew: 1
#             topologyKey: kubernetes.io/hostname
#             whenUnsatisfiable: ScheduleAnyway
#             labelSelector: {matchLabels: {app: web}}
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
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
#         affinity:
#           podAntiAffinity:
#             requiredDuringSchedulingIgnoredDuringExecution:
#               - topologyKey: kubernetes.io/hostname
#                 labelSelector: {matchLabels: {app: web}}
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
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
#         affinity:
#           podAntiAffinity:
#             preferredDuringSchedulingIgnoredDuringExecution:
#               - weight: 100
#                 podAffinityTerm:
#                   topologyKey: topology.kubernetes.io/zone
#                   labelSelector:
#                     matchExpressions: [{key: app, operator: In, values: [web]}]
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
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
#         topologySpreadConstraints:
#           - maxSkew: 1
#             topologyKey: kubernetes.io/hostname
#             whenUnsatisfiable: ScheduleAnyway
#             labelSelector:
#               matchExpressions:
#                 - {key: app, operator: Exists}
#                 - {key: app, operator: NotIn, values: [api]}
#                 - {key: job, operator: DoesNotExist}
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   # An autoscaler runs several.
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
#   # This keeps them away from other pods.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 2
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         affinity:
#           podAntiAffinity:
#             requiredDuringSchedulingIgnoredDuringExecution:
#               - topologyKey: kubernetes.io/hostname
#                 labelSelector: {matchLabels: {app: database}}
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: database}
#   spec:
#     serviceName: database
#     selector: {matchLabels: {app: database}}
#     template:
#       metadata: {labels: {app: database}}
#       spec:
#         containers:
#           - {name: database, image: "example.com/database:1.0"}
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
#   ```
#
#   ```yaml good
#   # One pod for each node.
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
#   ```yaml good {"min-replicas": 3}
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
#   ```
#
#   ```yaml bad {"accept": ["topologySpread"]}
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 2
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         affinity:
#           podAntiAffinity:
#             requiredDuringSchedulingIgnoredDuringExecution:
#               - topologyKey: kubernetes.io/hostname
#                 labelSelector: {matchLabels: {app: web}}
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad {"topology-keys": ["topology.kubernetes.io/zone"]}
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 2
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         topologySpreadConstraints:
#           - maxSkew: 1
#             topologyKey: kubernetes.io/hostname
#             whenUnsatisfiable: ScheduleAnyway
#             labelSelector: {matchLabels: {app: web}}
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: {recommended: off, strict: warning}
#   on: pods
#   aliases:
#     - kube-linter:no-anti-affinity
#     - kube-score:deployment-has-host-podantiaffinity
#     - kube-score:statefulset-has-host-podantiaffinity
#   params:
#     min-replicas: {default: 2, description: how many replicas a workload has at least}
#     accept:
#       default: [antiAffinity, topologySpread]
#       description: "what keeps pods apart: antiAffinity, topologySpread"
#     topology-keys:
#       default: []
#       description: node labels that pods are spread by, one of which must be used; any when empty
package kubelint.scaling.spread_missing

import data.kubelint.lib.horizontal_autoscaler

deny contains finding if {
	input.pod.kind in kinds
	runs_several
	not is_spread
	finding := {
		"message": sprintf("nothing spreads the replicas of %s %q over nodes", [
			input.resource.kind,
			input.resource.name,
		]),
		"path": ["spec", "topologySpreadConstraints"],
		"help": "add a topology spread constraint whose `labelSelector` matches these pods",
	}
}

kinds := {
	"Deployment",
	"StatefulSet",
	"ReplicaSet",
	"ReplicationController",
	"Rollout",
	"DeploymentConfig",
}

runs_several if {
	is_number(input.object.spec.replicas)
	input.object.spec.replicas >= input.params["min-replicas"]
}

runs_several if {
	some autoscaler in horizontal_autoscaler.among(input.links.autoscalers)
	number := horizontal_autoscaler.most(autoscaler.kind, autoscaler.spec)
	number >= input.params["min-replicas"]
}

is_spread if {
	"topologySpread" in input.params.accept
	some constraint in input.pod.spec.topologySpreadConstraints
	keeps_apart(constraint)
}

is_spread if {
	"antiAffinity" in input.params.accept
	some term in terms
	keeps_apart(term)
}

terms := array.concat(
	[term |
		some term in anti_affinity.requiredDuringSchedulingIgnoredDuringExecution
	],
	[item.podAffinityTerm |
		some item in anti_affinity.preferredDuringSchedulingIgnoredDuringExecution
	],
)

anti_affinity := object.get(input.pod.spec, ["affinity", "podAntiAffinity"], {})

keeps_apart(term) if {
	is_accepted(term.topologyKey)
	is_own(term.labelSelector)
}

is_accepted(_) if input.params["topology-keys"] == []

is_accepted(key) if key in input.params["topology-keys"]

# A kustomization may add labels to both.
is_own(_) if input.links.unit.kustomize

is_own(selector) if {
	every key, value in object.get(selector, "matchLabels", {}) {
		input.pod.labels[key] == value
	}
	every expression in object.get(selector, "matchExpressions", []) {
		holds(expression, expression.operator)
	}
}

holds(expression, "In") if input.pod.labels[expression.key] in expression.values

holds(expression, "NotIn") if not input.pod.labels[expression.key] in expression.values

holds(expression, "Exists") if _ = input.pod.labels[expression.key]

holds(expression, "DoesNotExist") if not input.pod.labels[expression.key]
