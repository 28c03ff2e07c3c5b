# METADATA
# title: container adds a capability outside of the baseline
# description: |
#   The level `baseline` of Pod Security lets containers add the capabilities that most runtimes
#   give anyway, and no others. A namespace that enforces it refuses the pod.
#
#   What reaches beyond the container is the matter of `capability-dangerous`.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: clock}
#   spec:
#     containers:
#       - name: clock
#         image: example.com/clock:1.0
#         securityContext:
#           capabilities: {add: [SYS_TIME]}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: clock}
#   spec:
#     containers:
#       - name: clock
#         image: example.com/clock:1.0
#         securityContext:
#           capabilities: {drop: [ALL]}
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
#           capabilities: {add: [NET_BIND_SERVICE, CHOWN]}
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
#           capabilities: {add: [SYS_ADMIN]}
#   ```
#
#   ```yaml good {"allow": ["IPC_LOCK"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: vault}
#   spec:
#     containers:
#       - name: vault
#         image: example.com/vault:1.0
#         securityContext:
#           capabilities: {add: [IPC_LOCK]}
#   ```
# custom:
#   level: warning
#   on: containers
#   containers: [regular, sidecar, init, ephemeral]
#   aliases:
#     - checkov:CKV_K8S_25
#     - trivy:KSV-0022
#     - gatekeeper:K8sPSPCapabilities
#   params:
#     allow:
#       default: []
#       description: further capabilities that containers may add
package kubelint.security.capability_outside_baseline

import data.kubelint.lib.capability

deny contains finding if {
	some i, text in input.container.securityContext.capabilities.add
	name := capability.canonical(text)
	name in outside
	not name in input.params.allow
	finding := {
		"message": sprintf(
			"container %q adds capability `%s`, which Pod Security `baseline` refuses",
			[input.container.name, text],
		),
		"path": ["securityContext", "capabilities", "add", i],
		"help": "remove it, unless the program fails without it",
	}
}

outside := (capability.known - capability.baseline) - object.keys(capability.dangerous)
