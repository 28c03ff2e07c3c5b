# METADATA
# title: pod shares the memory segments of its node
# description: |
#   With the node's IPC namespace a container reads and writes the shared memory and the queues of
#   every process there that uses them. Two such pods also get in each other's way without a word.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     hostIPC: true
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     hostIPC: false
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: error
#   on: pods
#   aliases:
#     - kube-linter:host-ipc
#     - polaris:hostIPCSet
#     - checkov:CKV_K8S_18
#     - trivy:KSV-0008
#     - kubescape:C-0038
#     - kubescape:C-0276
#     - gatekeeper:K8sPSPHostNamespace
package kubelint.security.host_ipc

deny contains finding if {
	input.pod.spec.hostIPC == true
	finding := {
		"message": "pod shares the memory segments and queues of its node (`hostIPC: true`)",
		"path": ["spec", "hostIPC"],
		"help": "remove `hostIPC`; containers of one pod share an `emptyDir` with `medium: Memory`",
	}
}
