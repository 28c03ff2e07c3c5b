# METADATA
# title: role may talk to the kubelets
# description: |
#   Through `nodes/proxy` one reaches everything that a kubelet offers, among it commands in every
#   container of the node, and the audit log of the API server does not see them. `get` is enough
#   for that, because commands run over a WebSocket.
#
#   Monitoring can do without: the kubelet also takes `nodes/metrics`, `nodes/stats` and
#   `nodes/log`, and since Kubernetes 1.33 `nodes/pods`, `nodes/healthz` and `nodes/configz`.
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [nodes/metrics, nodes/proxy]
#       verbs: [get]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [nodes/metrics, nodes/stats]
#       verbs: [get]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [nodes/proxy]
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
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [nodes, services/proxy]
#       verbs: [get]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [nodes/proxy]
#       verbs: [delete]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: ["*"]
#       verbs: [get]
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
#   aliases: [checkov:CKV2_K8S_2, trivy:KSV-0047, kubescape:C-0279]
package kubelint.rbac.rbac_node_proxy

import data.kubelint.lib.rbac

deny contains finding if {
	input.object.rules
	some grant in rbac.grants(input.object, {""}, {"nodes/proxy", "*/proxy"}, {"create", "get"})
	grant.names == []
	ability := "use the whole API of every kubelet, also to run commands"
	finding := rbac.finding(grant, input.resource, input.links.bindings, ability, help)
}

help := "allow `nodes/metrics`, `nodes/stats` or `nodes/log` instead, whichever it reads"
