# METADATA
# title: spread or anti-affinity does not match the pods themselves
# description: |
#   A spread constraint counts the pods that its selector matches, and an anti-affinity keeps away
#   from them. When these are not the workload's own pods, all replicas may run on one node, though
#   the manifest seems to forbid it.
#
#   An anti-affinity to other pods that exist is meant, and not reported. What is only preferred is
#   at most a warning.
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
#         affinity:
#           podAntiAffinity:
#             requiredDuringSchedulingIgnoredDuringExecution:
#               - topologyKey: kubernetes.io/hostname
#                 labelSelector: {matchLabels: {app: wbe}}
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
#         topologySpreadConstraints:
#           - maxSkew: 1
#             topologyKey: kubernetes.io/hostname
#             whenUnsatisfiable: ScheduleAnyway
#             labelSelector: {matchLabels: {app: wbe}}
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
#   ```yaml bad
#   # Spread by where other pods are.
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
#             labelSelector: {matchLabels: {app: api}}
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
#   ```
#
#   ```yaml good
#   # Away from other pods.
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
#                 labelSelector: {matchLabels: {app: api}}
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
#               matchExpressions: [{key: app, operator: Exists}]
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
#   ```
#
#   ```yaml bad
#   # The label is on both Deployments, and on no pod.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: api, labels: {part-of: shop}}
#   spec:
#     selector: {matchLabels: {app: api}}
#     template:
#       metadata: {labels: {app: api}}
#       spec:
#         containers:
#           - {name: api, image: "example.com/api:1.0"}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web, labels: {part-of: shop}}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         affinity:
#           podAntiAffinity:
#             preferredDuringSchedulingIgnoredDuringExecution:
#               - weight: 5
#                 podAffinityTerm:
#                   topologyKey: kubernetes.io/hostname
#                   labelSelector: {matchLabels: {part-of: shop}}
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: warning
#   on: links
#   links: [spread-pods, anti-affinity-pods]
#   outcomes: [missing, wrong-namespace, found]
#   aliases:
#     - kube-linter:no-anti-affinity
#     - kube-score:deployment-has-host-podantiaffinity
#     - kube-score:statefulset-has-host-podantiaffinity
#   mutes: [spread-missing]
package kubelint.scaling.spread_selector_mismatch

import data.kubelint.lib.label_selector
import data.kubelint.lib.link

# Nothing has these labels, so that its own pods do not have them either.
deny contains finding if {
	input.link.outcome != "found"
	is_certain
	found := link.selector_finding(input.link, message, help)
	mended := object.union(found, {"shift": min([shift, highest[input.link.use]])})
	finding := object.union(mended, own_labels)
}

# Of all workloads whose labels are not on their pods, this one is to be put right.
own_labels := {
	"help": sprintf("put %s on the pods of %s %q, it is only on the %s itself", [
		concat(", ", labels),
		input.resource.kind,
		input.resource.name,
		input.resource.kind,
	]),
	"related": [{
		"path": ["metadata", "labels"],
		"message": sprintf("%s %q has %s", [
			input.resource.kind,
			input.resource.name,
			concat(", ", labels),
		]),
	}],
} if {
	is_on_workload
} else := {}

is_on_workload if {
	input.link.nearest.why == "not-on-template"
	every difference in input.link.nearest.differences {
		input.object.metadata.labels[difference.key] == difference.wants
	}
}

labels := [sprintf("`%s: %s`", [difference.key, difference.wants]) |
	some difference in input.link.nearest.differences
]

# Others have these labels. That is meant for an anti-affinity.
deny contains finding if {
	input.link.relation == "spread-pods"
	input.link.outcome == "found"
	not leads_to_itself
	finding := {
		"message": message,
		"path": input.link.path,
		"help": help,
		"related": [{
			"of": end.ref,
			"path": ["metadata", "name"],
			"message": sprintf("%s %q is counted", [end.kind, end.name]),
		} |
			some end in array.slice(input.link.to, 0, 1)
		],
	}
}

# The other pods of an anti-affinity may come from elsewhere.
is_certain if input.link.relation == "spread-pods"

is_certain if link.reportable(input.link)

shift := link.shift(input.link) if {
	input.link.relation == "spread-pods"
} else := link.selector_shift(input.link)

# What is only preferred may fail.
highest := {"required": 1, "preferred": 0}

message := sprintf("%s of %s %q does not match its own pods: they do not have %s", [
	words[input.link.relation],
	input.resource.kind,
	input.resource.name,
	label_selector.in_words(input.link.selector),
])

words := {"spread-pods": "spread constraint", "anti-affinity-pods": "anti-affinity"}

help := "select the labels of the pod template"

leads_to_itself if {
	some end in input.link.to
	end.kind == input.resource.kind
	end.name == input.resource.name
}

# More are not listed.
leads_to_itself if count(input.link.to) >= 20
