# METADATA
# title: selector does not match the pods of its workload
# description: |
#   A workload finds its pods by their labels, and those that it makes have the labels of its
#   template. The API server refuses one whose selector does not match them.
#
#   ```yaml bad
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: wbe}}
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
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web, tier: frontend}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchExpressions: [{key: app, operator: NotIn, values: [web]}]}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: web}
#   spec:
#     serviceName: web
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: db}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: ReplicationController
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     template:
#       metadata: {labels: {app: wbe}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   # More labels do no harm.
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
#   ```
#
#   ```yaml good
#   # The selector of a Job is made by the server.
#   apiVersion: batch/v1
#   kind: Job
#   metadata: {name: migrate}
#   spec:
#     selector: {matchLabels: {job: migrate}}
#     template:
#       spec:
#         restartPolicy: Never
#         containers:
#           - {name: migrate, image: "example.com/migrate:1.0"}
#   ```
# custom:
#   level: error
#   on: links
#   links: [workload-pods]
#   aliases:
#     - kube-linter:mismatching-selector
#     - kube-score:deployment-pod-selector-labels-match-template-metadata-labels
#     - kube-score:statefulset-pod-selector-labels-match-template-metadata-labels
#     - kubescape:C-0296
#   mutes: [selector-overlap, spread-selector-mismatch]
package kubelint.scaling.selector_template_mismatch

import data.kubelint.lib.label_selector
import data.kubelint.lib.link

deny contains finding if {
	input.link.outcome == "missing"
	message := sprintf("selector of %s %q does not match its own pods: they do not have %s", [
		input.resource.kind,
		input.resource.name,
		label_selector.in_words(input.link.selector),
	])
	finding := object.union(
		fix(input.link),
		link.finding(input.link, message, "give selector and template the same labels"),
	)
}

# Of one label it is clear what is meant, unless more places say the opposite.
fix(one) := {"fix": {
	"title": sprintf("select `%s: %s`", [difference.key, difference.has]),
	"set": difference.path,
	"value": difference.has,
}} if {
	not one.selector.matchExpressions
	not one.nearest.change == "label"
	[difference] := one.nearest.differences
	difference.has
	not difference.hasKey
} else := {}
