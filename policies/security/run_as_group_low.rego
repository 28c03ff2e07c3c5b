# METADATA
# title: container runs under a low group id
# description: |
#   Group ids of containers are those of the node, so that a low one is likely to belong to a group
#   there. A process that leaves its container then has what that group may read and write; a high
#   id owns nothing.
#
#   The threshold is a convention that OpenShift's own ranges and many images do not follow, so the
#   rule is off. Group 0 is the matter of `run-as-root-group`, and a pod with a user namespace
#   (`hostUsers: false`) has ids of its own.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {runAsGroup: 1000}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {runAsGroup: 10001}
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
#         securityContext: {runAsGroup: 101}
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
#     securityContext: {runAsGroup: 1000}
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
#     - trivy:KSV-0021
#     - gatekeeper:K8sPSPAllowedUsers
#   params:
#     min:
#       default: 10000
#       description: the lowest group id that is accepted
package kubelint.security.run_as_group_low

deny contains finding if {
	input.pod.spec.securityContext.runAsGroup < input.params.min
	input.pod.spec.securityContext.runAsGroup > 0
	input.pod.effective.hostUsers
	some container in input.pod.containers
	not container.securityContext.runAsGroup
	finding := {
		"message": sprintf(
			"the pod's containers run as group %d, below %d",
			[input.pod.spec.securityContext.runAsGroup, input.params.min],
		),
		"path": ["spec", "securityContext", "runAsGroup"],
		"help": help,
	}
}

deny contains finding if {
	some container in input.pod.containers
	group := container.securityContext.runAsGroup
	group < input.params.min
	group > 0
	input.pod.effective.hostUsers
	finding := {
		"message": sprintf(
			"container %q runs as group %d, below %d",
			[container.name, group, input.params.min],
		),
		"path": array.concat(container.path, ["securityContext", "runAsGroup"]),
		"help": help,
	}
}

deny contains finding if {
	some container in input.pod.containers
	not container.effective.securityContext.runAsGroup
	input.pod.effective.hostUsers
	input.pod.os != "windows"
	finding := {
		"message": sprintf("container %q sets no group id", [container.name]),
		"path": array.concat(container.path, ["securityContext", "runAsGroup"]),
		"help": help,
	}
}

help := sprintf("set `runAsGroup` to %d or above", [input.params.min])
