# METADATA
# title: container is told to run as root
# description: |
#   A process with user id 0 that leaves its container, through a bug or a mounted path, is root on
#   the node as well. A user of its own costs one line, and most of what seems to need root needs a
#   writable folder only.
#
#   A pod with a user namespace (`hostUsers: false`) is not reported: its root is an ordinary user
#   on the node.
#
#   ```yaml bad
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
#     securityContext: {runAsUser: 1000}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
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
#         securityContext: {runAsUser: 0}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {runAsNonRoot: false}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
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
#         securityContext: {runAsNonRoot: false}
#   ```
#
#   What a container sets counts more than what its pod sets:
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {runAsUser: 0}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext: {runAsUser: 1000}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {runAsUser: 1000}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext: {runAsNonRoot: false}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     hostUsers: false
#     securityContext: {runAsUser: 0}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad {"relax-when-host-users-false": false}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     hostUsers: false
#     securityContext: {runAsUser: 0}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: warning
#   on: pods
#   aliases:
#     - kube-linter:run-as-non-root
#     - kube-score:container-security-context-user-group-id
#     - polaris:runAsRootAllowed
#     - checkov:CKV_K8S_23
#     - trivy:KSV-0012
#     - trivy:KSV-0105
#     - kubescape:C-0013
#     - kubescape:C-0211
#     - gatekeeper:K8sPSPAllowedUsers
#   params:
#     relax-when-host-users-false:
#       default: true
#       description: whether a pod with a user namespace may run as root
#   mutes: [run-as-non-root-missing]
package kubelint.security.run_as_root_explicit

help := "set `runAsNonRoot: true`, and `runAsUser: 1000` where the image names no user"

# The pod's user, for the containers that name none of their own.
deny contains finding if {
	input.pod.spec.securityContext.runAsUser == 0
	not relaxed
	some container in input.pod.containers
	not container.securityContext.runAsUser
	not container.effective.securityContext.runAsNonRoot
	finding := {
		"message": "the pod's containers run as root (`runAsUser: 0`)",
		"path": ["spec", "securityContext", "runAsUser"],
		"help": help,
	}
}

deny contains finding if {
	some container in input.pod.containers
	container.securityContext.runAsUser == 0
	not relaxed
	not container.effective.securityContext.runAsNonRoot
	finding := {
		"message": sprintf("container %q runs as root (`runAsUser: 0`)", [container.name]),
		"path": array.concat(container.path, ["securityContext", "runAsUser"]),
		"help": help,
	}
}

deny contains finding if {
	input.pod.spec.securityContext.runAsNonRoot == false
	not relaxed
	some container in input.pod.containers
	container.effective.securityContext.runAsNonRoot == false
	object.get(container, ["securityContext", "runAsNonRoot"], null) == null
	not container.effective.securityContext.runAsUser
	finding := {
		"message": "the pod's containers may run as root (`runAsNonRoot: false`)",
		"path": ["spec", "securityContext", "runAsNonRoot"],
		"help": help,
	}
}

deny contains finding if {
	some container in input.pod.containers
	container.securityContext.runAsNonRoot == false
	not relaxed
	not container.effective.securityContext.runAsUser
	finding := {
		"message": sprintf("container %q may run as root (`runAsNonRoot: false`)", [container.name]),
		"path": array.concat(container.path, ["securityContext", "runAsNonRoot"]),
		"help": help,
	}
}

relaxed if {
	input.pod.effective.hostUsers == false
	input.params["relax-when-host-users-false"]
}
