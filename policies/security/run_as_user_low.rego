# METADATA
# title: container runs under a low user id
# description: |
#   User ids of containers are those of the node, so that a low one is likely to belong to an
#   account there. A process that leaves its container then has that account's files; a high id
#   owns nothing.
#
#   The threshold is a convention that OpenShift's own ranges and many images do not follow, so the
#   rule is off. User 0 is the matter of `run-as-root-explicit`, and a pod with a user namespace
#   (`hostUsers: false`) has ids of its own.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {runAsUser: 1000}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {runAsUser: 10001}
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
#         securityContext: {runAsUser: 101}
#   ```
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
#   ```yaml good {"min": 1000}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {runAsUser: 1000}
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
#   on: pods
#   aliases:
#     - kube-score:container-security-context-user-group-id
#     - checkov:CKV_K8S_40
#     - trivy:KSV-0020
#     - gatekeeper:K8sPSPAllowedUsers
#   params:
#     min:
#       default: 10000
#       description: the lowest user id that is accepted
package kubelint.security.run_as_user_low

deny contains finding if {
	input.pod.spec.securityContext.runAsUser < input.params.min
	input.pod.spec.securityContext.runAsUser > 0
	input.pod.effective.hostUsers
	some container in input.pod.containers
	not container.securityContext.runAsUser
	finding := {
		"message": sprintf(
			"the pod's containers run as user %d, below %d",
			[input.pod.spec.securityContext.runAsUser, input.params.min],
		),
		"path": ["spec", "securityContext", "runAsUser"],
		"help": help,
	}
}

deny contains finding if {
	some container in input.pod.containers
	user := container.securityContext.runAsUser
	user < input.params.min
	user > 0
	input.pod.effective.hostUsers
	finding := {
		"message": sprintf(
			"container %q runs as user %d, below %d",
			[container.name, user, input.params.min],
		),
		"path": array.concat(container.path, ["securityContext", "runAsUser"]),
		"help": help,
	}
}

deny contains finding if {
	some container in input.pod.containers
	not container.effective.securityContext.runAsUser
	input.pod.effective.hostUsers
	input.pod.os != "windows"
	finding := {
		"message": sprintf("container %q sets no user id", [container.name]),
		"path": array.concat(container.path, ["securityContext", "runAsUser"]),
		"help": help,
	}
}

help := sprintf("set `runAsUser` to %d or above", [input.params.min])
