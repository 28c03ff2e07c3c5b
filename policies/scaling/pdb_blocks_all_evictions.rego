# METADATA
# title: PodDisruptionBudget lets no pod be evicted
# description: |
#   A drain waits until the budget lets the pods go, and this one never does. Updates of nodes and
#   the autoscaler of the cluster stop there, until somebody deletes the pods by hand.
#
#   With `allow-single-replica` it may protect a workload of one pod. Numbers of replicas are not
#   judged where a kustomization may change them.
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
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     maxUnavailable: 0
#     selector: {matchLabels: {app: web}}
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
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     maxUnavailable: 1
#     selector: {matchLabels: {app: web}}
#   ```
#
#   ```yaml bad
#   # Whatever the pods are.
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     minAvailable: 100%
#     selector: {matchLabels: {app: web}}
#   ```
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
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     minAvailable: 2
#     selector: {matchLabels: {app: web}}
#   ```
#
#   ```yaml bad
#   # Half of one pod is rounded up.
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
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     minAvailable: 50%
#     selector: {matchLabels: {app: web}}
#   ```
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
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     maxUnavailable: 0%
#     selector: {matchLabels: {app: web}}
#   ```
#
#   ```yaml good
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
#     minAvailable: 50%
#     selector: {matchLabels: {app: web}}
#   ```
#
#   ```yaml good {"allow-single-replica": true}
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
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     minAvailable: 1
#     selector: {matchLabels: {app: web}}
#   ```
#
#   ```yaml good {"allow-single-replica": true}
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
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     maxUnavailable: 0
#     selector: {matchLabels: {app: web}}
#   ```
#
#   ```yaml bad
#   # What the autoscaler keeps counts.
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
#   ```yaml good
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 1
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
#     maxReplicas: 5
#   ---
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     minAvailable: 1
#     selector: {matchLabels: {app: web}}
#   ```
#
#   ```yaml good
#   # This is the subject of `pdb-exceeds-hpa-minimum`.
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
#     maxReplicas: 5
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
#   # Two workloads of one pod each.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web-a}
#   spec:
#     selector: {matchLabels: {app: web, slot: a}}
#     template:
#       metadata: {labels: {app: web, slot: a}}
#       spec:
#         containers:
#           - {name: web-a, image: "example.com/web-a:1.0"}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web-b}
#   spec:
#     selector: {matchLabels: {app: web, slot: b}}
#     template:
#       metadata: {labels: {app: web, slot: b}}
#       spec:
#         containers:
#           - {name: web-b, image: "example.com/web-b:1.0"}
#   ---
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     minAvailable: 1
#     selector: {matchLabels: {app: web}}
#   ```
#
#   ```yaml good
#   # How many pods there are depends on the nodes.
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
#   ---
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     minAvailable: 1
#     selector: {matchLabels: {app: web}}
#   ```
#
#   ```yaml good
#   # There is no pod to evict.
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
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     minAvailable: 1
#     selector: {matchLabels: {app: web}}
#   ```
# custom:
#   level: warning
#   on: links
#   links: [disruption-budget-pods]
#   outcomes: [found, missing, wrong-namespace, external]
#   aliases:
#     - kube-linter:pdb-max-unavailable
#     - kube-linter:pdb-min-available
#     - polaris:pdbDisruptionsIsZero
#     - gatekeeper:K8sPodDisruptionBudget
#   params:
#     allow-single-replica:
#       default: false
#       description: a workload of one pod may be protected from evictions
package kubelint.scaling.pdb_blocks_all_evictions

import data.kubelint.lib.disruption_budget

# Whatever it selects.
deny contains finding if {
	some field, values in {"maxUnavailable": {0, "0", "0%"}, "minAvailable": {"100%"}}
	input.object.spec[field] in values
	not is_switched_off
	not is_allowed
	not is_patched(field)
	finding := {
		"message": sprintf("PodDisruptionBudget %q lets no pod be evicted: `%s` is %v", [
			input.resource.name,
			field,
			input.object.spec[field],
		]),
		"path": ["spec", field],
		"help": "set `maxUnavailable: 1`",
		"fix": fix(field),
	}
}

# By the number of pods.
deny contains finding if {
	input.object.spec.minAvailable
	input.object.spec.minAvailable != "100%"
	pods := disruption_budget.pods(input.targets)
	pods > 0
	not may_be_patched
	wanted := disruption_budget.wanted(input.object.spec.minAvailable, pods)
	wanted >= pods
	not is_above_an_autoscaler(wanted, pods)
	not is_allowed
	not is_patched("minAvailable")
	finding := {
		"message": sprintf("PodDisruptionBudget %q lets no pod be evicted: it keeps %s of %s", [
			input.resource.name,
			in_words(wanted, pods),
			disruption_budget.in_words(input.targets),
		]),
		"path": ["spec", "minAvailable"],
		"help": "set `maxUnavailable: 1`, or run more replicas",
		"related": disruption_budget.related(input.targets),
		"fix": fix("minAvailable"),
	}
}

# A kustomization puts something else in.
is_patched(field) if {
	some path in input.links.unit.patches
	path in {"spec", concat(".", ["spec", field])}
}

# A kustomization may change the number of replicas, too.
may_be_patched if {
	input.links.unit.kustomize
	count(disruption_budget.autoscalers(input.targets)) == 0
}

# This is the subject of `pdb-exceeds-hpa-minimum`.
is_above_an_autoscaler(wanted, pods) if {
	wanted > pods
	count(disruption_budget.autoscalers(input.targets)) > 0
}

is_switched_off if disruption_budget.pods(input.targets) == 0

is_allowed if {
	input.params["allow-single-replica"]
	disruption_budget.pods(input.targets) == 1
}

in_words(_, 1) := "the only pod"

in_words(wanted, pods) := sprintf("%d pods, and there are %d", [wanted, pods]) if wanted > pods

in_words(wanted, pods) := sprintf("all %d pods", [pods]) if {
	wanted == pods
	pods > 1
}

fix("maxUnavailable") := {
	"title": "let one pod at a time go",
	"set": ["spec", "maxUnavailable"],
	"value": 1,
}

fix("minAvailable") := {
	"title": "let one pod at a time go",
	"edits": [
		{"remove": ["spec", "minAvailable"]},
		{"set": ["spec", "maxUnavailable"], "value": 1},
	],
}
