# METADATA
# title: container must not run as root and is told to
# description: |
#   With `runAsNonRoot: true` the kubelet refuses to start a container whose user is 0, whatever
#   the image says. The pod stays in `CreateContainerConfigError` until one of the two settings is
#   taken back.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {runAsNonRoot: true, runAsUser: 0}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {runAsNonRoot: true, runAsUser: 1000}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {runAsNonRoot: true}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#       - name: tool
#         image: example.com/tool:1.0
#         securityContext: {runAsUser: 0}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {runAsUser: 0}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext: {runAsNonRoot: true}
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
#         securityContext: {runAsNonRoot: true, runAsUser: 0}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {runAsNonRoot: true, runAsUser: 0}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext: {runAsUser: 1000}
#       - name: tool
#         image: example.com/tool:1.0
#         securityContext: {runAsNonRoot: false}
#   ```
# custom:
#   level: error
#   on: pods
#   aliases: [kube-linter:run-as-non-root]
#   mutes: [run-as-root-explicit]
package kubelint.security.run_as_non_root_conflict

help := "set `runAsUser` to the id of a user that is not root, or remove `runAsNonRoot`"

# Both from the pod.
deny contains finding if {
	input.pod.spec.securityContext.runAsUser == 0
	input.pod.spec.securityContext.runAsNonRoot == true
	some container in input.pod.containers
	not container.securityContext.runAsUser
	object.get(container, ["securityContext", "runAsNonRoot"], null) == null
	finding := {
		"message": "no container of the pod can start: `runAsNonRoot` forbids `runAsUser: 0`",
		"path": ["spec", "securityContext", "runAsUser"],
		"help": help,
		"related": [{
			"path": ["spec", "securityContext", "runAsNonRoot"],
			"message": "root is forbidden here",
		}],
	}
}

# The user from the container.
deny contains finding if {
	some container in input.pod.containers
	container.securityContext.runAsUser == 0
	container.effective.securityContext.runAsNonRoot == true
	finding := {
		"message": message(container.name),
		"path": array.concat(container.path, ["securityContext", "runAsUser"]),
		"help": help,
		"related": [{"path": forbidding(container), "message": "root is forbidden here"}],
	}
}

# The user from the pod, which the container forbids.
deny contains finding if {
	input.pod.spec.securityContext.runAsUser == 0
	some container in input.pod.containers
	container.securityContext.runAsNonRoot == true
	not container.securityContext.runAsUser
	finding := {
		"message": message(container.name),
		"path": array.concat(container.path, ["securityContext", "runAsNonRoot"]),
		"help": help,
		"related": [{
			"path": ["spec", "securityContext", "runAsUser"],
			"message": "the user is root here",
		}],
	}
}

message(name) := sprintf(
	"container %q cannot start: `runAsNonRoot` forbids `runAsUser: 0`",
	[name],
)

forbidding(container) := array.concat(container.path, ["securityContext", "runAsNonRoot"]) if {
	container.securityContext.runAsNonRoot == true
} else := ["spec", "securityContext", "runAsNonRoot"]
