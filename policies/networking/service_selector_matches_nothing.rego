# METADATA
# title: Service selects no pod
# description: |
#   A Service passes requests on to the pods that have every label of its selector. When none has,
#   its name still resolves and every connection to it is refused.
#
#   Labels are compared within what is applied together. An absence is reported only where the files
#   hold workloads of the namespace, and as an info when no labels are near: the pods may come from
#   elsewhere.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: wbe}
#     ports: [{port: 80}]
#   ---
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
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ---
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
#   # One of two labels is not that of the pods.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: shop, tier: frontend}
#     ports: [{port: 80}]
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: shop, tier: front-end}}
#     template:
#       metadata: {labels: {app: shop, tier: front-end}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   # The pods are in another namespace.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web, namespace: shop}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ---
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
#   ```
#
#   ```yaml bad
#   # The label is on the workload, and not on its pods.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web, tier: frontend}
#     ports: [{port: 80}]
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata:
#     name: web
#     labels: {app: web, tier: frontend}
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
#   # Nothing is near, but the workloads of the namespace are here.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: search}
#   spec:
#     selector: {app: search}
#     ports: [{port: 80}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: frontend
#     labels: {app: frontend}
#   spec:
#     containers:
#       - {name: frontend, image: "example.com/frontend:1.0"}
#   ```
#
#   ```yaml good
#   # Nothing says that the pods are among these files.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ```
#
#   ```yaml good
#   # Not a selector that anything reads.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: search}
#   spec:
#     type: ExternalName
#     externalName: search.example.com
#     selector: {app: wbe}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     labels: {app: web}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good {"ignored-labels": ["release"]}
#   # The label is put on the pods when they are deployed.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web, release: blue}
#     ports: [{port: 80}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     labels: {app: web}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good {"ignored-labels": ["release"]}
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web, release: blue}
#     ports: [{port: 80}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     labels: {app: web, release: blu}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good {"pod-creating-kinds": ["Broker"]}
#   # An operator makes the pods.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: queue}
#   spec:
#     selector: {broker.example.com/name: queue}
#     ports: [{port: 5672}]
#   ---
#   apiVersion: broker.example.com/v1
#   kind: Broker
#   metadata: {name: queue}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     labels: {app: web}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: warning
#   on: links
#   links: [service-pods]
#   aliases:
#     - kube-linter:dangling-service
#     - kube-score:service-targets-pod
#     - kubescape:C-0293
#   params:
#     ignored-labels:
#       default: []
#       description: labels that pods get when they are deployed, so that they may be missing here
#     pod-creating-kinds:
#       default: []
#       description: custom kinds whose operators create pods; beside one only near misses count
package kubelint.networking.service_selector_matches_nothing

import data.kubelint.lib.link

deny contains finding if {
	link.reportable(input.link)
	not input.object.spec.type == "ExternalName"
	not may_match
	not is_made_by_an_operator
	finding := object.union(
		link.selector_finding(input.link, message, otherwise),
		{"path": place, "label": "no pod has this"},
	)
}

message := sprintf("Service %q selects no pod: %s", [input.resource.name, reason])

reason := sprintf("pods with %s are only in namespace %q", [wanted, nearest.namespace]) if {
	nearest.why == "other-namespace"
} else := sprintf("%s %q has %s, its pods have not", [
	nearest.kind,
	nearest.name,
	in_words(absent),
]) if {
	nearest.why == "not-on-template"
} else := sprintf("no pod has %s", [wanted])

nearest := input.link.nearest

wanted := in_words(input.link.selector)

absent := {difference.key: difference.wants | some difference in nearest.differences}

in_words(labels) := sprintf("the labels %s together", [concat(", ", texts)]) if {
	texts := [sprintf("`%s: %v`", [key, value]) | some key, value in labels]
	count(texts) > 1
} else := concat("", [sprintf("the label `%s: %v`", [key, value]) | some key, value in labels])

# The one label that is wrong, or the selector.
place := nearest.differences[0].path if {
	count(nearest.differences) == 1
} else := input.link.path

otherwise := "select labels that the pods of a workload have, or add the workload"

# Without them the pods may match.
may_match if {
	count(input.params["ignored-labels"]) > 0
	count(nearest.differences) > 0
	every difference in nearest.differences {
		difference.key in input.params["ignored-labels"]
	}
}

may_match if {
	not nearest
	some label in input.params["ignored-labels"]
	input.link.selector[label]
}

is_made_by_an_operator if {
	not nearest
	some kind in input.params["pod-creating-kinds"]
	input.links.unit.kinds[kind]
}
