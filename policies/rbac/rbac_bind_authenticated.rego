# METADATA
# title: binding gives permissions to everybody
# description: |
#   Every user, every pod and, with some providers, everybody with an account there is in the group
#   `system:authenticated`. What is given to it is given to whoever gets hold of any token at all.
#
#   The roles that tell clients what the API server offers are meant for everybody. A role that
#   reaches workloads or Secrets weighs more.
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [example.com]
#       resources: [reports]
#       verbs: [get]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRoleBinding
#   metadata: {name: web}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: web
#   subjects:
#     - {kind: Group, name: "system:authenticated", apiGroup: rbac.authorization.k8s.io}
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [example.com]
#       resources: [reports]
#       verbs: [get]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRoleBinding
#   metadata: {name: web}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: web
#   subjects:
#     - {kind: Group, name: "reporters", apiGroup: rbac.authorization.k8s.io}
#   ```
#
#   ```yaml bad
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
#     - {kind: Group, name: "system:authenticated", apiGroup: rbac.authorization.k8s.io}
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRoleBinding
#   metadata: {name: everybody}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: view
#   subjects:
#     - {kind: Group, name: "system:authenticated", apiGroup: rbac.authorization.k8s.io}
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRoleBinding
#   metadata: {name: everybody}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: somewhere-else
#   subjects:
#     - {kind: Group, name: "system:authenticated", apiGroup: rbac.authorization.k8s.io}
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRoleBinding
#   metadata: {name: discovery}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: system:discovery
#   subjects:
#     - {kind: Group, name: "system:authenticated", apiGroup: rbac.authorization.k8s.io}
#   ```
#
#   ```yaml good
#   # Everybody may ask what they may do.
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: ask}
#   rules:
#     - apiGroups: [authorization.k8s.io]
#       resources: [selfsubjectaccessreviews]
#       verbs: [create]
#     - nonResourceURLs: [/version]
#       verbs: [get]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRoleBinding
#   metadata: {name: ask}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: ask
#   subjects:
#     - {kind: Group, name: "system:authenticated", apiGroup: rbac.authorization.k8s.io}
#   ```
#
#   ```yaml good {"allowed-roles": ["reader"]}
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRoleBinding
#   metadata: {name: readers}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: reader
#   subjects:
#     - {kind: Group, name: "system:authenticated", apiGroup: rbac.authorization.k8s.io}
#   ```
# custom:
#   level: warning
#   on: links
#   links: [role]
#   outcomes: [found, external, optional, missing, wrong-namespace, wrong-kind]
#   aliases: [trivy:KSV-01011, kubescape:C-0265, gatekeeper:K8sDisallowAnonymous]
#   params:
#     allowed-roles:
#       default:
#         - system:basic-user
#         - system:discovery
#         - system:public-info-viewer
#         - system:service-account-issuer-discovery
#       description: the roles that everybody may have
package kubelint.rbac.rbac_bind_authenticated

deny contains finding if {
	some i, subject in input.object.subjects
	subject.name == "system:authenticated"
	subject.kind == "Group"
	role := input.link.target.name
	not role in input.params["allowed-roles"]
	not harmless
	finding := {
		"message": sprintf("%s %q gives %s %q to everybody who can log in", [
			input.resource.kind,
			input.resource.name,
			input.link.target.kind,
			role,
		]),
		"path": ["subjects", i, "name"],
		"shift": shift,
		"help": "name the groups, users and ServiceAccounts that need it",
	}
}

rules := [rule | some rule in input.targets[0].object.rules]

default shift := 0

shift := 1 if input.link.target.name in {"admin", "cluster-admin", "edit", "view"}

shift := 1 if {
	some rule in rules
	some resource in rule.resources
	split(resource, "/")[0] in weighty
}

weighty := {
	"*",
	"cronjobs",
	"daemonsets",
	"deployments",
	"jobs",
	"pods",
	"replicasets",
	"replicationcontrollers",
	"secrets",
	"statefulsets",
}

# What one may know about the server and oneself.
harmless if {
	count(rules) > 0
	every rule in rules {
		about_oneself(rule)
	}
}

about_oneself(rule) if {
	count(rule.nonResourceURLs) > 0
	{verb | some verb in rule.verbs} - {"get", "head"} == set()
}

about_oneself(rule) if {
	count(rule.resources) > 0
	every resource in rule.resources {
		startswith(resource, "selfsubject")
	}
}
