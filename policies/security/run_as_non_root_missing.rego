# METADATA
# title: nothing keeps the container from running as root
# description: |
#   Without `runAsNonRoot` and `runAsUser` the image decides, and many images run as root unless
#   told otherwise. With `runAsNonRoot: true` the kubelet refuses to start such an image instead of
#   running it.
#
#   A pod with a user namespace (`hostUsers: false`) is not reported: its root is an ordinary user
#   on the node.
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
#     securityContext: {runAsNonRoot: true}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   A user that is not root is as good:
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext: {runAsUser: 1000}
#   ```
#
#   What is set to root is the matter of `run-as-root-explicit`:
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {runAsUser: 0}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     hostUsers: false
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: off
#   on: containers
#   containers: [regular, sidecar, init, ephemeral]
#   aliases:
#     - kube-linter:run-as-non-root
#     - polaris:runAsRootAllowed
#     - checkov:CKV_K8S_23
#     - trivy:KSV-0012
#     - kubescape:C-0013
#     - kubescape:C-0211
#     - gatekeeper:K8sPSPAllowedUsers
package kubelint.security.run_as_non_root_missing

deny contains finding if {
	not input.container.effective.securityContext.runAsUser
	object.get(input.container.effective.securityContext, "runAsNonRoot", null) == null
	input.pod.effective.hostUsers
	finding := {
		"message": sprintf("nothing keeps container %q from running as root", [input.container.name]),
		"path": ["securityContext", "runAsNonRoot"],
		"help": "set `securityContext.runAsNonRoot: true`, after a look at the image's user",
		"fix": {
			"title": "refuse to start as root",
			"set": ["securityContext", "runAsNonRoot"],
			"value": true,
		},
	}
}
