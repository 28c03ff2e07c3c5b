# METADATA
# title: image has a tag that moves
# description: |
#   `latest` is another image tomorrow, so that two pods of one Deployment run different code, and
#   a rollback brings back the same tag and not the same program.
#   Nobody can tell from the manifest what runs.
#
#   A digest behind the tag fixes the image, and what stands behind the last colon of a registry
#   with a port is no tag. A kustomization may put another tag in.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: nginx:latest
#   ```
#
#   ```yaml good
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
#         image: web:latest@sha256:b5d2c9b1a0f34e7d8c6a5f4e3d2c1b0a9f8e7d6c5b4a39281706f5e4d3c2b1a0
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: "registry.example.com:5000/shop/web:1.4"
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: "localhost:5000/latest"
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: "localhost:5000/web:latest"
#   ```
#
#   ```yaml bad
#   apiVersion: batch/v1
#   kind: CronJob
#   metadata: {name: report}
#   spec:
#     schedule: "0 3 * * *"
#     jobTemplate:
#       spec:
#         template:
#           spec:
#             restartPolicy: Never
#             initContainers:
#               - {name: load, image: "ghcr.io/acme/load:latest"}
#             containers:
#               - {name: report, image: "ghcr.io/acme/report:2.1"}
#   ```
#
#   ```yaml bad {"deny": ["latest", "dev"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme/web:dev
#   ```
#
#   ```yaml bad {"deny-patterns": ["-SNAPSHOT$"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme/web:1.5-SNAPSHOT
#   ```
#
#   ```yaml bad {"allow-patterns": ["^v[0-9]"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme/web:1.5
#   ```
#
#   ```yaml good {"allow-patterns": ["^v[0-9]"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme/web:v1.5
#   ```
#
#   ```yaml good {"exempt-images": ["ghcr.io/acme/"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme/web:latest
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
#     deny:
#       default: [latest]
#       description: tags that are reported
#     deny-patterns:
#       default: []
#       description: regular expressions of tags that are reported
#     allow-patterns:
#       default: []
#       description: regular expressions of which a tag must match one
#     exempt-images:
#       default: []
#       description: images that may, for example `ghcr.io/acme` or `docker.io/library/*`
package kubelint.images.image_tag_latest

import data.kubelint.lib.images

deny contains finding if {
	input.container.image.tag
	not input.container.image.digest
	refused(input.container.image.tag, input.params)
	not images.within(input.container.image, input.params["exempt-images"])
	not is_set
	finding := {
		"message": sprintf("image `%s` has the tag `%s`, which is no fixed version", [
			input.container.image.text,
			input.container.image.tag,
		]),
		"path": ["image"],
		"label": "moves",
		"help": "write the version that you have tested as the tag, for example `:1.4.2`",
	}
}

refused(tag, params) if tag in params.deny

refused(tag, params) if {
	some pattern in params["deny-patterns"]
	regex.match(pattern, tag)
}

refused(tag, params) if {
	count(params["allow-patterns"]) > 0
	every pattern in params["allow-patterns"] {
		not regex.match(pattern, tag)
	}
}

# By a kustomization.
is_set if {
	some entry in images.replaced(input.container.image, input.links.unit.images)
	is_fixed(entry)
}

is_fixed(entry) if entry.digest

is_fixed(entry) if {
	entry.newTag
	not refused(entry.newTag, input.params)
}
