# METADATA
# title: variable is set in two places
# description: |
#   A variable under `env` replaces one of the same name that `envFrom` brings, and of two sources
#   under `envFrom` the later one wins. Who changes the ConfigMap that lost wonders why nothing
#   happens.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: mode, value: slow}]
#         envFrom:
#           - configMapRef: {name: web-config}
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config}
#   data: {mode: fast}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: level, value: info}]
#         envFrom:
#           - configMapRef: {name: web-config}
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config}
#   data: {mode: fast}
#   ```
#
#   ```yaml bad
#   # Two sources have the same key.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         envFrom:
#           - configMapRef: {name: web-config}
#           - secretRef: {name: web-secret}
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config}
#   data: {mode: fast}
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: web-secret}
#   stringData: {mode: slow}
#   ```
#
#   ```yaml good
#   # A prefix makes another variable of it.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: mode, value: slow}]
#         envFrom:
#           - prefix: WEB_
#             configMapRef: {name: web-config}
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config}
#   data: {mode: fast}
#   ```
#
#   ```yaml good
#   # Nobody knows what is in it.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: mode, value: slow}]
#         envFrom:
#           - configMapRef: {name: web-config}
#   ```
# custom:
#   level: info
#   on: containers
package kubelint.hygiene.env_shadows_env_from

# A variable of `env` that `envFrom` brings as well.
deny contains finding if {
	input.container.envFrom[0]
	some index, variable in input.container.env
	some source in sources
	variable.name in source.names
	finding := {
		"message": sprintf("variable `%s` of container %q replaces the one from `envFrom`", [
			variable.name,
			input.container.name,
		]),
		"path": ["env", index, "name"],
		"help": "keep one of the two",
		"related": [here(source)],
	}
}

# A source of `envFrom` that a later one replaces in part.
deny contains finding if {
	input.container.envFrom[1]
	some later, source in sources
	some earlier, other in sources
	earlier < later
	source.ref != other.ref
	both := source.names & other.names
	count(both) > 0
	finding := {
		"message": sprintf("variables `%s` of container %q come from two sources of `envFrom`", [
			concat("`, `", both),
			input.container.name,
		]),
		"path": ["envFrom", source.index],
		"help": "keep one of them, or give one source a `prefix`",
		"related": [here(source), here(other)],
	}
}

sources := [{"ref": source.ref, "index": source.index, "names": names} |
	some source in input.links.envFrom
	source.container == input.container.name
	names := {concat("", [source.prefix, key]) | some key in source.keys}
	count(names) > 0
]

here(source) := {"of": source.ref, "path": ["data"], "message": "one of them is here"}
