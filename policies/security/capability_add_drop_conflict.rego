# METADATA
# title: capability is both added and dropped
# description: |
#   Of a capability in both lists only one can be meant, and runtimes take it away in the end. The
#   program then fails with `operation not permitted` although its manifest seems to grant the
#   right.
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
#           capabilities: {add: [NET_BIND_SERVICE], drop: [NET_RAW, NET_BIND_SERVICE]}
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
#           capabilities: {add: [NET_BIND_SERVICE], drop: [NET_RAW]}
#   ```
#
#   To drop `ALL` and add some is the usual way:
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
#           capabilities: {add: [NET_BIND_SERVICE], drop: [ALL]}
#   ```
# custom:
#   level: info
#   on: containers
#   containers: [regular, sidecar, init, ephemeral]
package kubelint.security.capability_add_drop_conflict

import data.kubelint.lib.capability

deny contains finding if {
	some i, added in input.container.securityContext.capabilities.add
	some k, dropped in input.container.securityContext.capabilities.drop
	capability.canonical(added) == capability.canonical(dropped)
	finding := {
		"message": sprintf(
			"container %q both adds and drops capability `%s`",
			[input.container.name, added],
		),
		"path": ["securityContext", "capabilities", "add", i],
		"help": "keep it in one of the two lists",
		"related": [{
			"path": ["securityContext", "capabilities", "drop", k],
			"message": "dropped here",
		}],
	}
}
