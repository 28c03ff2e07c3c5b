# METADATA
# title: selectors of two workloads match the same pods
# description: |
#   A workload takes the pods that its selector matches for its own. When two match the same ones,
#   what counts or follows pods of the one, such as its autoscaler, takes in those of the other,
#   and pods without an owner go to either.
#
#   Files of a folder may be alternatives, of which one is applied: it is an error only where they
#   are in one file, or a kustomization says that both are applied.
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
#   metadata: {name: worker}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: worker, image: "example.com/worker:1.0"}
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
#   metadata: {name: worker}
#   spec:
#     selector: {matchLabels: {app: worker}}
#     template:
#       metadata: {labels: {app: worker}}
#       spec:
#         containers:
#           - {name: worker, image: "example.com/worker:1.0"}
#   ```
#
#   ```yaml bad
#   # The first one has a label too few.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: shop}}
#     template:
#       metadata: {labels: {app: shop, tier: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: worker}
#   spec:
#     selector: {matchLabels: {app: shop, tier: worker}}
#     template:
#       metadata: {labels: {app: shop, tier: worker}}
#       spec:
#         containers:
#           - {name: worker, image: "example.com/worker:1.0"}
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
#   kind: DaemonSet
#   metadata: {name: agent}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: agent, image: "example.com/agent:1.0"}
#   ```
#
#   ```yaml bad
#   # Three of them.
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
#   metadata: {name: worker}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: worker, image: "example.com/worker:1.0"}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: reports}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: reports, image: "example.com/reports:1.0"}
#   ```
#
#   ```yaml good
#   # In different namespaces.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web, namespace: shop}
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
#   metadata: {name: web, namespace: bank}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: error
#   on: links
#   links: [overlapping-selector]
#   outcomes: [found]
package kubelint.scaling.selector_overlap

deny contains finding if {
	input.link.outcome == "found"
	others := [target |
		some target in input.targets
		[target.resource.kind, target.resource.name] != [input.resource.kind, input.resource.name]
	]
	count(others) > 0
	elsewhere := [i | some i, target in input.link.to; not target.sameFile]
	finding := {
		"message": sprintf("selector of %s %q matches the pods of %s %q%s, too", [
			input.resource.kind,
			input.resource.name,
			others[0].resource.kind,
			others[0].resource.name,
			more(count(others) - 1),
		]),
		"path": input.link.path,
		"help": "add a label to selector and template that tells them apart",
		"shift": shift(elsewhere),
		"related": [{
			"of": other.ref,
			"path": array.concat(other.pod.path, ["metadata", "labels"]),
			"message": sprintf("the labels of the pods of %s %q", [
				other.resource.kind,
				other.resource.name,
			]),
		} |
			some other in others
		],
	}
}

more(0) := ""

more(number) := sprintf(" and %d more", [number]) if number > 0

# Both are applied when they are in one file, or a kustomization says so.
shift([]) := 0

shift(elsewhere) := 0 if {
	count(elsewhere) > 0
	input.links.unit.kustomize
} else := -1 if {
	count(elsewhere) > 0
}
