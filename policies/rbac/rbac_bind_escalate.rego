# METADATA
# title: role may hand out permissions that it does not have
# description: |
#   Kubernetes lets nobody hand out more than they have, and `bind` and `escalate` are the two verbs
#   that switch this off. Whoever has one of them can make themselves an administrator of all that
#   the role reaches.
#
#   `bind` is not reported where `resourceNames` lists the roles that may be handed out, as long as
#   `cluster-admin` is not one of them.
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [rbac.authorization.k8s.io]
#       resources: [clusterroles]
#       verbs: [bind]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [rbac.authorization.k8s.io]
#       resources: [clusterroles]
#       resourceNames: [view, edit]
#       verbs: [bind]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [rbac.authorization.k8s.io]
#       resources: [clusterroles]
#       resourceNames: [cluster-admin]
#       verbs: [bind]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [rbac.authorization.k8s.io]
#       resources: [roles]
#       resourceNames: [web]
#       verbs: [get, escalate]
#   ```
#
#   ```yaml bad
#   # `*` holds both verbs.
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [rbac.authorization.k8s.io]
#       resources: [clusterroles, roles]
#       verbs: ["*"]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: ["*"]
#       resources: ["*"]
#       verbs: [get, bind]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [rbac.authorization.k8s.io]
#       resources: [rolebindings, roles]
#       verbs: [create, get, update]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [bindings.example.com]
#       resources: [roles]
#       verbs: [bind]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: ["*"]
#       resources: ["*"]
#       verbs: ["*"]
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
#   aliases:
#     - checkov:CKV_K8S_157
#     - checkov:CKV_K8S_158
#     - checkov:CKV2_K8S_1
#     - trivy:KSV-0050
#     - trivy:KSV-0051
#     - trivy:KSV-0052
#     - kubescape:C-0191
package kubelint.rbac.rbac_bind_escalate

import data.kubelint.lib.rbac

deny contains finding if {
	input.object.rules
	some grant in rbac.grants(input.object, groups, resources, {"bind", "escalate"})
	not limited(grant)
	ability := "hand out permissions that it does not have"
	finding := rbac.finding(grant, input.resource, input.links.bindings, ability, help)
}

help := "list the verbs that it needs, and limit `bind` to some roles with `resourceNames`"

groups := {"rbac.authorization.k8s.io"}

resources := {"roles", "clusterroles", "rolebindings", "clusterrolebindings", "*"}

limited(grant) if {
	grant.verbs == ["bind"]
	grant.names != []
	not "cluster-admin" in grant.names
}
