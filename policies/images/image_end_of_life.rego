# METADATA
# title: project behind the image has ended
# description: |
#   Nobody fixes bugs and security holes of this software any more, and it will not follow the
#   changes of Kubernetes.
#   It keeps running until one of them matters, and then there is no time for a replacement.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: registry.k8s.io/ingress-nginx/controller:v1.13.3
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: docker.io/nginx/nginx-ingress:5.2.0
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: k8s.gcr.io/heapster-amd64:v1.5.4
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: quay.io/jetstack/kube-lego:0.1.7
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme/controller:1.0.0
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme/dashboard:1.0.0
#   ```
# custom:
#   level: info
#   on: containers
#   aliases: [kubescape:C-0292]
package kubelint.images.image_end_of_life

import data.kubelint.lib.images

deny contains finding if {
	input.container.image.repository
	some project in data.image_end_of_life[input.container.image.name]
	images.of_repository(input.container.image, project.repository)
	finding := {
		"message": sprintf("image `%s` belongs to %s, which ended in %s", [
			input.container.image.text,
			project.project,
			project.ended,
		]),
		"path": ["image"],
		"help": project.help,
	}
}
