# METADATA
# title: namespace has no ServiceAccount of its own
# description: |
#   Without ServiceAccounts of their own all pods of a namespace run as `default`, and what one of
#   them may do all may do. With one for each program, permissions and logs tell them apart.
#
#   Asked are namespaces in which something runs, and whose manifests are all there.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
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
#   kind: Namespace
#   metadata: {name: shop}
#   ---
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
#   ```yaml bad
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ---
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
#
#   ```yaml good
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ```
# custom:
#   level: off
#   on: [Namespace]
#   aliases: [kubescape:C-0189]
package kubelint.service_accounts.namespace_without_service_account

deny contains finding if {
	input.links.workloads != []
	not input.links.unit.open
	own := [account |
		some account in input.links.contents.ServiceAccount
		account.name != "default"
	]
	own == []
	finding := {
		"message": sprintf("namespace %q has no ServiceAccount besides `default`", [
			input.resource.name,
		]),
		"path": ["metadata", "name"],
		"help": "add a ServiceAccount for each program, and name it in `serviceAccountName`",
	}
}
