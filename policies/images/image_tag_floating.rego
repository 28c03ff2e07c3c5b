# METADATA
# title: image has the tag of a branch or of a series
# description: |
#   `main`, `stable` or `16` is pointed at another image with every build or patch release, so that
#   pods of one Deployment run different code.
#   With a complete version or a digest a rollout happens when the manifest changes, and only then.
#
#   `latest` has a rule of its own, `image-tag-latest`.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme/web:main
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
#       - name: web
#         image: "postgres:16"
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: postgres:16-alpine
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: redis:v7.2
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: postgres:16.3-alpine3.20
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme/web:20260114
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: postgres:16@sha256:b5d2c9b1a0f34e7d8c6a5f4e3d2c1b0a9f8e7d6c5b4a39281706f5e4d3c2b1a0
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: nginx:latest
#   ```
#
#   ```yaml good {"patterns": []}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme/web:main
#   ```
# custom:
#   level: {recommended: off, strict: warning}
#   on: containers
#   aliases: [kubescape:C-0304]
#   params:
#     patterns:
#       default:
#         - ^(main|master|trunk|head|dev|devel|develop|development|nightly|edge|canary)$
#         - ^(stable|unstable|release|current|lts|mainline|testing|staging|prod|production)$
#         - ^(alpha|beta|rc|snapshot)$
#         - ^v?[0-9]{1,2}(\.[0-9]{1,3})?(-[a-z]+)?$
#       description: regular expressions of tags that are reported
package kubelint.images.image_tag_floating

deny contains finding if {
	input.container.image.tag
	not input.container.image.digest
	some pattern in input.params.patterns
	regex.match(pattern, lower(input.container.image.tag))
	finding := {
		"message": sprintf("image `%s` has the tag `%s`, which follows a branch or a series", [
			input.container.image.text,
			input.container.image.tag,
		]),
		"path": ["image"],
		"label": "moves",
		"help": "write the complete version as the tag, for example `:1.4.2`, or add the digest",
	}
}
