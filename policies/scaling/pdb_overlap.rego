# METADATA
# title: two PodDisruptionBudgets select the same pod
# description: |
#   The API server refuses to evict a pod that several budgets are for. A drain of its node fails
#   over and over, however many pods of the workload run.
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
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     maxUnavailable: 1
#     selector: {matchLabels: {app: web}}
#   ---
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web-extra}
#   spec:
#     maxUnavailable: 1
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
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: api}
#   spec:
#     selector: {matchLabels: {app: api}}
#     template:
#       metadata: {labels: {app: api}}
#       spec:
#         containers:
#           - {name: api, image: "example.com/api:1.0"}
#   ---
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     maxUnavailable: 1
#     selector: {matchLabels: {app: web}}
#   ---
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: api}
#   spec:
#     maxUnavailable: 1
#     selector: {matchLabels: {app: api}}
#   ```
#
#   ```yaml bad
#   # By different labels.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web, tier: frontend}}
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
#   ---
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: frontend}
#   spec:
#     maxUnavailable: 1
#     selector: {matchLabels: {tier: frontend}}
#   ```
#
#   ```yaml good
#   # Nothing is selected by both.
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     maxUnavailable: 1
#     selector: {matchLabels: {app: web}}
#   ---
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web-extra}
#   spec:
#     maxUnavailable: 1
#     selector: {matchLabels: {app: web}}
#   ```
# custom:
#   level: error
#   on: links
#   links: [overlapping-budget]
#   outcomes: [found]
package kubelint.scaling.pdb_overlap

deny contains finding if {
	input.link.outcome == "found"
	other := input.targets[0]
	finding := {
		"message": sprintf("PodDisruptionBudget %q selects pods that %q selects, too", [
			input.resource.name,
			other.resource.name,
		]),
		"path": input.link.path,
		"help": "remove one of the budgets, or let each select a workload of its own",
		"related": [{
			"of": other.ref,
			"path": ["spec", "selector"],
			"message": sprintf("PodDisruptionBudget %q selects the same pod", [other.resource.name]),
		}],
	}
}
