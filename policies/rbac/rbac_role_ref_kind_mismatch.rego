# METADATA
# title: binding refers to a role as the wrong kind
# description: |
#   A Role and a ClusterRole of one name are two things, and a binding of the one that does not
#   exist gives nothing. Since `roleRef` cannot be changed afterwards, the binding has to be deleted
#   to put it right.
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web-reader}
#   rules:
#     - apiGroups: [""]
#       resources: [pods]
#       verbs: [get, list]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web, namespace: shop}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: Role
#     name: web-reader
#   subjects:
#     - {kind: ServiceAccount, name: web, namespace: shop}
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web-reader}
#   rules:
#     - apiGroups: [""]
#       resources: [pods]
#       verbs: [get, list]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web, namespace: shop}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: web-reader
#   subjects:
#     - {kind: ServiceAccount, name: web, namespace: shop}
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web-reader, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [pods]
#       verbs: [get, list]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web, namespace: shop}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: web-reader
#   subjects:
#     - {kind: ServiceAccount, name: web, namespace: shop}
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web, namespace: shop}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: Role
#     name: view
#   subjects:
#     - {kind: ServiceAccount, name: web, namespace: shop}
#   ```
#
#   ```yaml bad
#   # A ClusterRoleBinding only takes ClusterRoles.
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web-reader, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [pods]
#       verbs: [get, list]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRoleBinding
#   metadata: {name: web}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: Role
#     name: web-reader
#   subjects:
#     - {kind: ServiceAccount, name: web, namespace: shop}
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: view, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [pods]
#       verbs: [get, list]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web, namespace: shop}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: Role
#     name: view
#   subjects:
#     - {kind: ServiceAccount, name: web, namespace: shop}
#   ```
# custom:
#   level: error
#   on: links
#   links: [role]
#   outcomes: [found, external, optional, missing, wrong-namespace, wrong-kind]
#   mutes: [rbac-role-ref-missing]
package kubelint.rbac.rbac_role_ref_kind_mismatch

deny contains finding if {
	input.link.outcome == "wrong-kind"
	not cluster_wide
	some found in input.link.to
	finding := {
		"message": sprintf("%s %q refers to %s %q, which is a %s", [
			input.resource.kind,
			input.resource.name,
			input.link.target.kind,
			input.link.target.name,
			found.kind,
		]),
		"path": path,
		"help": sprintf("write `kind: %s`", [found.kind]),
		"related": [{"of": found.ref, "path": ["kind"], "message": "of this kind"}],
		"fix": fix(found.kind),
	}
}

deny contains finding if {
	input.link.outcome != "found"
	input.link.outcome != "wrong-kind"
	input.link.target.kind == "Role"
	not cluster_wide
	input.link.target.name in {"admin", "cluster-admin", "edit", "view"}
	finding := {
		"message": sprintf("%s %q refers to Role %q, which is a ClusterRole of Kubernetes", [
			input.resource.kind,
			input.resource.name,
			input.link.target.name,
		]),
		"path": path,
		"help": "write `kind: ClusterRole`",
		"fix": fix("ClusterRole"),
	}
}

deny contains finding if {
	cluster_wide
	finding := {
		"message": sprintf("ClusterRoleBinding %q refers to a Role, and only takes ClusterRoles", [
			input.resource.name,
		]),
		"path": path,
		"help": "make it a RoleBinding in the namespace of the Role, or the Role a ClusterRole",
	}
}

path := ["roleRef", "kind"]

cluster_wide if {
	input.resource.kind == "ClusterRoleBinding"
	input.object.roleRef.kind == "Role"
}

fix(kind) := {"set": path, "value": kind, "title": sprintf("change the kind to %s", [kind])}
