# METADATA
# title: role may forward ports of pods
# description: |
#   A forwarded port reaches a container past every Service, Ingress and NetworkPolicy, and also
#   what listens on localhost only because it asks for no password. It serves people, and hardly
#   ever a program in the cluster.
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [pods, pods/portforward]
#       verbs: [get, create]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [pods]
#       verbs: [get, create]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [pods/portforward]
#       verbs: ["*"]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [pods/portforward]
#       verbs: [get]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [pods/portforward]
#       resourceNames: [web-0]
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
#   level: off
#   on: [Role, ClusterRole]
#   aliases: [kubescape:C-0063]
package kubelint.rbac.rbac_pod_port_forward

import data.kubelint.lib.rbac

deny contains finding if {
	input.object.rules
	resources := {"pods/portforward", "*/portforward"}
	some grant in rbac.grants(input.object, {""}, resources, {"create"})
	grant.names == []
	where := rbac.where(input.resource.kind, input.links.bindings)
	ability := sprintf("connect to every port of the pods %s", [where])
	finding := rbac.finding(grant, input.resource, input.links.bindings, ability, help)
}

help := "take it out, or name the pods in `resourceNames`"
