# METADATA
# title: container of a controller waits for input
# description: |
#   `stdin` and `tty` are made for a person in front of a terminal, and nobody is attached to the
#   containers of a controller. They are left over from debugging as a rule, and let whoever may
#   attach take over the program's shell.
#
#   A Pod by itself is not reported: `kubectl run -it` makes such ones.
#
#   ```yaml bad
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0", stdin: true, tty: true}
#   ```
#
#   ```yaml good
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shell}
#   spec:
#     containers:
#       - {name: shell, image: "example.com/shell:1.0", stdin: true, tty: true}
#   ```
#
#   ```yaml good {"exempt-images": ["example.com/shell:*"]}
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: shell}
#   spec:
#     selector: {matchLabels: {app: shell}}
#     template:
#       metadata: {labels: {app: shell}}
#       spec:
#         containers:
#           - {name: shell, image: "example.com/shell:1.0", tty: true}
#   ```
# custom:
#   level: off
#   on: containers
#   containers: [regular, sidecar, init, ephemeral]
#   aliases: [gatekeeper:K8sDisallowInteractiveTTY]
#   params:
#     exempt-images:
#       default: []
#       description: images that may wait for input, with `*` for any text
package kubelint.security.interactive_terminal

deny contains finding if {
	input.pod.kind != "Pod"
	fields := [field | some field in ["stdin", "tty"]; input.container[field] == true]
	count(fields) > 0
	not exempt
	finding := {
		"message": sprintf(
			"container %q waits for input at a terminal (`%s: true`)",
			[input.container.name, fields[0]],
		),
		"path": [fields[0]],
		"help": "remove `stdin` and `tty`",
		"fix": {
			"title": "remove `stdin` and `tty`",
			"edits": [{"remove": [field]} | some field in fields],
		},
	}
}

exempt if {
	some pattern in input.params["exempt-images"]
	glob.match(pattern, null, input.container.image.text)
}
