# METADATA
# title: role may run commands in pods
# description: |
#   A command in a pod has the pod's files, its Secrets and the token of its ServiceAccount, and
#   leaves no trace in the manifests. Before Kubernetes 1.35 `get` is enough for that, since then it
#   takes `create`.
#
#   Rules that name their pods in `resourceNames` are not reported, nor those that allow everything.
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [pods, pods/exec]
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
#       resources: [pods/exec]
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
#   ```yaml bad 1.34
#   # `*` holds the subresources, too.
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: ["*"]
#       verbs: [get]
#   ```
#
#   ```yaml good 1.35
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: ["*"]
#       verbs: [get, patch, delete]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: ["*"]
#       verbs: [get, create]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: ["*/exec"]
#       verbs: [create]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [pods/exec]
#       resourceNames: [toolbox-0]
#       verbs: [create]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [pods/exec]
#       verbs: [delete]
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
#     - polaris:clusterrolePodExecAttach
#     - polaris:rolePodExecAttach
#     - polaris:clusterrolebindingPodExecAttach
#     - polaris:rolebindingClusterRolePodExecAttach
#     - polaris:rolebindingRolePodExecAttach
#     - checkov:CKV2_K8S_2
#     - trivy:KSV-0053
#     - kubescape:C-0002
package kubelint.rbac.rbac_pod_exec

import data.kubelint.lib.rbac

deny contains finding if {
	input.object.rules
	resources := {"pods/exec", "*/exec", "*"}
	verbs := rbac.stream_verbs(input.target.minor)
	some grant in rbac.grants(input.object, {""}, resources, verbs)
	grant.names == []
	where := rbac.where(input.resource.kind, input.links.bindings)
	ability := sprintf("run commands in the pods %s", [where])
	finding := rbac.finding(grant, input.resource, input.links.bindings, ability, help)
}

help := "take it out; `pods/log` is enough to see what a container does"
