# METADATA
# title: role may approve client certificates
# description: |
#   The API server believes what a certificate of its own signers says about who somebody is, so
#   whoever approves or signs requests decides who is an administrator. Such a certificate cannot be
#   taken back, it only runs out.
#
#   Approving takes two permissions, and a role whose rules for `signers` are all about signers of
#   others, such as those of cert-manager, is not reported: the API server does not trust these.
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [certificates.k8s.io]
#       resources: [certificatesigningrequests/approval]
#       verbs: [update]
#     - apiGroups: [certificates.k8s.io]
#       resources: [signers]
#       verbs: [approve]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [certificates.k8s.io]
#       resources: [certificatesigningrequests/approval]
#       verbs: [update]
#     - apiGroups: [certificates.k8s.io]
#       resources: [signers]
#       resourceNames: [example.com/*]
#       verbs: [approve]
#   ```
#
#   ```yaml bad
#   # The other permission may come from another role.
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [certificates.k8s.io]
#       resources: [certificatesigningrequests/approval]
#       verbs: [patch]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [certificates.k8s.io]
#       resources: [signers]
#       resourceNames: [kubernetes.io/kube-apiserver-client]
#       verbs: [sign]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [certificates.k8s.io]
#       resources: ["*"]
#       verbs: [approve]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [certificates.k8s.io]
#       resources: [certificatesigningrequests]
#       verbs: [create, get, list, watch]
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
#   aliases: [checkov:CKV_K8S_156, kubescape:C-0280]
package kubelint.rbac.rbac_csr_approve

import data.kubelint.lib.rbac

deny contains finding if {
	input.object.rules
	some grant in signers
	own(grant.names)
	ability := "make client certificates for anybody"
	finding := rbac.finding(grant, input.resource, input.links.bindings, ability, help)
}

deny contains finding if {
	input.object.rules
	resources := {"certificatesigningrequests/approval", "*/approval"}
	some grant in rbac.grants(input.object, groups, resources, {"update", "patch"})
	signers == []
	ability := "approve client certificates"
	finding := rbac.finding(grant, input.resource, input.links.bindings, ability, help)
}

groups := {"certificates.k8s.io"}

signers := rbac.grants(input.object, groups, {"signers", "*"}, {"approve", "sign"})

help := "allow `approve` and `sign` only for signers of your own, with `resourceNames`"

# Whether the API server takes the certificates of one of the signers.
own(names) if names == []

own(names) if {
	some name in names
	startswith(name, "kubernetes.io/")
}
