# METADATA
# title: PodDisruptionBudget is for every pod, or for none
# description: |
#   An empty selector means all pods of the namespace, so that the pods of one workload are counted
#   for those of another. Without a selector, and with an empty one in `policy/v1beta1`, the budget
#   is for no pod at all.
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
#     selector: {}
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
#   ```
#
#   ```yaml bad
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     maxUnavailable: 1
#   ```
#
#   ```yaml bad 1.24
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
#   apiVersion: policy/v1beta1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     maxUnavailable: 1
#     selector: {}
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
#     selector: {matchLabels: {}}
#   ```
#
#   ```yaml good
#   # There is only one workload.
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
#     selector: {}
#   ```
# custom:
#   level: warning
#   on: [PodDisruptionBudget]
#   aliases: [kube-linter:pdb-min-available]
package kubelint.scaling.pdb_selects_everything

# For every pod.
deny contains finding if {
	is_empty(input.object.spec.selector)
	input.object.apiVersion != "policy/v1beta1"
	number := sum([of_kind |
		some kind, of_kind in input.links.unit.kinds
		kind in workloads
	])
	number > 1
	finding := {
		"message": sprintf("PodDisruptionBudget %q is for the pods of all %d workloads together", [
			input.resource.name,
			number,
		]),
		"path": ["spec", "selector"],
		"help": "select the labels of one workload, with a budget for each",
	}
}

# For no pod.
deny contains finding if {
	selects_nothing
	finding := {
		"message": sprintf("PodDisruptionBudget %q has %s and is for no pod", [
			input.resource.name,
			reason,
		]),
		"path": ["spec", "selector"],
		"help": "select the labels of a workload",
	}
}

is_empty(selector) if {
	is_object(selector)
	count(object.get(selector, "matchLabels", {})) == 0
	count(object.get(selector, "matchExpressions", [])) == 0
}

selects_nothing if {
	is_object(input.object.spec)
	not input.object.spec.selector
}

selects_nothing if {
	is_empty(input.object.spec.selector)
	input.object.apiVersion == "policy/v1beta1"
}

reason := "an empty selector" if input.object.spec.selector

reason := "no selector" if not input.object.spec.selector

workloads := {"Deployment", "StatefulSet", "DaemonSet", "Rollout", "ReplicationController"}
