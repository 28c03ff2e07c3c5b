# METADATA
# title: pod can take over the cluster
# description: |
#   With the token that is mounted into this pod one can read every Secret, start pods anywhere or
#   hand out permissions, and each of that ends at the whole cluster. A hole in the program, or in
#   one of its libraries, is then a hole in the cluster.
#
#   Only what a ClusterRoleBinding gives counts, since a RoleBinding ends at its namespace, and only
#   pods that get the token. Where the role is among the files and is reported itself
#   (`rbac-secrets-access`, `rbac-binding-all-powerful-role`), this is an info. Controllers that need
#   these rights are best told apart with an `ignore` and its reason.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     serviceAccountName: web
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [secrets]
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
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     serviceAccountName: web
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [configmaps]
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
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     serviceAccountName: web
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
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
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     serviceAccountName: web
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRoleBinding
#   metadata: {name: web}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: cluster-admin
#   subjects:
#     - {kind: ServiceAccount, name: web, namespace: shop}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     serviceAccountName: web
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRoleBinding
#   metadata: {name: web}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: edit
#   subjects:
#     - {kind: ServiceAccount, name: web, namespace: shop}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     serviceAccountName: web
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [batch]
#       resources: [jobs]
#       verbs: [create]
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
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     serviceAccountName: web
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [rbac.authorization.k8s.io]
#       resources: [clusterroles]
#       verbs: [escalate]
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
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     serviceAccountName: web
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [users]
#       verbs: [impersonate]
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
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     serviceAccountName: web
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [secrets]
#       verbs: [get, list]
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
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     serviceAccountName: web
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [""]
#       resources: [secrets]
#       resourceNames: [web-tls]
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
#     - {kind: ServiceAccount, name: web, namespace: shop}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     serviceAccountName: web
#     automountServiceAccountToken: false
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRoleBinding
#   metadata: {name: web}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: cluster-admin
#   subjects:
#     - {kind: ServiceAccount, name: web, namespace: shop}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     automountServiceAccountToken: true
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRoleBinding
#   metadata: {name: web}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: cluster-admin
#   subjects:
#     - {kind: ServiceAccount, name: default, namespace: shop}
#   ```
#
#   ```yaml good
#   # This pod may belong to any namespace.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     automountServiceAccountToken: true
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRoleBinding
#   metadata: {name: web}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: cluster-admin
#   subjects:
#     - {kind: ServiceAccount, name: default, namespace: shop}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     serviceAccountName: web
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: ServiceAccount
#   metadata: {name: web, namespace: shop}
#   automountServiceAccountToken: false
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRoleBinding
#   metadata: {name: web}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: cluster-admin
#   subjects:
#     - {kind: ServiceAccount, name: web, namespace: shop}
#   ```
# custom:
#   level: warning
#   on: pods
#   aliases: [kubescape:C-0053, kubescape:C-0267, kubescape:C-0272]
package kubelint.rbac.rbac_workload_over_privileged

import data.kubelint.lib.rbac
import data.kubelint.lib.service_account

deny contains finding if {
	some _ in input.links.serviceAccount.bindings
	account := input.links.serviceAccount
	powers := [power |
		some binding in account.bindings
		binding.kind == "ClusterRoleBinding"
		power := {"binding": binding, "text": text(binding.role)}
	]
	count(powers) > 0
	unsaid := [power | some power in powers; not is_said(power.binding.role)]
	worst := array.concat(unsaid, powers)[0]
	known(account)
	has_token(input.pod.spec, account)
	finding := {
		"message": sprintf("ServiceAccount %q of the pod may %s", [account.name, worst.text]),
		"path": ["spec", "serviceAccountName"],
		"help": "bind it in the namespaces that it works in, with the verbs that it needs",
		"shift": min([0, count(unsaid) - 1]),
		"related": [place |
			some power in powers
			place := {
				"of": power.binding.ref,
				"path": ["roleRef", "name"],
				"message": sprintf("%s %q gives it %s %q", [
					power.binding.kind,
					power.binding.name,
					power.binding.role.kind,
					power.binding.role.name,
				]),
			}
		],
	}
}

# What the role or its binding is reported for is said once more at the pod, as an info.
is_said(role) if {
	role.ref >= 0
	not everything(role)
	can(role, {""}, {"secrets", "*"}, {"get", "list", "watch"})
}

is_said(role) if {
	role.ref >= 0
	some rule in role.rules
	rbac.all_powerful(rule)
}

# Every namespace has a ServiceAccount `default`: it is the same one only when both say which.
known(account) if account.name != "default"

known(_) if input.resource.namespace

has_token(spec, account) if service_account.mounts_token(spec, account)

has_token(spec, _) if service_account.projects_token(spec)

text(role) := "do everything in the cluster" if {
	everything(role)
} else := "read all Secrets of the cluster" if {
	can(role, {""}, {"secrets", "*"}, {"get", "list", "watch"})
} else := "hand out any permission" if {
	can(role, {"rbac.authorization.k8s.io"}, {"clusterroles", "*"}, {"bind", "escalate"})
} else := "act in the name of anybody" if {
	can(role, {""}, {"users", "groups", "serviceaccounts", "*"}, {"impersonate"})
} else := "make pods in all namespaces" if {
	can(role, {"", "apps", "batch"}, pod_makers, {"create"})
} else := "make pods and read Secrets in all namespaces" if {
	role.name in {"admin", "edit"}
}

everything(role) if role.name == "cluster-admin"

everything(role) if {
	some rule in role.rules
	rbac.everything(rule)
	rbac.in_groups(rule, {""})
}

can(role, groups, resources, verbs) if {
	some i, rule in role.rules
	rbac.names(rule) == []
	rbac.grant_of(rule, i, groups, resources, verbs)
}

pod_makers := {
	"cronjobs",
	"daemonsets",
	"deployments",
	"jobs",
	"pods",
	"replicasets",
	"replicationcontrollers",
	"statefulsets",
	"*",
}
