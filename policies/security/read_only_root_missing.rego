# METADATA
# title: root file system of the container is writable
# description: |
#   Whoever breaks into a container wants to leave a program or a changed configuration behind, and
#   cannot where the root file system is read-only. What an application writes there is lost at the
#   next restart anyway; a volume says what it needs.
#
#   Init containers end before the application starts and are left out unless `include-init` asks
#   for them.
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
#         securityContext: {readOnlyRootFilesystem: true}
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
#         securityContext: {readOnlyRootFilesystem: false}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     initContainers:
#       - {name: setup, image: "example.com/setup:1.0"}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext: {readOnlyRootFilesystem: true}
#   ```
#
#   ```yaml bad {"include-init": true}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     initContainers:
#       - {name: setup, image: "example.com/setup:1.0"}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext: {readOnlyRootFilesystem: true}
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
#   level: {recommended: off, strict: warning}
#   on: containers
#   containers: [regular, sidecar, init, ephemeral]
#   aliases:
#     - kube-linter:no-read-only-root-fs
#     - kube-score:container-security-context-readonlyrootfilesystem
#     - polaris:notReadOnlyRootFilesystem
#     - checkov:CKV_K8S_22
#     - trivy:KSV-0014
#     - kubescape:C-0017
#     - kubescape:C-0211
#     - gatekeeper:K8sPSPReadOnlyRootFilesystem
#   params:
#     include-init:
#       default: false
#       description: whether init containers are reported as well
package kubelint.security.read_only_root_missing

deny contains finding if {
	not input.container.securityContext.readOnlyRootFilesystem
	input.pod.os != "windows"
	not left_out
	finding := {
		"message": sprintf("container %q can write to its root file system", [input.container.name]),
		"path": ["securityContext", "readOnlyRootFilesystem"],
		"help": "set `readOnlyRootFilesystem: true` and mount an `emptyDir` where it has to write",
	}
}

left_out if {
	input.container.type == "init"
	not input.params["include-init"]
}
