# METADATA
# title: container sees all of the node's /proc
# description: |
#   Runtimes hide those parts of `/proc` that show or change the kernel of the node, and
#   `procMount: Unmasked` shows them again. A process that is root in the container then reads the
#   kernel's memory map and switches the node's settings.
#
#   From Kubernetes 1.35 on, Pod Security lets a pod with a user namespace (`hostUsers: false`)
#   have it, which containers inside of containers need.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: build}
#   spec:
#     containers:
#       - name: build
#         image: example.com/build:1.0
#         securityContext: {procMount: Unmasked}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: build}
#   spec:
#     containers:
#       - name: build
#         image: example.com/build:1.0
#         securityContext: {procMount: Default}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: build}
#   spec:
#     hostUsers: false
#     containers:
#       - name: build
#         image: example.com/build:1.0
#         securityContext: {procMount: Unmasked}
#   ```
#
#   ```yaml bad 1.34
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: build}
#   spec:
#     hostUsers: false
#     containers:
#       - name: build
#         image: example.com/build:1.0
#         securityContext: {procMount: Unmasked}
#   ```
# custom:
#   level: error
#   on: containers
#   containers: [regular, sidecar, init, ephemeral]
#   aliases:
#     - kube-linter:unsafe-proc-mount
#     - polaris:procMount
#     - trivy:KSV-0027
#     - kubescape:C-0211
#     - gatekeeper:K8sPSPProcMount
package kubelint.security.proc_mount_unmasked

deny contains finding if {
	input.container.securityContext.procMount != "Default"
	not tolerated
	finding := {
		"message": sprintf(
			"container %q sees all of the node's `/proc` (`procMount: %s`)",
			[input.container.name, input.container.securityContext.procMount],
		),
		"path": ["securityContext", "procMount"],
		"help": "remove `procMount`, or set `hostUsers: false` for the pod",
		"fix": {"title": "remove `procMount`", "remove": ["securityContext", "procMount"]},
	}
}

tolerated if {
	input.pod.effective.hostUsers == false
	input.target.minor >= 35
}
