# METADATA
# title: role may write all ConfigMaps
# description: |
#   ConfigMaps hold what other programs are told, and whoever may write all of them tells them
#   something else: in `kube-system` the answers of the cluster's DNS. A program mostly writes one
#   or two of its own.
#
#   Rules that name their ConfigMaps in `resourceNames` are not reported, nor those that only allow
#   `create`, which cannot change anything that is there.
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [configmaps]
#       verbs: [get, update]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [configmaps]
#       resourceNames: [web-state]
#       verbs: [get, update]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [configmaps]
#       verbs: ["*"]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [configmaps]
#       verbs: [delete, patch]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [configmaps]
#       verbs: [create, get]
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
#   aliases: [trivy:KSV-0049, kubescape:C-0037]
package kubelint.rbac.rbac_configmap_write

import data.kubelint.lib.rbac

deny contains finding if {
	input.object.rules
	some grant in rbac.grants(input.object, {""}, {"configmaps"}, verbs)
	grant.names == []
	where := rbac.where(input.resource.kind, input.links.bindings)
	ability := sprintf("change all ConfigMaps %s", [where])
	finding := rbac.finding(grant, input.resource, input.links.bindings, ability, help)
}

verbs := {"update", "patch", "delete", "deletecollection"}

help := "name the ConfigMaps that it writes in `resourceNames`"
