# METADATA
# title: role may act as somebody else
# description: |
#   Who may `impersonate` sends requests in the name of another user, group or ServiceAccount and
#   has all their rights, the group `system:masters` included. What it may do otherwise no longer
#   matters.
#
#   Rules that name whom in `resourceNames` are not reported, unless one of them is
#   `system:masters`.
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [users, groups]
#       verbs: [impersonate]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [users]
#       resourceNames: [jane@example.com]
#       verbs: [impersonate]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [groups]
#       resourceNames: [developers, system:masters]
#       verbs: [impersonate]
#   ```
#
#   ```yaml bad
#   # `*` holds the verb, too.
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [serviceaccounts]
#       verbs: ["*"]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [authentication.k8s.io]
#       resources: [userextras/scopes, uids]
#       verbs: [impersonate]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: ["*"]
#       resources: ["*"]
#       verbs: [get, impersonate]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [serviceaccounts]
#       verbs: [create, get]
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
#   aliases: [checkov:CKV2_K8S_3, trivy:KSV-0043, kubescape:C-0065, kubescape:C-0191]
package kubelint.rbac.rbac_impersonate

import data.kubelint.lib.rbac

deny contains finding if {
	input.object.rules
	resources := named | extras
	some grant in rbac.grants(input.object, groups, resources, {"impersonate"})
	anybody(grant.names)
	ability := "act in the name of others"
	finding := rbac.finding(grant, input.resource, input.links.bindings, ability, help)
}

help := "name the users and groups in `resourceNames`, or take `impersonate` out"

groups := {"", "authentication.k8s.io"}

named := {"users", "groups", "serviceaccounts", "uids", "userextras", "*"}

# What follows the `userextras/` of a rule is free.
extras := {resource |
	some rule in input.object.rules
	some resource in rule.resources
	startswith(resource, "userextras/")
}

anybody(names) if names == []

anybody(names) if "system:masters" in names
