# METADATA
# title: role may change the admission of objects
# description: |
#   A webhook sees and may change every object on its way into the cluster, Secrets included, so
#   whoever may set one up can read and alter everything. Whoever may delete one switches off the
#   checks that others rely on.
#
#   Rules that name their configurations in `resourceNames` are not reported. `create` cannot be
#   limited so: have the configuration applied with the manifests.
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [admissionregistration.k8s.io]
#       resources: [validatingwebhookconfigurations]
#       verbs: [get, update]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [admissionregistration.k8s.io]
#       resources: [validatingwebhookconfigurations]
#       resourceNames: [web]
#       verbs: [get, update]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [admissionregistration.k8s.io]
#       resources: [mutatingwebhookconfigurations]
#       verbs: ["*"]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [admissionregistration.k8s.io]
#       resources: [validatingadmissionpolicies, validatingadmissionpolicybindings]
#       verbs: [delete]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [admissionregistration.k8s.io]
#       resources: [mutatingwebhookconfigurations]
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
#   aliases: [checkov:CKV_K8S_155, trivy:KSV-0114, kubescape:C-0281]
package kubelint.rbac.rbac_admission_webhook_write

import data.kubelint.lib.rbac

deny contains finding if {
	input.object.rules
	some grant in rbac.grants(input.object, groups, resources, verbs)
	grant.names == []
	ability := "change how objects are admitted to the cluster"
	finding := rbac.finding(grant, input.resource, input.links.bindings, ability, help)
}

groups := {"admissionregistration.k8s.io"}

resources := {
	"mutatingwebhookconfigurations",
	"validatingwebhookconfigurations",
	"mutatingadmissionpolicies",
	"mutatingadmissionpolicybindings",
	"validatingadmissionpolicies",
	"validatingadmissionpolicybindings",
}

verbs := {"create", "update", "patch", "delete", "deletecollection"}

help := "name the configurations that it keeps up to date in `resourceNames`"
