# METADATA
# title: binding gives every permission
# description: |
#   The role of this binding allows every verb on every resource, so that its subjects are
#   administrators under another name. Whoever gets into one of their pods can read every Secret and
#   start anything on any node.
#
#   A Role, or a ClusterRole that a RoleBinding gives, only reaches one namespace, and the finding
#   weighs less. The role `cluster-admin` of Kubernetes is the subject of `rbac-cluster-admin-
#   binding`.
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: ["*"]
#       resources: ["*"]
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
#     - apiGroups: [apps]
#       resources: [deployments]
#       verbs: [get, list, watch]
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
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: ["*"]
#       resources: ["*"]
#       verbs: ["*"]
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
#
#   ```yaml bad
#   # All verbs by name are no less.
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [pods]
#       verbs: [get, list]
#     - apiGroups: ["*"]
#       resources: ["*"]
#       verbs: [get, list, watch, create, update, patch, delete]
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
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [apps]
#       resources: ["*"]
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
#     - apiGroups: ["*"]
#       resources: ["*"]
#       verbs: [get, list]
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
#   # Nobody has it.
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
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRoleBinding
#   metadata: {name: web}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: system:web:controller
#   subjects:
#     - {kind: ServiceAccount, name: web, namespace: shop}
#   ```
# custom:
#   level: error
#   on: links
#   links: [role]
#   outcomes: [found]
#   aliases:
#     - polaris:clusterrolebindingClusterAdmin
#     - polaris:rolebindingClusterAdminClusterRole
#     - polaris:rolebindingClusterAdminRole
#     - kubescape:C-0035
package kubelint.rbac.rbac_binding_all_powerful_role

import data.kubelint.lib.rbac

deny contains finding if {
	input.link.outcome == "found"
	target := input.targets[0]
	not rbac.shipped(target.object.kind, target.object.metadata.name)
	indices := [i | some i, rule in target.object.rules; rbac.all_powerful(rule)]
	count(indices) > 0
	finding := {
		"message": sprintf("%s %q gives %s every permission in the %s", [
			input.resource.kind,
			input.resource.name,
			rbac.subjects(input.object.subjects),
			reach[input.resource.kind].text,
		]),
		"path": input.link.path,
		"shift": reach[input.resource.kind].shift,
		"help": "list the resources and verbs that are needed in the role",
		"related": [{
			"of": target.ref,
			"path": ["rules", indices[0]],
			"message": sprintf("%s %q allows everything", [
				target.object.kind,
				target.object.metadata.name,
			]),
		}],
	}
}

reach := {
	"ClusterRoleBinding": {"text": "cluster", "shift": 0},
	"RoleBinding": {"text": "namespace", "shift": -1},
}
