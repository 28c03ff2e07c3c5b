# METADATA
# title: process belongs to the root group
# description: |
#   Group 0 of a container is group 0 of the node, which may read and write files there that nobody
#   else may. A process that leaves its container, or is given a folder of the node, has those
#   rights.
#
#   Images made for OpenShift use group 0 on purpose, so this is worth a look and no more. Where
#   the process is root as well, `run-as-root-explicit` says it.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {runAsUser: 1000, runAsGroup: 0}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {runAsUser: 1000, runAsGroup: 1000}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {fsGroup: 0}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {supplementalGroups: [2000, 0]}
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
#         securityContext: {runAsUser: 1000, runAsGroup: 0}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {runAsUser: 0, runAsGroup: 0, fsGroup: 0}
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
#     securityContext: {runAsUser: 1000, runAsGroup: 0}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: info
#   on: pods
#   aliases:
#     - kube-linter:run-as-non-root
#     - kube-score:container-security-context-user-group-id
#     - trivy:KSV-0116
#     - gatekeeper:K8sPSPAllowedUsers
package kubelint.security.run_as_root_group

help := "name a group that is not 0, unless the image needs it (as those for OpenShift do)"

deny contains finding if {
	input.pod.spec.securityContext.runAsGroup == 0
	input.pod.effective.hostUsers
	some container in input.pod.containers
	not container.securityContext.runAsGroup
	container.effective.securityContext.runAsGroup == 0
	not is_root(container)
	finding := {
		"message": "the pod's containers run in the root group (`runAsGroup: 0`)",
		"path": ["spec", "securityContext", "runAsGroup"],
		"help": help,
	}
}

deny contains finding if {
	some container in input.pod.containers
	container.securityContext.runAsGroup == 0
	input.pod.effective.hostUsers
	not is_root(container)
	finding := {
		"message": sprintf("container %q runs in the root group (`runAsGroup: 0`)", [container.name]),
		"path": array.concat(container.path, ["securityContext", "runAsGroup"]),
		"help": help,
	}
}

deny contains finding if {
	input.pod.spec.securityContext.fsGroup == 0
	input.pod.effective.hostUsers
	some container in input.pod.containers
	not is_root(container)
	finding := {
		"message": "the pod's volumes and processes belong to the root group (`fsGroup: 0`)",
		"path": ["spec", "securityContext", "fsGroup"],
		"help": help,
	}
}

deny contains finding if {
	some i, 0 in input.pod.spec.securityContext.supplementalGroups
	input.pod.effective.hostUsers
	some container in input.pod.containers
	not is_root(container)
	finding := {
		"message": "the pod's containers belong to the root group (`supplementalGroups`)",
		"path": ["spec", "securityContext", "supplementalGroups", i],
		"help": help,
	}
}

is_root(container) if container.effective.securityContext.runAsUser == 0
