# METADATA
# title: Secret is not used
# description: |
#   A Secret that no object refers to is a credential without a purpose, and one more to leak or
#   to renew. It may be left over from a program that is gone, or be meant for one that reads
#   another name.
#
#   Only where workloads of the namespace are among the files. What a controller finds by a label
#   or by its type is not reported.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         args: [--mode=fast]
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: database}
#   stringData: {password: example}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         envFrom:
#           - secretRef: {name: database}
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: database}
#   stringData: {password: example}
#   ```
#
#   ```yaml good
#   # A controller looks for the label.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         args: [--mode=fast]
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata:
#     name: cluster
#     labels: {argocd.argoproj.io/secret-type: cluster}
#   stringData: {name: test, server: "https://test.example.com"}
#   ```
#
#   ```yaml good
#   # A token is for whoever asks with it.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         args: [--mode=fast]
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata:
#     name: web-token
#     annotations: {kubernetes.io/service-account.name: web}
#   type: kubernetes.io/service-account-token
#   ```
#
#   ```yaml good
#   # Nothing that could use it.
#
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: database}
#   stringData: {password: example}
#   ```
# custom:
#   level: off
#   on: [Secret]
#   params:
#     discovery-labels:
#       default:
#         - argocd.argoproj.io/secret-type
#         - sealedsecrets.bitnami.com/sealed-secrets-key
#         - grafana_datasource
#         - config.kubernetes.io/local-config
#       description: labels and annotations by which a sidecar or a controller finds Secrets
package kubelint.references.secret_unused

import data.kubelint.lib.unused

deny contains finding if {
	input.object.metadata.name != ""
	not input.links.usedBy[0]
	not input.links.unit.open
	not input.object.type in found_by_type
	unused.has_workloads(input.links.unit.kinds)
	not unused.is_discovered(input.object.metadata, input.params["discovery-labels"])
	finding := {
		"message": sprintf("Secret %q is used by nothing here", [input.resource.name]),
		"path": ["metadata", "name"],
		"help": "remove it, or refer to it",
	}
}

found_by_type := {
	"bootstrap.kubernetes.io/token",
	"helm.sh/release.v1",
	"kubernetes.io/service-account-token",
}
