# METADATA
# title: PodDisruptionBudget selects no pod
# description: |
#   A budget protects the pods that have every label of its selector. When none has, a drain of
#   several nodes may take all pods of the workload at once, and nothing says that the budget is
#   for nobody.
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
#     selector: {matchLabels: {app: wbe}}
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
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     maxUnavailable: 1
#     selector: {matchLabels: {app: web}}
#   ```
#
#   ```yaml bad
#   # No label is near, but the workloads of the namespace are all here.
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
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: billing}
#   spec:
#     maxUnavailable: 1
#     selector: {matchLabels: {app: billing}}
#   ```
#
#   ```yaml bad
#   # The pods are in another namespace.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web, namespace: web}
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
#   metadata: {name: web, namespace: shop}
#   spec:
#     maxUnavailable: 1
#     selector: {matchLabels: {app: web}}
#   ```
#
#   ```yaml good
#   # Nothing says that the pods are among these files.
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     maxUnavailable: 1
#     selector: {matchLabels: {app: web}}
#   ```
# custom:
#   level: warning
#   on: links
#   links: [disruption-budget-pods]
package kubelint.scaling.pdb_selects_nothing

import data.kubelint.lib.label_selector
import data.kubelint.lib.link

deny contains finding if {
	link.reportable(input.link)
	message := sprintf("PodDisruptionBudget %q selects no pod: none has %s%s", [
		input.resource.name,
		label_selector.in_words(input.link.selector),
		where,
	])
	finding := link.selector_finding(
		input.link,
		message,
		"select labels that the pods of a workload have, or add the workload",
	)
}

where := " in this namespace" if input.link.outcome == "wrong-namespace"

where := "" if input.link.outcome != "wrong-namespace"
