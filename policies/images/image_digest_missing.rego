# METADATA
# title: image is not pinned by its digest
# description: |
#   A tag can be pushed again, by its owner or by whoever has stolen the password, and the next pod
#   runs the new image.
#   A digest names one image for ever, and a tool such as Renovate keeps it up to date.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: web:1.4.2
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: web:1.4.2@sha256:b5d2c9b1a0f34e7d8c6a5f4e3d2c1b0a9f8e7d6c5b4a39281706f5e4d3c2b1a0
#   ```
#
#   ```yaml good {"exempt-repositories": ["ghcr.io/acme"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme/web:1.4.2
#   ```
#
#   ```yaml bad {"exempt-repositories": ["ghcr.io/acme"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme-labs/web:1.4.2
#   ```
# custom:
#   level: off
#   on: containers
#   aliases: [checkov:CKV_K8S_43, kubescape:C-0306, gatekeeper:K8sImageDigests]
#   params:
#     exempt-repositories:
#       default: []
#       description: images that may, for example `ghcr.io/acme` or `docker.io/library/*`
package kubelint.images.image_digest_missing

import data.kubelint.lib.images

deny contains finding if {
	input.container.image.repository
	not input.container.image.digest
	not images.within(input.container.image, input.params["exempt-repositories"])
	finding := {
		"message": sprintf("image `%s` has no digest", [input.container.image.text]),
		"path": ["image"],
		"label": "can be replaced",
		"help": "add the digest, `@sha256:…`",
	}
}
