# METADATA
# title: role may attach to pods
# description: |
#   Whoever attaches to a container reads what it writes and types into it where it reads from
#   standard input. With a shell or a REPL as main process that is as good as running commands.
#   Before Kubernetes 1.35 `get` is enough for that, since then it takes `create`.
#
#   Rules that name their pods in `resourceNames` are not reported. What `*` among the resources
#   means for pods is said by `rbac-pod-exec` alone.
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [pods, pods/attach]
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
#       resources: [pods/attach]
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
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: ["*/attach"]
#       verbs: [create]
#   ```
#
#   ```yaml bad 1.34
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [pods/attach]
#       verbs: [get]
#   ```
#
#   ```yaml good 1.35
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [pods/attach]
#       verbs: [get]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [pods/attach]
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
#       resources: ["*"]
#       verbs: [get, list, watch]
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
#     - trivy:KSV-0054
package kubelint.rbac.rbac_pod_attach

import data.kubelint.lib.rbac

deny contains finding if {
	input.object.rules
	resources := {"pods/attach", "*/attach"}
	verbs := rbac.stream_verbs(input.target.minor)
	some grant in rbac.grants(input.object, {""}, resources, verbs)
	grant.names == []
	where := rbac.where(input.resource.kind, input.links.bindings)
	ability := sprintf("attach to the containers %s", [where])
	finding := rbac.finding(grant, input.resource, input.links.bindings, ability, help)
}

help := "take it out; `pods/log` is enough to read what a container writes"
