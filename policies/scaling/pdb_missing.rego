# METADATA
# title: workload has no PodDisruptionBudget
# description: |
#   When nodes are drained for an update, the pods of a workload are evicted without regard to each
#   other, and for a moment all of them may be gone. A PodDisruptionBudget makes the drain wait
#   until enough of them run again.
#
#   Asked are workloads of several replicas behind a Service, where all manifests are at hand.
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
#   ---
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     maxUnavailable: 1
#     selector: {matchLabels: {app: web}}
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
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
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
#   # One label in common is not enough.
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
#   ---
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     maxUnavailable: 1
#     selector: {matchLabels: {app: web, tier: frontend}}
#   ```
#
#   ```yaml good
#   # For one pod there is nothing to balance.
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
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ```
#
#   ```yaml good
#   # No Service sends requests to it.
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
#   apiVersion: v1
#   kind: Service
#   metadata: {name: db}
#   spec:
#     clusterIP: None
#     selector: {app: db}
#     ports: [{port: 80}]
#   ```
# custom:
#   level: {recommended: off, strict: warning}
#   on: [Deployment, StatefulSet, argoproj.io/Rollout]
#   aliases:
#     - kube-score:deployment-has-poddisruptionbudget
#     - kube-score:statefulset-has-poddisruptionbudget
#     - polaris:missingPodDisruptionBudget
#   params:
#     min-replicas: {default: 2, description: how many replicas a workload has at least}
package kubelint.scaling.pdb_missing

import data.kubelint.lib.horizontal_autoscaler
import data.kubelint.lib.traffic

deny contains finding if {
	input.links.services != []
	input.links.disruptionBudgets == []
	input.links.unit.open == false
	most >= input.params["min-replicas"]
	service := traffic.services(input.links.services)[0]
	finding := {
		"message": sprintf("%s %q runs up to %d pods, and no PodDisruptionBudget protects them", [
			input.resource.kind,
			input.resource.name,
			most,
		]),
		"path": ["metadata", "name"],
		"help": "add a PodDisruptionBudget with `maxUnavailable: 1` that selects its pods",
		"related": [{
			"of": service.ref,
			"path": ["spec", "selector"],
			"message": sprintf("Service %q sends requests to it", [service.name]),
		}],
	}
}

most := max(numbers) if {
	numbers := [number |
		some autoscaler in horizontal_autoscaler.among(input.links.autoscalers)
		number := horizontal_autoscaler.most(autoscaler.kind, autoscaler.spec)
	]
	count(numbers) > 0
} else := replicas

replicas := input.object.spec.replicas if is_number(input.object.spec.replicas)

replicas := 1 if object.get(input.object, ["spec", "replicas"], null) == null
