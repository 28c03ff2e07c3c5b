# METADATA
# title: image is not pulled anew for every pod
# description: |
#   A node that has the image starts the pod with it and asks the registry for nothing, neither for
#   a newer image of that tag nor for the pod's right to pull it.
#   With `Always` the registry is asked, and the layers that the node has are not transferred
#   again.
#
#   An image with a digest cannot change and passes; so does `latest` without a policy, which means
#   `Always`.
#
#   ```yaml bad
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
#         image: ghcr.io/acme/web:1.4.2
#         imagePullPolicy: Always
#   ```
#
#   ```yaml bad
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
#         image: web:1.4.2@sha256:b5d2c9b1a0f34e7d8c6a5f4e3d2c1b0a9f8e7d6c5b4a39281706f5e4d3c2b1a0
#   ```
#
#   ```yaml bad {"exempt-digest": false}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: web:1.4.2@sha256:b5d2c9b1a0f34e7d8c6a5f4e3d2c1b0a9f8e7d6c5b4a39281706f5e4d3c2b1a0
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
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme/web
#   ```
#
#   A container without an image is wrong as it is:
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#   ```
# custom:
#   level: off
#   on: containers
#   aliases:
#     - kube-score:container-image-pull-policy
#     - polaris:pullPolicyNotAlways
#     - checkov:CKV_K8S_15
#   params:
#     exempt-digest:
#       default: true
#       description: whether an image with a digest passes
package kubelint.images.image_pull_policy_not_always

deny contains finding if {
	input.container.effective.imagePullPolicy != "Always"
	input.container.image.text != ""
	not exempt(input.container.image, input.params)
	finding := {
		"message": sprintf("image `%s` is pulled with the policy `%s`", [
			input.container.image.text,
			input.container.effective.imagePullPolicy,
		]),
		"path": ["imagePullPolicy"],
		"help": "set `imagePullPolicy: Always`",
		"fix": {
			"title": "set imagePullPolicy: Always",
			"set": ["imagePullPolicy"],
			"value": "Always",
		},
	}
}

exempt(image, params) if {
	params["exempt-digest"]
	image.digest
}
