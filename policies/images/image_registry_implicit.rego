# METADATA
# title: image does not say from which registry it comes
# description: |
#   A short name means Docker Hub to most nodes, and something else to those that search several
#   registries or a mirror first.
#   With the registry in the name everybody pulls the same image.
#
#   A bare name such as `frontend` that is also the name of the container or the workload is left
#   to the build that fills it in.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: nginx:1.29.3
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: docker.io/library/nginx:1.29.3
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: acme/web:1.4.2
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: "localhost:5000/web:1.4.2"
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: frontend
#         image: frontend
#   ```
# custom:
#   level: off
#   on: containers
package kubelint.images.image_registry_implicit

import data.kubelint.lib.images

deny contains finding if {
	input.container.image.short == true
	not images.filled_by_build(input.container.image, {input.container.name, input.resource.name})
	complete := written_out(input.container.image)
	finding := {
		"message": sprintf("image `%s` names no registry", [input.container.image.text]),
		"path": ["image"],
		"label": "Docker Hub",
		"help": sprintf("write `%s`", [complete]),
		"fix": {
			"title": sprintf("write %s", [complete]),
			"set": ["image"],
			"value": complete,
			"safe": true,
		},
	}
}

written_out(image) := concat("/", ["docker.io", image.text]) if {
	contains(image.text, "/")
} else := concat("/", ["docker.io", "library", image.text])
