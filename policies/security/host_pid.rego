# METADATA
# title: pod sees the processes of its node
# description: |
#   With the node's process ids a container sees every process there, with its arguments, and as
#   root reads its environment and files through `/proc`. Secrets of all other pods of the node are
#   open to it.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     hostPID: true
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     hostPID: false
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: error
#   on: pods
#   aliases:
#     - kube-linter:host-pid
#     - polaris:hostPIDSet
#     - checkov:CKV_K8S_17
#     - trivy:KSV-0010
#     - kubescape:C-0038
#     - kubescape:C-0275
#     - gatekeeper:K8sPSPHostNamespace
package kubelint.security.host_pid

deny contains finding if {
	input.pod.spec.hostPID == true
	finding := {
		"message": "pod sees all processes of its node (`hostPID: true`)",
		"path": ["spec", "hostPID"],
		"help": "remove `hostPID`; containers of one pod see each other with `shareProcessNamespace`",
	}
}
