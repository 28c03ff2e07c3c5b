# METADATA
# title: object that a custom resource refers to is not there
# description: |
#   Custom resources depend on each other by name: a Certificate on its Issuer, an ExternalSecret
#   on its SecretStore, an Application on its project. The operator of one whose other half is
#   missing waits, says so in a status that nobody reads, and makes nothing.
#
#   A name that nothing resembles is reported only where others of the kind are among the files.
#
#   ```yaml bad
#   apiVersion: cert-manager.io/v1
#   kind: Certificate
#   metadata: {name: web}
#   spec:
#     secretName: web-tls
#     dnsNames: [shop.example.com]
#     issuerRef: {name: letsencrpyt}
#   ---
#   apiVersion: cert-manager.io/v1
#   kind: Issuer
#   metadata: {name: letsencrypt}
#   spec: {selfSigned: {}}
#   ```
#
#   ```yaml good
#   apiVersion: cert-manager.io/v1
#   kind: Certificate
#   metadata: {name: web}
#   spec:
#     secretName: web-tls
#     dnsNames: [shop.example.com]
#     issuerRef: {name: letsencrypt}
#   ---
#   apiVersion: cert-manager.io/v1
#   kind: Issuer
#   metadata: {name: letsencrypt}
#   spec: {selfSigned: {}}
#   ```
#
#   ```yaml bad
#   # The Issuer is one of the whole cluster.
#   apiVersion: cert-manager.io/v1
#   kind: Certificate
#   metadata: {name: web}
#   spec:
#     secretName: web-tls
#     dnsNames: [shop.example.com]
#     issuerRef: {name: letsencrypt}
#   ---
#   apiVersion: cert-manager.io/v1
#   kind: ClusterIssuer
#   metadata: {name: letsencrypt}
#   spec: {selfSigned: {}}
#   ```
#
#   ```yaml good
#   # The SecretStore is elsewhere.
#   apiVersion: external-secrets.io/v1
#   kind: ExternalSecret
#   metadata: {name: payment}
#   spec:
#     secretStoreRef: {name: vault, kind: SecretStore}
#     target: {name: payment}
#     dataFrom: [{extract: {key: payment}}]
#   ```
# custom:
#   level: info
#   on: links
#   links: [custom-resource]
#   outcomes: [missing, wrong-kind]
package kubelint.references.crd_reference_missing

import data.kubelint.lib.link

deny contains link.finding(input.link, message, otherwise) if {
	link.reportable(input.link)
}

message := sprintf("%s %q refers to %s %q, but %q is a %s", [
	input.resource.kind,
	input.resource.name,
	input.link.target.kind,
	input.link.target.name,
	input.link.target.name,
	input.link.to[0].kind,
]) if {
	input.link.outcome == "wrong-kind"
} else := sprintf("%s %q refers to %s %q, which is not among the manifests", [
	input.resource.kind,
	input.resource.name,
	input.link.target.kind,
	input.link.target.name,
])

otherwise := "create it, or list it under `[externals]` in kubelint.toml"
