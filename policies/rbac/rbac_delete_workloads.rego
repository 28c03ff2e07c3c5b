# METADATA
# title: role may delete workloads or Secrets
# description: |
#   Whoever holds this role, or its token, can stop what runs here with one request. With
#   `deletecollection` that takes a whole namespace at once.
#
#   Rules that name their objects in `resourceNames` are not reported, nor those that allow
#   everything.
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [apps]
#       resources: [deployments, statefulsets]
#       verbs: [get, delete]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [apps]
#       resources: [deployments, statefulsets]
#       verbs: [get]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [pods, secrets]
#       verbs: [deletecollection]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [batch]
#       resources: [jobs]
#       verbs: ["*"]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [configmaps, services]
#       verbs: [delete]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [secrets]
#       resourceNames: [web-cache]
#       verbs: [delete]
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
#   level: off
#   on: [Role, ClusterRole]
#   aliases: [kubescape:C-0007]
package kubelint.rbac.rbac_delete_workloads

import data.kubelint.lib.rbac

deny contains finding if {
	input.object.rules
	some grant in rbac.grants(input.object, groups, resources, {"delete", "deletecollection"})
	grant.names == []
	where := rbac.where(input.resource.kind, input.links.bindings)
	ability := sprintf("delete workloads or Secrets %s", [where])
	finding := rbac.finding(grant, input.resource, input.links.bindings, ability, help)
}

help := "take the verb out, or name the objects in `resourceNames`"

groups := {"", "apps", "batch"}

resources := {
	"cronjobs",
	"daemonsets",
	"deployments",
	"jobs",
	"pods",
	"replicasets",
	"replicationcontrollers",
	"secrets",
	"statefulsets",
}
