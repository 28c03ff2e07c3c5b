# METADATA
# title: pod has no security context
# description: |
#   The security context of the pod is where user, group and seccomp profile of all its containers
#   are set once. Without one each of them is what the image and the runtime happen to choose.
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
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {runAsNonRoot: true}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: off
#   on: pods
#   aliases:
#     - checkov:CKV_K8S_29
#     - trivy:KSV-0118
#     - kubescape:C-0211
package kubelint.security.security_context_missing_pod

deny contains finding if {
	input.pod.effective.securityContext == {}
	finding := {
		"message": "pod has no security context",
		"path": ["spec", "securityContext"],
		"help": "set `securityContext`, for example `runAsNonRoot: true`",
	}
}
