# METADATA
# title: role may make tokens of ServiceAccounts
# description: |
#   With a token of a ServiceAccount one is that account, so whoever may make tokens has the rights
#   of all accounts that the role reaches. In `kube-system` there are some that may do everything.
#
#   Rules that name their accounts in `resourceNames` are not reported.
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [serviceaccounts/token]
#       verbs: [create]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [serviceaccounts/token]
#       resourceNames: [web]
#       verbs: [create]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [serviceaccounts/token]
#       verbs: ["*"]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRoleBinding
#   metadata: {name: web}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: web
#   subjects:
#     - {kind: ServiceAccount, name: web, namespace: shop}
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: ["*/token"]
#       verbs: [create]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [serviceaccounts]
#       verbs: [create]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: system:web:controller}
#   rules:
#     - apiGroups: ["*"]
#       resources: ["*"]
#       verbs: ["*"]
#   ```
# custom:
#   level: warning
#   on: [Role, ClusterRole]
#   aliases: [kubescape:C-0282]
package kubelint.rbac.rbac_token_create

import data.kubelint.lib.rbac

deny contains finding if {
	input.object.rules
	resources := {"serviceaccounts/token", "*/token"}
	some grant in rbac.grants(input.object, {""}, resources, {"create"})
	grant.names == []
	where := rbac.where(input.resource.kind, input.links.bindings)
	ability := sprintf("make tokens of all ServiceAccounts %s", [where])
	finding := rbac.finding(grant, input.resource, input.links.bindings, ability, help)
}

help := "name the ServiceAccounts in `resourceNames`"
