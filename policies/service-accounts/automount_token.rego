# METADATA
# title: pod gets a token that it has no use for
# description: |
#   Every pod gets a token for the API server unless it says no, and whoever gets into the container
#   has it. Where no binding gives the ServiceAccount anything, the program can do without.
#
#   A pod whose ServiceAccount has a binding among the manifests, or that mounts a token of its own
#   choice, is not reported. Set `strict` to have both reported, too.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     automountServiceAccountToken: false
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: ServiceAccount
#   metadata: {name: web, namespace: shop}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     serviceAccountName: web
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: ServiceAccount
#   metadata: {name: web, namespace: shop}
#   automountServiceAccountToken: false
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     serviceAccountName: web
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: ServiceAccount
#   metadata: {name: web, namespace: shop}
#   automountServiceAccountToken: false
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     serviceAccountName: web
#     automountServiceAccountToken: true
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: ServiceAccount
#   metadata: {name: web, namespace: shop}
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web, namespace: shop}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: view
#   subjects:
#     - {kind: ServiceAccount, name: web, namespace: shop}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     serviceAccountName: web
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     serviceAccountName: web
#     volumes:
#       - name: token
#         projected:
#           sources:
#             - serviceAccountToken: {audience: vault, path: token}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad {"strict": true}
#   apiVersion: v1
#   kind: ServiceAccount
#   metadata: {name: web, namespace: shop}
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web, namespace: shop}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: view
#   subjects:
#     - {kind: ServiceAccount, name: web, namespace: shop}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     serviceAccountName: web
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad {"strict": true}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     serviceAccountName: web
#     volumes:
#       - name: token
#         projected:
#           sources:
#             - serviceAccountToken: {audience: vault, path: token}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good {"strict": true}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     automountServiceAccountToken: false
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: {recommended: off, strict: warning}
#   on: pods
#   aliases:
#     - polaris:automountServiceAccountToken
#     - checkov:CKV_K8S_38
#     - trivy:KSV-0036
#     - kubescape:C-0034
#     - kubescape:C-0053
#     - kubescape:C-0190
#     - kubescape:C-0261
#     - gatekeeper:K8sPSPAutomountServiceAccountTokenPod
#   params:
#     strict:
#       default: false
#       description: whether pods are reported, too, whose ServiceAccount has a binding
package kubelint.service_accounts.automount_token

import data.kubelint.lib.service_account

deny contains finding if {
	not input.pod.spec.automountServiceAccountToken == false
	service_account.mounts_token(input.pod.spec, input.links.serviceAccount)
	useless
	finding := {
		"message": sprintf("pod gets the token of ServiceAccount %q", [account]),
		"path": path,
		"help": "set `automountServiceAccountToken: false`, unless it talks to the API server",
		"fix": {"set": path, "value": false, "title": "do not mount the token"},
	}
}

path := ["spec", "automountServiceAccountToken"]

account := input.links.serviceAccount.name

useless if input.params.strict

useless if {
	input.links.serviceAccount.bindings == []
	not service_account.projects_token(input.pod.spec)
}
