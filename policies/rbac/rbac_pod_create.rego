# METADATA
# title: role may create pods
# description: |
#   A pod runs with any ServiceAccount of its namespace and mounts any Secret there, so whoever may
#   create one has all that these may do. It takes no pod for that: a Deployment or a Job makes
#   them.
#
#   Controllers and pipelines need this. The rule is meant for clusters where nobody else has it.
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [apps]
#       resources: [deployments]
#       verbs: [get, create]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [apps]
#       resources: [deployments]
#       verbs: [get]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [pods]
#       verbs: [create]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [batch]
#       resources: [cronjobs, jobs]
#       verbs: ["*"]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [pods/log, services]
#       verbs: [get, create]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [pods]
#       verbs: [patch]
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
#   ```yaml bad {"verbs": ["create", "patch"]}
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [pods]
#       verbs: [patch]
#   ```
#
#   ```yaml good {"resources": ["pods"]}
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [batch]
#       resources: [jobs]
#       verbs: [create]
#   ```
# custom:
#   level: off
#   on: [Role, ClusterRole]
#   aliases: [kube-linter:access-to-create-pods, trivy:KSV-0048, kubescape:C-0188]
#   params:
#     resources:
#       default:
#         - cronjobs
#         - daemonsets
#         - deploymentconfigs
#         - deployments
#         - jobs
#         - pods
#         - replicasets
#         - replicationcontrollers
#         - rollouts
#         - statefulsets
#       description: the resources that make pods
#     verbs:
#       default: [create]
#       description: the verbs that count
package kubelint.rbac.rbac_pod_create

import data.kubelint.lib.rbac

deny contains finding if {
	input.object.rules
	resources := {resource | some resource in input.params.resources}
	verbs := {verb | some verb in input.params.verbs}
	some grant in rbac.grants(input.object, groups, resources, verbs)
	where := rbac.where(input.resource.kind, input.links.bindings)
	ability := sprintf("make pods in%s", [trim_prefix(where, "of")])
	finding := rbac.finding(grant, input.resource, input.links.bindings, ability, help)
}

groups := {"", "apps", "apps.kruise.io", "apps.openshift.io", "argoproj.io", "batch"}

help := "leave that to controllers and pipelines, and give others `get`, `list` and `watch`"
