# METADATA
# title: container does not disallow privilege escalation
# description: |
#   Where `allowPrivilegeEscalation` is not set, setuid programs in the image may make root of an
#   ordinary user. Hardly any application needs that, and whoever breaks into one looks for exactly
#   such a program.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
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
#   What is set to `true` is the matter of `privilege-escalation-enabled`:
#
#   ```yaml good
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
#   Windows has no such setting:
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     os: {name: windows}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: off
#   on: containers
#   containers: [regular, sidecar, init, ephemeral]
#   aliases:
#     - polaris:privilegeEscalationAllowed
#     - checkov:CKV_K8S_20
#     - trivy:KSV-0001
#     - kubescape:C-0016
#     - kubescape:C-0211
#     - gatekeeper:K8sPSPAllowPrivilegeEscalationContainer
#   mutes: [security-context-missing-container]
package kubelint.security.privilege_escalation_not_disabled

deny contains finding if {
	input.pod.os != "windows"
	object.get(input.container, ["securityContext", "allowPrivilegeEscalation"], null) == null
	finding := {
		"message": sprintf(
			"container %q does not set `allowPrivilegeEscalation: false`",
			[input.container.name],
		),
		"path": ["securityContext", "allowPrivilegeEscalation"],
		"help": "set `securityContext.allowPrivilegeEscalation: false`",
		"fix": {
			"title": "disallow privilege escalation",
			"set": ["securityContext", "allowPrivilegeEscalation"],
			"value": false,
		},
	}
}
