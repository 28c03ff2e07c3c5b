# METADATA
# title: two workloads run different versions of one image
# description: |
#   Two versions of one program that work on the same data, or talk to each other, may not
#   understand each other. Often one of the tags was forgotten in an update.
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
#           - {name: web, image: "example.com/shop:1.4"}
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
#           - {name: worker, image: "example.com/shop:1.3"}
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
#           - {name: web, image: "example.com/shop:1.4"}
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
#           - {name: worker, image: "example.com/shop:1.4"}
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
#           - {name: web, image: "example.com/shop:1.4"}
#   ---
#   apiVersion: batch/v1
#   kind: CronJob
#   metadata: {name: cleanup}
#   spec:
#     schedule: "0 4 * * *"
#     jobTemplate:
#       spec:
#         template:
#           spec:
#             restartPolicy: Never
#             containers:
#               - {name: cleanup, image: "example.com/shop:1.2"}
#   ```
#
#   ```yaml good
#   # Another namespace may be ahead.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web, namespace: shop}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/shop:1.4"}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web, namespace: shop-test}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/shop:1.5"}
#   ```
#
#   ```yaml good {"ignore": ["^example.com/shop$"]}
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/shop:1.4"}
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
#           - {name: worker, image: "example.com/shop:1.3"}
#   ```
# custom:
#   level: off
#   on: links
#   links: [other-tag]
#   outcomes: [found]
#   params:
#     ignore:
#       default: []
#       description: regular expressions for repositories that may differ
package kubelint.images.image_version_skew

deny contains finding if {
	image := input.container.image
	prefix := trim_suffix(split(image.text, "@")[0], image.tag)
	not is_ignored(trim_suffix(prefix, ":"))
	other := input.targets[0]
	places := tagged(other.pod.spec, prefix)
	finding := {
		"message": sprintf("container %q runs `%s`, and %s %q another version%s", [
			input.container.name,
			image.text,
			other.resource.kind,
			other.resource.name,
			in_words(places, prefix),
		]),
		"path": input.link.path,
		"help": "use the same tag in both",
		"related": [{
			"of": other.ref,
			"path": array.concat(other.pod.path, place.path),
			"message": "the other version",
		} |
			some place in places
		],
	}
}

# Where a pod has that repository.
tagged(spec, prefix) := [{"path": ["spec", list, i, "image"], "image": container.image} |
	some list in ["containers", "initContainers"]
	some i, container in spec[list]
	startswith(container.image, prefix)
]

in_words(places, prefix) := sprintf(": `%s`", [trim_prefix(places[0].image, prefix)]) if {
	count(places) > 0
} else := ""

is_ignored(repository) if {
	some pattern in input.params.ignore
	regex.match(pattern, repository)
}
