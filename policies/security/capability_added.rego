# METADATA
# title: container adds a capability
# description: |
#   A capability is a part of root's rights, and the level `restricted` of Pod Security lets
#   containers add `NET_BIND_SERVICE` alone. Most programs that run as a user of their own need
#   none.
#
#   What goes beyond the level `baseline` is the matter of `capability-outside-baseline` and
#   `capability-dangerous`.
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
#           capabilities: {add: [CHOWN]}
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
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           capabilities: {add: [SYS_TIME, SYS_ADMIN]}
#   ```
#
#   ```yaml good {"allow": ["CHOWN"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           capabilities: {add: [CHOWN]}
#   ```
# custom:
#   level: off
#   on: containers
#   containers: [regular, sidecar, init, ephemeral]
#   aliases:
#     - checkov:CKV_K8S_25
#     - trivy:KSV-0022
#     - trivy:KSV-0106
#     - gatekeeper:K8sPSPCapabilities
#   params:
#     allow:
#       default: [NET_BIND_SERVICE]
#       description: capabilities that containers may add
package kubelint.security.capability_added

import data.kubelint.lib.capability

deny contains finding if {
	some i, text in input.container.securityContext.capabilities.add
	name := capability.canonical(text)
	name in capability.baseline
	not name in input.params.allow
	finding := {
		"message": sprintf("container %q adds capability `%s`", [input.container.name, text]),
		"path": ["securityContext", "capabilities", "add", i],
		"help": "remove it, unless the program fails without it",
	}
}
