# METADATA
# title: role may read Secrets
# description: |
#   Whoever may `list` Secrets gets their content too, so one leaked token of this role gives away
#   every password and key that it reaches. In a ClusterRole that is those of the whole cluster,
#   with the tokens of accounts that may do more.
#
#   Rules that name their Secrets in `resourceNames` are not reported, nor those that allow
#   everything. A ClusterRole weighs as much as a Role when it is bound in namespaces only.
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [configmaps, secrets]
#       verbs: [get, list, watch]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [configmaps]
#       verbs: [get, list, watch]
#     - apiGroups: [""]
#       resources: [secrets]
#       resourceNames: [web-tls]
#       verbs: [get]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [secrets]
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
#       resources: [secrets]
#       verbs: [get]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web, namespace: shop}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: web
#   subjects:
#     - {kind: ServiceAccount, name: web, namespace: shop}
#   ```
#
#   ```yaml bad
#   # Who may read everything may read the Secrets.
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: ["*"]
#       resources: ["*"]
#       verbs: [get, list, watch]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata:
#     name: web
#     labels:
#       rbac.authorization.k8s.io/aggregate-to-admin: "true"
#   rules:
#     - apiGroups: [""]
#       resources: [secrets]
#       verbs: [get]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [secrets]
#       verbs: [create, delete]
#   ```
#
#   ```yaml good
#   # A resource of another API group.
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [example.com]
#       resources: [secrets]
#       verbs: [get]
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
#   # Kubernetes brings such roles along.
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: system:web}
#   rules:
#     - apiGroups: [""]
#       resources: [secrets]
#       verbs: [get]
#   ```
#
#   ```yaml bad {"verbs": ["create"]}
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [secrets]
#       verbs: [create]
#   ```
#
#   ```yaml good {"bound-only": true}
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [secrets]
#       verbs: [get]
#   ```
#
#   ```yaml bad {"bound-only": true}
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [secrets]
#       verbs: [get]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web, namespace: shop}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: Role
#     name: web
#   subjects:
#     - {kind: ServiceAccount, name: web, namespace: shop}
#   ```
# custom:
#   level: info
#   on: [Role, ClusterRole]
#   aliases:
#     - kube-linter:access-to-secrets
#     - checkov:CKV2_K8S_5
#     - trivy:KSV-0041
#     - trivy:KSV-0113
#     - kubescape:C-0015
#     - kubescape:C-0186
#   params:
#     verbs:
#       default: [get, list, watch]
#       description: the verbs that count
#     bound-only:
#       default: false
#       description: whether only roles count that a binding among the manifests gives to somebody
package kubelint.rbac.rbac_secrets_access

import data.kubelint.lib.rbac

deny contains finding if {
	input.object.rules
	verbs := {verb | some verb in input.params.verbs}
	some grant in rbac.grants(input.object, {""}, {"secrets", "*"}, verbs)
	grant.names == []
	counts
	where := rbac.where(input.resource.kind, input.links.bindings)
	ability := sprintf("access all Secrets %s", [where])
	found := rbac.finding(grant, input.resource, input.links.bindings, ability, help)
	finding := object.union(found, {"shift": shift})
}

help := "name the Secrets that it needs in `resourceNames`, or take the rule out"

counts if not input.params["bound-only"]

counts if count(input.links.bindings) > 0

default shift := 0

# The Secrets of the whole cluster weigh more.
shift := 1 if {
	input.resource.kind == "ClusterRole"
	not rbac.only_in_namespaces(input.links.bindings)
	not rbac.aggregated(input.object)
}
