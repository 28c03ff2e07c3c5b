# METADATA
# title: ServiceAccount is used by nothing
# description: |
#   No pod among the manifests runs as this ServiceAccount and no binding gives it anything. It is
#   left over, or a pod that should run as it runs as `default`.
#
#   Asked are only manifests with pods or bindings in the namespace, since the pods may also be
#   elsewhere. `default` is not reported.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: ServiceAccount
#   metadata: {name: web, namespace: shop}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: ServiceAccount
#   metadata: {name: web, namespace: shop}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     serviceAccountName: web
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: ServiceAccount
#   metadata: {name: web, namespace: shop}
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web, namespace: shop}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: view
#   subjects:
#     - {kind: ServiceAccount, name: web, namespace: shop}
#   ```
#
#   ```yaml good
#   # Its pods may well be in another repository.
#   apiVersion: v1
#   kind: ServiceAccount
#   metadata: {name: web, namespace: shop}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: ServiceAccount
#   metadata: {name: default, namespace: shop}
#   automountServiceAccountToken: false
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: off
#   on: [ServiceAccount]
package kubelint.service_accounts.service_account_unused

deny contains finding if {
	input.resource.name != "default"
	input.links.usedBy == []
	not input.links.unit.open
	some kind in users
	input.links.unit.kinds[kind] > 0
	finding := {
		"message": sprintf("nothing uses ServiceAccount %q", [input.resource.name]),
		"path": ["metadata", "name"],
		"help": "name it in the `serviceAccountName` of its pods, or delete it",
	}
}

users := {
	"CronJob",
	"DaemonSet",
	"Deployment",
	"Job",
	"Pod",
	"ReplicaSet",
	"RoleBinding",
	"StatefulSet",
}
