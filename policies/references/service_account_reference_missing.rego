# METADATA
# title: ServiceAccount of the pods is not there
# description: |
#   The API server refuses to create a pod whose ServiceAccount does not exist. A Deployment is
#   then accepted and never gets a pod, and only the events of its ReplicaSet say why.
#
#   A name that nothing resembles is reported only where other ServiceAccounts of the namespace
#   are among the files. Every namespace has `default`.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     serviceAccountName: wbe
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: ServiceAccount
#   metadata: {name: web}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     serviceAccountName: web
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: ServiceAccount
#   metadata: {name: web}
#   ```
#
#   ```yaml bad
#   # Nothing resembles it, but another ServiceAccount is here.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     serviceAccountName: shop-reader
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: ServiceAccount
#   metadata: {name: web}
#   ```
#
#   ```yaml good
#   # Every namespace has this one.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     serviceAccountName: default
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: ServiceAccount
#   metadata: {name: web}
#   ```
#
#   ```yaml good
#   # The ServiceAccounts are elsewhere.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     serviceAccountName: web
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: warning
#   on: links
#   links: [service-account]
#   outcomes: [missing]
#   aliases: [kube-linter:non-existent-service-account, kubescape:C-0307]
package kubelint.references.service_account_reference_missing

import data.kubelint.lib.link

deny contains link.finding(input.link, message, otherwise) if {
	link.reportable(input.link)
}

message := sprintf("%s %q runs as ServiceAccount %q, which is not among the manifests", [
	input.resource.kind,
	input.resource.name,
	input.link.target.name,
])

otherwise := "create it, or list it under `[externals]` in kubelint.toml"
