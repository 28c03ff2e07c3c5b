# METADATA
# title: role is given to nobody
# description: |
#   Nothing among the manifests binds this role, so it gives nothing to anybody. It is left over, or
#   the binding was forgotten.
#
#   Asked are only manifests that have a binding at all, since others may be bound from elsewhere.
#   ClusterRoles that are collected by the labels of another one need no binding.
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [pods]
#       verbs: [get, list]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: old, namespace: shop}
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
#     name: web
#   subjects:
#     - {kind: ServiceAccount, name: web, namespace: shop}
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
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
#       resources: [pods]
#       verbs: [get, list]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: old}
#   rules:
#     - apiGroups: [""]
#       resources: [pods]
#       verbs: [get, list]
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
#   ```yaml good
#   # The binding may well be in another repository.
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [pods]
#       verbs: [get, list]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [pods]
#       verbs: [get, list]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata:
#     name: extra
#     labels:
#       rbac.authorization.k8s.io/aggregate-to-view: "true"
#   rules:
#     - apiGroups: [""]
#       resources: [pods]
#       verbs: [get, list]
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
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [pods]
#       verbs: [get, list]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata:
#     name: extra
#     labels:
#       rbac.example.com/aggregate-to-web: "true"
#   rules:
#     - apiGroups: [""]
#       resources: [pods]
#       verbs: [get, list]
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
# custom:
#   level: off
#   on: [Role, ClusterRole]
package kubelint.rbac.rbac_role_unbound

import data.kubelint.lib.rbac

deny contains finding if {
	not rbac.shipped(input.resource.kind, input.resource.name)
	input.links.bindings == []
	not collected
	not input.links.unit.open
	some kind in ["RoleBinding", "ClusterRoleBinding"]
	input.links.unit.kinds[kind] > 0
	finding := {
		"message": sprintf("no binding gives %s %q to anybody", [
			input.resource.kind,
			input.resource.name,
		]),
		"path": ["metadata", "name"],
		"help": "add a binding, or delete the role",
	}
}

collected if {
	some label, _ in input.object.metadata.labels
	contains(label, "/aggregate-to-")
}
