# METADATA
# title: container has no security context
# description: |
#   Privilege escalation, capabilities and the read-only root file system can only be set for each
#   container by itself. Without a security context all of them are as open as the runtime's
#   defaults.
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
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext: {}
#   ```
# custom:
#   level: off
#   on: containers
#   containers: [regular, sidecar, init, ephemeral]
#   aliases:
#     - checkov:CKV_K8S_30
#     - trivy:KSV-0118
#     - kubescape:C-0211
package kubelint.security.security_context_missing_container

deny contains finding if {
	object.get(input.container, "securityContext", {}) == {}
	finding := {
		"message": sprintf("container %q has no security context", [input.container.name]),
		"path": ["securityContext"],
		"help": "set `securityContext`, for example `allowPrivilegeEscalation: false`",
	}
}
