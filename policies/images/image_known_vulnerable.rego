# METADATA
# title: image has a vulnerability that is well known
# description: |
#   The version has a hole that is public, easy to use and named in attack tools, and whoever
#   reaches the pod can use it.
#   The fixed version has been out for long.
#
#   This is a small table of grave cases in software that clusters run, and it stands in for no
#   image scanner. Only complete versions are compared.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: "quay.io/argoproj/argocd:v2.2.3"
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: "quay.io/argoproj/argocd:v3.1.2"
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: registry.example.com/mirror/grafana/grafana:8.2.0-ubuntu
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: grafana/grafana:8.3.1
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: registry.k8s.io/ingress-nginx/controller:v1.12.0
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: redis:7.2.4-alpine
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: redis:8.2.2
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: "redis:7.2"
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme/redis:1.0.0
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/kyverno/kyverno:v1.8.2
#   ```
# custom:
#   level: info
#   on: containers
#   aliases: [kubescape:C-0081, kubescape:C-0090, kubescape:C-0091]
#   mutes: [image-end-of-life]
package kubelint.images.image_known_vulnerable

import data.kubelint.lib.images

deny contains finding if {
	input.container.image.tag
	advisories := data.image_advisories[input.container.image.name]
	version := regex.find_all_string_submatch_n(
		`^v?([0-9]+\.[0-9]+\.[0-9]+)`,
		input.container.image.tag,
		1,
	)[0][1]
	hits := [hit |
		some advisory in advisories
		images.of_repository(input.container.image, advisory.repository)
		some range in advisory.affected
		semver.compare(version, range.fixed) < 0
		semver.compare(version, object.get(range, "from", "0.0.0")) >= 0
		hit := {"id": advisory.id, "what": advisory.what, "fixed": range.fixed}
	]
	count(hits) > 0
	finding := {
		"message": sprintf("image `%s` has the vulnerability %s", [
			input.container.image.text,
			concat(", ", [hit.id | some hit in hits]),
		]),
		"path": ["image"],
		"label": concat("; ", [hit.what | some hit in hits]),
		"help": sprintf("use %s or newer", [newest([hit.fixed | some hit in hits])]),
	}
}

newest(versions) := [version |
	some version in versions
	every other in versions {
		semver.compare(version, other) >= 0
	}
][0]
