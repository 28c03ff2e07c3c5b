# METADATA
# title: pod does not run in a hardened runtime
# description: |
#   In an ordinary runtime a container shares the kernel of its node, and one hole in it is enough
#   to get out. Runtimes such as gVisor and Kata Containers put a kernel of their own in between,
#   which code that nobody trusts should have.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: sandbox}
#   spec:
#     containers:
#       - {name: sandbox, image: "example.com/sandbox:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: sandbox}
#   spec:
#     runtimeClassName: gvisor
#     containers:
#       - {name: sandbox, image: "example.com/sandbox:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: sandbox}
#   spec:
#     runtimeClassName: nvidia
#     containers:
#       - {name: sandbox, image: "example.com/sandbox:1.0"}
#   ```
#
#   ```yaml good {"approved": ["kata-qemu"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: sandbox}
#   spec:
#     runtimeClassName: kata-qemu
#     containers:
#       - {name: sandbox, image: "example.com/sandbox:1.0"}
#   ```
# custom:
#   level: off
#   on: pods
#   aliases: [kubescape:C-0297]
#   params:
#     approved:
#       default: [gvisor, kata]
#       description: the runtime classes that are accepted
package kubelint.security.runtime_class_not_hardened

help := sprintf("set `runtimeClassName` to one of %s", [concat(", ", input.params.approved)])

deny contains finding if {
	name := input.pod.spec.runtimeClassName
	is_string(name)
	not name in input.params.approved
	finding := {
		"message": sprintf("runtime class %q is not a hardened one", [name]),
		"path": ["spec", "runtimeClassName"],
		"help": help,
	}
}

deny contains finding if {
	input.pod.os != "windows"
	not input.pod.spec.runtimeClassName
	finding := {
		"message": "pod names no runtime class and runs in the ordinary runtime",
		"path": ["spec", "runtimeClassName"],
		"help": help,
	}
}
