# METADATA
# title: image comes from a registry that is not allowed
# description: |
#   Images from anywhere are not scanned, not mirrored and not kept, and anybody can have pushed
#   them.
#   With the registries of the team in `allow` a typing error or a copied example is found before
#   it runs.
#
#   Silent until `allow` has entries. They are compared with the complete name, part by part:
#   `nginx` is `docker.io/library/nginx`, and `ghcr.io/acme` does not allow `ghcr.io/acme-labs`.
#
#   ```yaml bad {"allow": ["ghcr.io/acme/"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: docker.io/acme/web:1.4.2
#   ```
#
#   ```yaml good {"allow": ["ghcr.io/acme/"]}
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
#   ```yaml bad {"allow": ["ghcr.io/acme"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme-labs/web:1.4.2
#   ```
#
#   ```yaml bad {"allow": ["ghcr.io"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: nginx:1.29.3
#   ```
#
#   ```yaml good {"allow": ["docker.io/library"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: nginx:1.29.3
#   ```
#
#   ```yaml good {"allow": ["docker.io/library/nginx"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: nginx:1.29.3
#   ```
#
#   ```yaml good {"allow": ["*.dkr.ecr.*.amazonaws.com"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1.4"
#   ```
#
#   ```yaml bad {"allow": ["localhost:5000"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: "localhost:5001/web:1.4"
#   ```
#
#   ```yaml good {"allow": ["ghcr.io/acme"], "exempt": ["docker.io/library/busybox"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: busybox:1.37.0
#   ```
# custom:
#   level: off
#   on: containers
#   aliases:
#     - kubescape:C-0001
#     - kubescape:C-0078
#     - kubescape:C-0304
#     - trivy:KSV-0125
#     - trivy:KSV-0032
#     - trivy:KSV-0033
#     - trivy:KSV-0034
#     - trivy:KSV-0035
#     - gatekeeper:K8sAllowedRepos
#     - gatekeeper:K8sAllowedReposv2
#     - kube-linter:latest-tag
#   params:
#     allow:
#       default: []
#       description: registries and what lies below them, such as `ghcr.io/acme`, `*.example.com`
#     exempt:
#       default: []
#       description: images that pass all the same
package kubelint.images.image_registry_not_allowed

import data.kubelint.lib.images

deny contains finding if {
	input.container.image.repository
	count(input.params.allow) > 0
	not images.within(input.container.image, input.params.allow)
	not images.within(input.container.image, input.params.exempt)
	finding := {
		"message": sprintf("image `%s` does not come from an allowed registry", [
			input.container.image.text,
		]),
		"path": ["image"],
		"label": images.full(input.container.image),
		"help": sprintf("allowed is what lies below %s", [concat(", ", input.params.allow)]),
	}
}
