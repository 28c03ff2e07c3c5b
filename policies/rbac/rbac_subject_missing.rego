# METADATA
# title: binding names a ServiceAccount that is not there
# description: |
#   A binding for a ServiceAccount that does not exist is taken without a word and gives nothing to
#   the one that was meant. The program then fails at run time, with messages about missing
#   permissions.
#
#   Where the namespace has no other ServiceAccount among the manifests, only a similar name is
#   reported. `default` exists in every namespace.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: ServiceAccount
#   metadata: {name: web-reader, namespace: shop}
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web, namespace: shop}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: view
#   subjects:
#     - {kind: ServiceAccount, name: web-raeder, namespace: shop}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: ServiceAccount
#   metadata: {name: web-reader, namespace: shop}
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web, namespace: shop}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: view
#   subjects:
#     - {kind: ServiceAccount, name: web-reader, namespace: shop}
#   ```
#
#   ```yaml good
#   # The account may well be in another repository.
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web, namespace: shop}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: view
#   subjects:
#     - {kind: ServiceAccount, name: web-reader, namespace: shop}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: ServiceAccount
#   metadata: {name: web-reader, namespace: shop}
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web, namespace: shop}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: view
#   subjects:
#     - {kind: ServiceAccount, name: default, namespace: shop}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: ServiceAccount
#   metadata: {name: web-reader, namespace: shop}
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web, namespace: shop}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: view
#   subjects:
#     - {kind: User, name: "jane@example.com", apiGroup: rbac.authorization.k8s.io}
#   ```
# custom:
#   level: info
#   on: links
#   links: [subject]
#   outcomes: [missing, wrong-namespace]
package kubelint.rbac.rbac_subject_missing

import data.kubelint.lib.link

deny contains link.finding(input.link, message, otherwise) if {
	link.reportable(input.link)
}

message := sprintf("%s %q is for ServiceAccount %q, which is not among the manifests", [
	input.resource.kind,
	input.resource.name,
	input.link.target.name,
])

otherwise := "create it, or list it under `[externals]` in kubelint.toml"
