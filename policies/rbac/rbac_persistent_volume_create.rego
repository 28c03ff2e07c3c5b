# METADATA
# title: role may create PersistentVolumes
# description: |
#   A PersistentVolume may be a folder of the node, and the Pod Security Standards do not see it
#   behind a claim. Whoever may create one reads and writes the files of every node.
#
#   Provisioners of storage need this.
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [persistentvolumes]
#       verbs: [create, get]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [persistentvolumes]
#       verbs: [get]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [persistentvolumes]
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
#       resources: [persistentvolumeclaims]
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
#   aliases: [kubescape:C-0278]
package kubelint.rbac.rbac_persistent_volume_create

import data.kubelint.lib.rbac

deny contains finding if {
	input.object.rules
	some grant in rbac.grants(input.object, {""}, {"persistentvolumes"}, {"create"})
	ability := "create PersistentVolumes, also of folders of the nodes"
	finding := rbac.finding(grant, input.resource, input.links.bindings, ability, help)
}

help := "take `create` out and let a StorageClass make the volumes, for claims"
