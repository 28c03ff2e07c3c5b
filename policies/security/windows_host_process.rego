# METADATA
# title: container runs directly on its Windows node
# description: |
#   A `HostProcess` container is no container: its process runs on the node, with the node's files
#   and network and the rights of its account. Whoever takes it over has taken over the node.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     hostNetwork: true
#     securityContext:
#       windowsOptions: {hostProcess: true, runAsUserName: NT AUTHORITY\SYSTEM}
#     containers:
#       - {name: agent, image: "example.com/agent:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     securityContext:
#       windowsOptions: {hostProcess: false, runAsUserName: ContainerUser}
#     containers:
#       - {name: agent, image: "example.com/agent:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     hostNetwork: true
#     containers:
#       - name: agent
#         image: example.com/agent:1.0
#         securityContext:
#           windowsOptions: {hostProcess: true}
#   ```
# custom:
#   level: error
#   on: pods
#   aliases:
#     - polaris:hostProcess
#     - trivy:KSV-0103
#     - kubescape:C-0211
#     - gatekeeper:K8sPSPHostProcess
package kubelint.security.windows_host_process

help := "run it as an ordinary container, unless it has to set up the node itself"

deny contains finding if {
	input.pod.spec.securityContext.windowsOptions.hostProcess == true
	finding := {
		"message": "the pod's containers run directly on the Windows node (`hostProcess: true`)",
		"path": ["spec", "securityContext", "windowsOptions", "hostProcess"],
		"help": help,
	}
}

deny contains finding if {
	some container in input.pod.containers
	container.securityContext.windowsOptions.hostProcess == true
	not input.pod.spec.securityContext.windowsOptions.hostProcess
	finding := {
		"message": sprintf(
			"container %q runs directly on the Windows node (`hostProcess: true`)",
			[container.name],
		),
		"path": array.concat(
			container.path,
			["securityContext", "windowsOptions", "hostProcess"],
		),
		"help": help,
	}
}
