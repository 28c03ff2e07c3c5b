# METADATA
# title: container adds a capability that reaches beyond it
# description: |
#   Some capabilities are not rights inside of the container but rights over the node's kernel, its
#   network or its other processes. With one of them a process that is broken into leaves its
#   container.
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
#           capabilities: {add: [SYS_ADMIN]}
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
#           capabilities: {drop: [ALL]}
#   ```
#
#   Neither the prefix nor the letter case hides one:
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
#           capabilities: {add: [cap_net_admin]}
#   ```
#
#   ```yaml good {"allow": ["NET_ADMIN"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: vpn}
#   spec:
#     containers:
#       - name: vpn
#         image: example.com/vpn:1.0
#         securityContext:
#           capabilities: {add: [NET_ADMIN]}
#   ```
# custom:
#   level: error
#   on: containers
#   containers: [regular, sidecar, init, ephemeral]
#   aliases:
#     - polaris:dangerousCapabilities
#     - checkov:CKV_K8S_25
#     - checkov:CKV_K8S_39
#     - trivy:KSV-0005
#     - trivy:KSV-0119
#     - trivy:KSV-0120
#     - kubescape:C-0046
#     - kube-linter:privilege-escalation-container
#     - kube-linter:drop-net-raw-capability
#     - gatekeeper:K8sPSPCapabilities
#   params:
#     allow:
#       default: []
#       description: dangerous capabilities that containers may add all the same
package kubelint.security.capability_dangerous

import data.kubelint.lib.capability

deny contains finding if {
	some i, text in input.container.securityContext.capabilities.add
	name := capability.canonical(text)
	reason := capability.dangerous[name]
	not name in input.params.allow
	finding := {
		"message": sprintf(
			"container %q adds capability `%s`, which %s",
			[input.container.name, text, reason],
		),
		"path": ["securityContext", "capabilities", "add", i],
		"help": "remove it, or move what needs it into a container of its own",
	}
}
