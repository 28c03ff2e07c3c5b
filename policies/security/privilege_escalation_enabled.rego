# METADATA
# title: container may gain privileges
# description: |
#   With `allowPrivilegeEscalation: true` a setuid program such as `su` or `sudo` makes root of an
#   ordinary user. A process that was started without rights can so get more of them than it was
#   given.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext: {allowPrivilegeEscalation: true}
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
#         securityContext: {allowPrivilegeEscalation: false}
#   ```
#
#   A container with `SYS_ADMIN` or all capabilities gains nothing by it; `capability-dangerous`
#   reports it. A privileged one is the matter of `privileged-container`.
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
#           allowPrivilegeEscalation: true
#           capabilities: {add: [SYS_ADMIN]}
#   ```
# custom:
#   level: warning
#   on: containers
#   containers: [regular, sidecar, init, ephemeral]
#   aliases:
#     - kube-linter:privilege-escalation-container
#     - polaris:privilegeEscalationAllowed
#     - checkov:CKV_K8S_20
#     - trivy:KSV-0001
#     - kubescape:C-0016
#     - kubescape:C-0211
#     - gatekeeper:K8sPSPAllowPrivilegeEscalationContainer
package kubelint.security.privilege_escalation_enabled

import data.kubelint.lib.capability

deny contains finding if {
	input.container.securityContext.allowPrivilegeEscalation == true
	input.pod.os != "windows"
	not has_all
	finding := {
		"message": sprintf("container %q allows privilege escalation", [input.container.name]),
		"path": ["securityContext", "allowPrivilegeEscalation"],
		"help": "set `allowPrivilegeEscalation: false`, unless a setuid program has to work",
		"fix": {
			"title": "disallow privilege escalation",
			"set": ["securityContext", "allowPrivilegeEscalation"],
			"value": false,
		},
	}
}

has_all if {
	some text in input.container.securityContext.capabilities.add
	capability.canonical(text) in {"ALL", "SYS_ADMIN"}
}
