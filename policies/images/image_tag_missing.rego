# METADATA
# title: image has neither tag nor digest
# description: |
#   Without a tag the node pulls `latest`, whatever that is on this day, so that two pods of one
#   Deployment run different code.
#   A rollback cannot bring back what ran before, for nothing says what it was.
#
#   A bare name such as `frontend` that is also the name of the container or the workload is left
#   to the build that fills it in, unless Docker Hub has an image of that name; and so is an image
#   that gets its tag from a kustomization.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme/web
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
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: nginx
#         image: nginx
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: "registry.example.com:5000/shop/web"
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: acme/web@sha256:b5d2c9b1a0f34e7d8c6a5f4e3d2c1b0a9f8e7d6c5b4a39281706f5e4d3c2b1a0
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
#
#   ```yaml good
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: cartservice}
#   spec:
#     selector: {matchLabels: {app: cartservice}}
#     template:
#       metadata: {labels: {app: cartservice}}
#       spec:
#         containers:
#           - {name: server, image: cartservice}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: server
#         image: frontend
#   ```
#
#   ```yaml good {"exempt-images": ["ghcr.io/acme/web"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme/web
#   ```
# custom:
#   level: warning
#   on: containers
#   aliases:
#     - kube-linter:latest-tag
#     - kube-score:container-image-tag
#     - polaris:tagNotSpecified
#     - checkov:CKV_K8S_14
#     - trivy:KSV-0013
#     - kubescape:C-0304
#     - gatekeeper:K8sDisallowedTags
#   params:
#     exempt-images:
#       default: []
#       description: images that may, for example `ghcr.io/acme` or `docker.io/library/*`
package kubelint.images.image_tag_missing

import data.kubelint.lib.images

deny contains finding if {
	input.container.image.repository
	not input.container.image.tag
	not input.container.image.digest
	not images.filled_by_build(input.container.image, {input.container.name, input.resource.name})
	not images.within(input.container.image, input.params["exempt-images"])
	not is_set
	finding := {
		"message": sprintf("image `%s` has no tag", [input.container.image.text]),
		"path": ["image"],
		"label": "this is `latest`",
		"help": "write the version that you have tested as the tag, for example `:1.4.2`",
	}
}

# By a kustomization.
is_set if {
	some entry in images.replaced(input.container.image, input.links.unit.images)
	is_fixed(entry)
}

is_fixed(entry) if entry.newTag

is_fixed(entry) if entry.digest
