# METADATA
# title: binding refers to a role that is not there
# description: |
#   A binding of a role that does not exist is taken without a word and gives nothing. The program
#   then fails at run time, with messages about missing permissions.
#
#   Roles that Kubernetes or an operator brings along are known, and others can be listed under
#   `[externals]`. Where no role of the kind is among the manifests, only a similar name is
#   reported.
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web-reader, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [pods]
#       verbs: [get, list]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web, namespace: shop}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: Role
#     name: web-raeder
#   subjects:
#     - {kind: ServiceAccount, name: web, namespace: shop}
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web-reader, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [pods]
#       verbs: [get, list]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web, namespace: shop}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: Role
#     name: web-reader
#   subjects:
#     - {kind: ServiceAccount, name: web, namespace: shop}
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRoleBinding
#   metadata: {name: web}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: view
#   subjects:
#     - {kind: ServiceAccount, name: web, namespace: shop}
#   ```
#
#   ```yaml good
#   # The role may well be in another repository.
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web, namespace: shop}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: Role
#     name: web-reader
#   subjects:
#     - {kind: ServiceAccount, name: web, namespace: shop}
#   ```
# custom:
#   level: info
#   on: links
#   links: [role]
#   outcomes: [missing, wrong-namespace]
#   aliases:
#     - polaris:clusterrolebindingPodExecAttach
#     - polaris:rolebindingClusterRolePodExecAttach
#     - polaris:rolebindingRolePodExecAttach
#     - polaris:clusterrolebindingClusterAdmin
package kubelint.rbac.rbac_role_ref_missing

import data.kubelint.lib.link

deny contains link.finding(input.link, message, otherwise) if {
	link.reportable(input.link)
}

message := sprintf("%s %q refers to %s %q, which is not among the manifests", [
	input.resource.kind,
	input.resource.name,
	input.link.target.kind,
	input.link.target.name,
])

otherwise := "create it, or list it under `[externals]` in kubelint.toml"
