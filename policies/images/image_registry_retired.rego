# METADATA
# title: image comes from a registry that nobody fills any more
# description: |
#   Registries that are frozen get no new versions and no security fixes, and one day they answer
#   no more.
#   The pods that run notice nothing until they are moved to a node that has to pull the image.
#
#   Of `quay.io/coreos` only the images that moved are reported: `etcd` is still published there.
#   Of `docker.io/bitnami` the tags with a version are, for only `latest` is left.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: k8s.gcr.io/pause:3.6
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: registry.k8s.io/pause:3.6
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: k8s.gcr.io/sig-storage/csi-provisioner:v3.1.0
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: gcr.io/google_containers/defaultbackend:1.4
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: gcr.io/google_samples/gb-frontend:v4
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: quay.io/coreos/flannel:v0.14.0
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: quay.io/coreos/etcd:v3.6.0
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: bitnami/postgresql:16.2.0
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: docker.io/bitnami/postgresql
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: registry.example.com/k8s.gcr.io/pause:3.6
#   ```
# custom:
#   level: warning
#   on: containers
#   aliases: [kubescape:C-0253]
package kubelint.images.image_registry_retired

deny contains object.union(finding, fix) if {
	input.container.image.registry
	places := data.retired_registries[input.container.image.registry]
	some path in below(input.container.image.repository)
	place := places[path]
	concerns(place, input.container.image)
	finding := {
		"message": sprintf("image `%s` comes from %s, which %s", [
			input.container.image.text,
			trim_suffix(concat("/", [input.container.image.registry, path]), "/*"),
			place.state,
		]),
		"path": ["image"],
		"help": place.help,
	}
	fix := moved(input.container.image, place)
}

# What the table may name: the whole registry, the first part of the path, or all of it.
below(repository) := {"*", split(repository, "/")[0], repository}

# Of some places only the versions are gone.
concerns(place, image) if not place.versions

concerns(place, image) if {
	place.versions
	image.tag != "latest"
}

moved(image, place) := {"fix": {
	"title": sprintf("write %s", [value]),
	"set": ["image"],
	"value": value,
	"safe": true,
}} if {
	place.replacement
	value := concat("", [place.replacement, trim_prefix(image.text, image.registry)])
} else := {}
