# METADATA
# title: namespace is not among those that are declared
# description: |
#   Objects of a namespace that does not exist are refused, one by one. Where other namespaces are
#   declared in the same files, one that is not is mostly forgotten or a slip of the pen.
#
#   Where no Namespace is among the files, nothing is reported. `default` and those that begin
#   with `kube-` are in every cluster.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config, namespace: shpo}
#   data: {mode: fast}
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: database-config, namespace: shop}
#   data: {mode: fast}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config, namespace: shop}
#   data: {mode: fast}
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: database-config, namespace: shop}
#   data: {mode: fast}
#   ```
#
#   ```yaml good
#   # Every cluster has these.
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config, namespace: default}
#   data: {mode: fast}
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: dns, namespace: kube-system}
#   data: {mode: fast}
#   ```
#
#   ```yaml good
#   # The namespaces are declared elsewhere.
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config, namespace: shop}
#   data: {mode: fast}
#   ```
# custom:
#   level: info
#   on: links
#   links: [namespace]
#   outcomes: [missing]
package kubelint.metadata.namespace_not_declared

import data.kubelint.lib.link

deny contains link.finding(input.link, message, otherwise) if {
	link.reportable(input.link)
}

message := sprintf("%s is put into namespace %q, which is not declared", [
	link.who(input.link, input.resource),
	input.link.target.name,
])

otherwise := "declare the Namespace, or list it under `[externals]` in kubelint.toml"
