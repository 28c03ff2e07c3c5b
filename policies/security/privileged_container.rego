# METADATA
# title: container is privileged
# description: |
#   A privileged container has every capability and every device of the node, without seccomp,
#   AppArmor or masked paths. Whoever takes over the process in it has taken over the node, and
#   with it every other pod there.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     containers:
#       - name: agent
#         image: example.com/agent:1.0
#         securityContext: {privileged: true}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     containers:
#       - name: agent
#         image: example.com/agent:1.0
#         securityContext: {privileged: false}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     initContainers:
#       - name: tune
#         image: example.com/tune:1.0
#         securityContext: {privileged: true}
#     containers:
#       - {name: agent, image: "example.com/agent:1.0"}
#   ```
#
#   Set-up that runs before the application can be let through:
#
#   ```yaml good {"exempt-init": true}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     initContainers:
#       - name: tune
#         image: example.com/tune:1.0
#         securityContext: {privileged: true}
#     containers:
#       - {name: agent, image: "example.com/agent:1.0"}
#   ```
#
#   ```yaml good {"exempt-images": ["example.com/agent:*"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     containers:
#       - name: agent
#         image: example.com/agent:1.0
#         securityContext: {privileged: true}
#   ```
# custom:
#   level: error
#   on: containers
#   containers: [regular, sidecar, init, ephemeral]
#   aliases:
#     - kube-linter:privileged-container
#     - kube-linter:privilege-escalation-container
#     - kube-score:container-security-context-privileged
#     - polaris:runAsPrivileged
#     - checkov:CKV_K8S_16
#     - trivy:KSV-0017
#     - kubescape:C-0057
#     - kubescape:C-0211
#     - gatekeeper:K8sPSPPrivilegedContainer
#   params:
#     exempt-images:
#       default: []
#       description: images that may be privileged, with `*` for any text
#     exempt-init:
#       default: false
#       description: whether init containers may be privileged
#   mutes:
#     - privilege-escalation-enabled
#     - privilege-escalation-not-disabled
#     - capability-dangerous
#     - capability-outside-baseline
#     - capability-added
#     - capabilities-not-dropped
#     - capabilities-nothing-dropped
#     - net-raw-not-dropped
#     - proc-mount-unmasked
#     - linux-hardening-absent
package kubelint.security.privileged_container

deny contains finding if {
	input.container.securityContext.privileged == true
	not exempt
	finding := {
		"message": sprintf("container %q is privileged", [input.container.name]),
		"path": ["securityContext", "privileged"],
		"help": "remove `privileged` and add the one capability, device or mount that is needed",
		"fix": {
			"title": "run without privileges",
			"set": ["securityContext", "privileged"],
			"value": false,
		},
	}
}

exempt if {
	input.container.type == "init"
	input.params["exempt-init"]
}

exempt if {
	some pattern in input.params["exempt-images"]
	glob.match(pattern, null, input.container.image.text)
}
