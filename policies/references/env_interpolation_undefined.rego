# METADATA
# title: text `$(VAR)` names a variable that the container does not have
# description: |
#   Kubernetes replaces `$(VAR)` in `command`, `args` and the values of variables, as far as it
#   knows the variable. One that it does not know stays there as it is written, and the program
#   gets the text `$(VAR)`.
#
#   Within `env` only what stands above counts. Variables for Services, those of sources that are
#   not among the files, and what a shell means by `$(date)` are not reported.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: PORT, value: "8080"}]
#         args: ["--listen=:$(PROT)"]
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
#         env: [{name: PORT, value: "8080"}]
#         args: ["--listen=:$(PORT)"]
#   ```
#
#   ```yaml bad
#   # It is defined below.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env:
#           - {name: URL, value: "http://$(HOST)/"}
#           - {name: HOST, value: shop.example.com}
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
#         env:
#           - {name: HOST, value: shop.example.com}
#           - {name: URL, value: "http://$(HOST)/"}
#   ```
#
#   ```yaml bad
#   # Variables of the image do not count.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: PATH, value: "/opt/web/bin:$(PATH)"}]
#   ```
#
#   ```yaml bad
#   # The ConfigMap has another key.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         command: [/web, "--mode=$(MODE)"]
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
#         command: [/web, "--mode=$(WEB_mode)"]
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
#   # Nobody knows what is in the ConfigMap.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         command: [/web, "--mode=$(MODE)"]
#         envFrom:
#           - configMapRef: {name: web-config}
#   ```
#
#   ```yaml good
#   # A shell runs this, and two dollar signs are one.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         command: [sh, -c, "echo $(date) $$(HOST)"]
#         env: [{name: HINT, value: "$$(HOST) is replaced"}]
#   ```
#
#   ```yaml good
#   # Every container has the variables of Services.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         args: ["--api=$(KUBERNETES_SERVICE_HOST):$(KUBERNETES_SERVICE_PORT)"]
#   ```
# custom:
#   level: warning
#   on: containers
package kubelint.references.env_interpolation_undefined

deny contains finding(["command"], name, "") if {
	some text in input.container.command
	contains(text, "$(")
	some name in unknown(text, defined)
	is_no_command(name)
}

deny contains finding(["args"], name, "") if {
	some text in input.container.args
	contains(text, "$(")
	some name in unknown(text, defined)
	is_no_command(name)
}

# A value sees the variables above it. The place of a value with a placeholder is not reported.
deny contains finding(["env", index, "name"], name, above(name)) if {
	some index, variable in input.container.env
	contains(variable.value, "$(")
	some name in unknown(variable.value, defined_above(index))
	is_variable(name)
}

finding(path, name, above) := {
	"message": sprintf("`$(%s)` stays as it is: container %q has no such variable%s", [
		name,
		input.container.name,
		above,
	]),
	"path": path,
	"help": help(name, above),
}

# The names in `$(…)` that are not among the defined ones.
unknown(text, names) := {name |
	not has_unknown_source
	some match in regex.find_all_string_submatch_n(`\$\$|\$\(([A-Za-z_][A-Za-z0-9_]*)\)`, text, -1)
	name := match[1]
	name != ""
	not name in names
	not regex.match(injected, name)
}

# What Kubernetes sets for every Service, and a LeaderWorkerSet for its pods.
injected := `_(SERVICE_HOST|SERVICE_PORT|PORT)(_|$)|^LWS_`

defined := defined_above(count(object.get(input.container, "env", [])))

defined_above(end) := from_sources | {variable.name |
	some index, variable in input.container.env
	index < end
}

from_sources := {concat("", [source.prefix, key]) |
	some source in sources
	some key in source.keys
}

has_unknown_source if {
	some source in sources
	not source.keys
}

sources := [source |
	some source in input.links.envFrom
	source.container == input.container.name
]

# In a script `$(date)` runs a program, and programs have small letters.
is_no_command(name) if is_variable(name)

is_no_command(_) if not runs_shell

is_variable(name) if name == upper(name)

runs_shell if {
	some field in ["command", "args"]
	some word in input.container[field]
	regex.match(`(^|[/ ])(ba|da|z|k)?sh$|^-[a-z]*c$|\n`, word)
}

above(name) := " above" if {
	name in defined
} else := ""

help(name, above) := sprintf("move `%s` above this variable", [name]) if {
	above != ""
} else := sprintf("did you mean `$(%s)`?", [meant]) if {
	[meant] := [known | some known in defined; letters(known) == letters(name)]
} else := sprintf("add `%s` to `env` above, or write `$$(%s)` for this text", [name, name])

letters(name) := sort(split(upper(name), ""))
