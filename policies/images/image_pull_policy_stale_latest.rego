# METADATA
# title: moving tag is not pulled anew
# description: |
#   `latest` without a pull policy is pulled for every pod, and with `IfNotPresent` a node keeps
#   for ever what it once pulled as `latest`.
#   Nodes then run different programs under one name, and a new push reaches none of them.
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
#         image: ghcr.io/acme/web:latest
#         imagePullPolicy: IfNotPresent
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme/web:latest
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme/web
#         imagePullPolicy: Never
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme/web:1.4.2
#         imagePullPolicy: IfNotPresent
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme/web:latest
#         imagePullPolicy: Always
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: web:latest@sha256:b5d2c9b1a0f34e7d8c6a5f4e3d2c1b0a9f8e7d6c5b4a39281706f5e4d3c2b1a0
#         imagePullPolicy: IfNotPresent
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
#         imagePullPolicy: IfNotPresent
#   ```
# custom:
#   level: warning
#   on: containers
#   aliases: [kubescape:C-0075]
#   mutes: [image-pull-policy-never]
package kubelint.images.image_pull_policy_stale_latest

import data.kubelint.lib.images

deny contains finding if {
	input.container.imagePullPolicy in {"IfNotPresent", "Never"}
	not input.container.image.digest
	input.container.image.repository
	object.get(input.container.image, "tag", "latest") == "latest"
	not left_to_build(input.container.image, {input.container.name, input.resource.name})
	finding := {
		"message": sprintf("image `%s` moves, and `%s` keeps the copy that the node has", [
			input.container.image.text,
			input.container.imagePullPolicy,
		]),
		"path": ["imagePullPolicy"],
		"label": "never sees a newer image",
		"help": "write a version as the tag, or leave out `imagePullPolicy`",
		"related": [{"path": ["image"], "message": "this tag moves"}],
		"fix": {
			"title": "leave out imagePullPolicy",
			"remove": ["imagePullPolicy"],
		},
	}
}

left_to_build(image, names) if {
	not image.tag
	images.filled_by_build(image, names)
}
