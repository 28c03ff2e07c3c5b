# METADATA
# title: image is never pulled
# description: |
#   With `Never` a pod starts only on nodes that somebody has put the image on, and stays in
#   `ErrImageNeverPull` on all others.
#   It fits a cluster on one's own machine, and fails with the first node that is added or
#   replaced.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme/web:1.4.2
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
#         image: ghcr.io/acme/web:1.4.2
#   ```
#
#   ```yaml bad {"forbidden": ["Never", "IfNotPresent"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme/web:1.4.2
#         imagePullPolicy: IfNotPresent
#   ```
# custom:
#   level: info
#   on: containers
#   params:
#     forbidden:
#       default: [Never]
#       description: the pull policies that are reported, where they are written
package kubelint.images.image_pull_policy_never

deny contains finding if {
	input.container.imagePullPolicy
	input.container.imagePullPolicy in input.params.forbidden
	finding := {
		"message": sprintf("image `%s` has the pull policy `%s`", [
			input.container.image.text,
			input.container.imagePullPolicy,
		]),
		"path": ["imagePullPolicy"],
		"help": "leave out `imagePullPolicy`, or set `IfNotPresent`",
	}
}
