# METADATA
# title: name of a capability is not as the kernel's list has it
# description: |
#   Kubernetes takes any text as the name of a capability, and what happens to one that is written
#   differently depends on the container runtime: one ignores it, the next refuses to start the
#   container. Pod Security compares the names letter by letter, so that it may refuse what was
#   meant.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           capabilities: {add: [CAP_NET_BIND_SERVICE]}
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
#         securityContext:
#           capabilities: {add: [NET_BIND_SERVICE]}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           capabilities: {drop: [net_raw]}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           capabilities: {drop: [NET_RAWS]}
#   ```
#
#   All runtimes know `all` in small letters:
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           capabilities: {drop: [all]}
#   ```
# custom:
#   level: warning
#   on: containers
#   containers: [regular, sidecar, init, ephemeral]
package kubelint.security.capability_name_invalid

import data.kubelint.lib.capability

deny contains finding if {
	some list, names in input.container.securityContext.capabilities
	some i, text in names
	not text in capability.known
	lower(text) != "all"
	name := capability.canonical(text)
	name in capability.known
	path := ["securityContext", "capabilities", list, i]
	finding := {
		"message": sprintf("capability `%s` has to be written as `%s`", [text, name]),
		"path": path,
		"help": sprintf("write `%s`", [name]),
		"fix": {"title": sprintf("write %s", [name]), "set": path, "value": name},
	}
}

deny contains finding if {
	some list, names in input.container.securityContext.capabilities
	some i, text in names
	not capability.canonical(text) in capability.known
	finding := {
		"message": sprintf("there is no capability `%s`", [text]),
		"path": ["securityContext", "capabilities", list, i],
		"help": "write a name of the kernel's list in upper case, for example `NET_BIND_SERVICE`",
	}
}
