# METADATA
# title: API version of an operator is deprecated or gone
# description: |
#   Operators drop old versions of their custom resources with their own releases, whatever the
#   version of Kubernetes is.
#   After the upgrade of the operator the manifest is refused, and what it asked for is not
#   renewed, not routed or not scaled any more.
#
#   The newest release of an operator is meant where `versions` does not say which one runs. Only
#   cert-manager, External Secrets Operator, external-snapshotter, Flux, Gateway API, Istio,
#   Karpenter, KEDA, Traefik and the audit policies of kube-apiserver are known.
#
#   ```yaml bad
#   apiVersion: cert-manager.io/v1alpha2
#   kind: Issuer
#   metadata: {name: internal}
#   spec:
#     ca: {secretName: internal-ca}
#   ```
#
#   ```yaml good
#   apiVersion: cert-manager.io/v1
#   kind: Issuer
#   metadata: {name: internal}
#   spec:
#     ca: {secretName: internal-ca}
#   ```
#
#   ```yaml bad
#   apiVersion: authentication.istio.io/v1alpha1
#   kind: Policy
#   metadata: {name: default}
#   spec:
#     peers: [{mtls: {}}]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.istio.io/v1alpha1
#   kind: ServiceRole
#   metadata: {name: reader}
#   spec:
#     rules: [{services: ["*"], methods: [GET]}]
#   ```
#
#   ```yaml bad
#   apiVersion: audit.k8s.io/v1beta1
#   kind: Policy
#   rules: [{level: Metadata}]
#   ```
#
#   ```yaml bad
#   apiVersion: helm.fluxcd.io/v1
#   kind: HelmRelease
#   metadata: {name: shop}
#   spec:
#     chart: {git: "git@example.com:shop/charts", path: charts/shop}
#   ```
#
#   ```yaml bad {"versions": {"external secrets operator": "v0.16.2"}}
#   apiVersion: external-secrets.io/v1beta1
#   kind: ExternalSecret
#   metadata: {name: db}
#   spec:
#     secretStoreRef: {kind: SecretStore, name: vault}
#     dataFrom: [{extract: {key: shop/db}}]
#   ```
#
#   ```yaml good {"versions": {"External Secrets Operator": "0.15.1"}}
#   apiVersion: external-secrets.io/v1beta1
#   kind: ExternalSecret
#   metadata: {name: db}
#   spec:
#     secretStoreRef: {kind: SecretStore, name: vault}
#     dataFrom: [{extract: {key: shop/db}}]
#   ```
#
#   ```yaml good
#   apiVersion: gateway.networking.k8s.io/v1alpha2
#   kind: TCPRoute
#   metadata: {name: db}
#   spec:
#     parentRefs: [{name: edge}]
#     rules: [{backendRefs: [{name: db, port: 5432}]}]
#   ```
# custom:
#   level: warning
#   on: objects
#   aliases: [pluto:versions.yaml]
#   params:
#     versions:
#       default: {}
#       description: >-
#         the versions that run, by operator, for example `{cert-manager: "1.14", Istio: "1.22"}`
package kubelint.api.addon_api_deprecated

import data.kubelint.lib.api_versions

deny contains object.union(finding, api_versions.edit(entry)) if {
	entry := api_versions.entry(input.resource.apiVersion, input.resource.kind)
	entry.component != "kubernetes"
	fate := fate_of(entry, running(entry.component, input.params.versions))
	finding := {
		"message": sprintf("%s %s %s", [
			input.resource.apiVersion,
			input.resource.kind,
			fate,
		]),
		"path": ["apiVersion"],
		"help": help(entry),
	}
}

# The release that runs; one that is newer than all others where nobody said.
running(component, versions) := object.get(
	{lower(name): version | some name, version in versions},
	lower(component),
	"999",
)

fate_of(entry, version) := sprintf("was removed in %s %s", [entry.component, entry.removed]) if {
	reached(entry.removed, version)
} else := sprintf("was deprecated in %s %s", [entry.component, entry.deprecated]) if {
	reached(entry.deprecated, version)
} else := sprintf("belongs to %s, which ended in %s", [entry.component, entry.ended]) if {
	entry.ended
}

reached(release, version) if semver.compare(full(release), full(version)) <= 0

# 1.5 as 1.5.0
full(version) := concat(".", array.slice(array.concat(numbers, ["0", "0"]), 0, 3)) if {
	numbers := split(split(trim_prefix(version, "v"), "-")[0], ".")
}

help(entry) := sprintf("use %s; %s", [api_versions.name(entry), entry.note]) if {
	entry.replacement
	entry.note
} else := sprintf("use %s", [api_versions.name(entry)]) if {
	entry.replacement
} else := entry.note
