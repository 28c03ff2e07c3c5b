# METADATA
# title: role may delete events
# description: |
#   Events say what happened to pods and who asked for it, and they are the first thing that is
#   looked at after an incident. Kubernetes removes them by itself after an hour, so that only
#   someone who covers up tracks has to delete them.
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: ["", events.k8s.io]
#       resources: [events]
#       verbs: [create, patch, delete]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: ["", events.k8s.io]
#       resources: [events]
#       verbs: [create, patch]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [events]
#       verbs: [deletecollection]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [events.k8s.io]
#       resources: [events]
#       verbs: ["*"]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [example.com]
#       resources: [events]
#       verbs: [delete]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: ["*"]
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
#   level: info
#   on: [Role, ClusterRole]
#   aliases: [kubescape:C-0031]
package kubelint.rbac.rbac_delete_events

import data.kubelint.lib.rbac

deny contains finding if {
	input.object.rules
	groups := {"", "events.k8s.io"}
	some grant in rbac.grants(input.object, groups, {"events"}, {"delete", "deletecollection"})
	where := rbac.where(input.resource.kind, input.links.bindings)
	ability := sprintf("delete the events %s", [where])
	finding := rbac.finding(grant, input.resource, input.links.bindings, ability, help)
}

help := "allow `create` and `patch`, which is all that writing events needs"
