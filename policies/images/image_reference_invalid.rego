# METADATA
# title: image is no legal reference
# description: |
#   The API server takes any text here, and the pod then stays in `InvalidImageName`: no node can
#   pull it.
#   Names of repositories are lower case, have no scheme and no spaces, and a digest has 64
#   hexadecimal digits.
#
#   What is meant to be replaced before it is applied, such as `<image>`, `{IMAGE}` or `IMAGE_TAG`,
#   is not reported.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/Acme/web:1.4.2
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
#         image: https://ghcr.io/acme/web:1.4.2
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: "ghcr.io/acme/web: 1.4.2"
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: ghcr.io/acme/web@sha256:abc
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: "ghcr.io/acme/web:1.4.2:latest"
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: "<your-image>"
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: "{IMAGE}"
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: IMAGE_NAME
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: web
#         image: "registry.example.com:5000/shop/web:v1.4_RC"
#   ```
# custom:
#   level: error
#   on: containers
#   aliases: [checkov:CKV_K8S_14, checkov:CKV_K8S_15]
package kubelint.images.image_reference_invalid

deny contains object.union(finding, fix) if {
	input.container.image.error
	input.container.image.text != ""
	not stands_for_another(input.container.image.text)
	finding := {
		"message": sprintf("image `%s` cannot be pulled: %s", [
			input.container.image.text,
			input.container.image.error,
		]),
		"path": ["image"],
		"help": "write `registry/repository:tag`, for example `ghcr.io/acme/web:1.4.2`",
	}
	fix := repaired(input.container.image.text)
}

# Placeholders of other tools: `<image>`, `{IMAGE}`, `%IMAGE%`, `__IMAGE__`, `IMAGE_NAME`.
stands_for_another(text) if regex.match(`[<>{}%$]|__|^[A-Z][A-Z0-9_]*$`, text)

# A scheme, spaces around it and capital letters before the tag have one remedy.
repaired(text) := {"fix": {
	"title": sprintf("write %s", [repair]),
	"set": ["image"],
	"value": repair,
}} if {
	bare := regex.replace(trim_space(text), `^[a-z]+://`, "")
	name := regex.find_n(`^([^/]*/)*[^:@/]*`, bare, 1)[0]
	repair := concat("", [lower(name), substring(bare, count(name), -1)])
	repair != text
	regex.match(legal, repair)
} else := {}

legal := concat("", [
	`^([a-z0-9.-]+(:[0-9]+)?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*`,
	`(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?$`,
])
