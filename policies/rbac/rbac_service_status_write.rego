# METADATA
# title: role may write the status of Services
# description: |
#   The status of a Service holds the addresses of its load balancer, and kube-proxy leads the
#   traffic for them into the cluster. Whoever may write it can put any address there and so get
#   requests that were meant for somebody else.
#
#   Load balancers of one's own need this.
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [services, services/status]
#       verbs: [get, patch]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [services]
#       verbs: [get]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [services/status]
#       verbs: ["*"]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: ["*/status"]
#       verbs: [update]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [services/status]
#       verbs: [get]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [services/status]
#       resourceNames: [web]
#       verbs: [patch]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [serving.knative.dev]
#       resources: [services/status]
#       verbs: [update]
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
#   aliases: [checkov:CKV2_K8S_4]
package kubelint.rbac.rbac_service_status_write

import data.kubelint.lib.rbac

deny contains finding if {
	input.object.rules
	resources := {"services/status", "*/status"}
	some grant in rbac.grants(input.object, {""}, resources, {"update", "patch"})
	grant.names == []
	where := rbac.where(input.resource.kind, input.links.bindings)
	ability := sprintf("set the load balancer addresses of all Services %s", [where])
	finding := rbac.finding(grant, input.resource, input.links.bindings, ability, help)
}

help := "take it out; only what provides load balancers writes it"
