# METADATA
# title: image comes from a registry that is denied
# description: |
#   A team may have given a registry up, because its images are too old, too large a risk or paid
#   for by pull.
#   What still comes from it is found before the registry is switched off.
#
#   Silent until `deny` has entries, which are compared with the complete name, part by part.
#
#   ```yaml bad {"deny": ["docker.io"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: docker.io/acme/web:1.4.2
#   ```
#
#   ```yaml good {"deny": ["docker.io"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme/web:1.4.2
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: docker.io/acme/web:1.4.2
#   ```
#
#   ```yaml bad {"deny": ["docker.io/library"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: nginx:1.29.3
#   ```
#
#   ```yaml good {"deny": ["docker.io/acme"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: docker.io/acme-labs/web:1.4.2
#   ```
# custom:
#   level: off
#   on: containers
#   aliases: [kubescape:C-0001, trivy:KSV-0034, gatekeeper:K8sDisallowedRepos]
#   params:
#     deny:
#       default: []
#       description: registries and what lies below them, for example `docker.io/library`
package kubelint.images.image_registry_denied

import data.kubelint.lib.images

deny contains finding if {
	input.container.image.repository
	images.within(input.container.image, input.params.deny)
	finding := {
		"message": sprintf("image `%s` comes from a denied registry", [input.container.image.text]),
		"path": ["image"],
		"label": images.full(input.container.image),
		"help": sprintf("denied is what lies below %s", [concat(", ", input.params.deny)]),
	}
}
