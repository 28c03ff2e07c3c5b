# METADATA
# title: API version is deprecated, and its replacement is not served yet
# description: |
#   The API version will go, but the Kubernetes that is checked for does not serve what replaces
#   it, so nothing can be changed today.
#   The cluster has to be upgraded first and the manifest afterwards, before the version is
#   removed.
#
#   Any replacement counts, as `v1beta1` where `v1` is not there yet; then it is `api-deprecated`.
#
#   ```yaml bad 1.33
#   apiVersion: storagemigration.k8s.io/v1alpha1
#   kind: StorageVersionMigration
#   metadata: {name: secrets}
#   spec:
#     resource: {version: v1, resource: secrets}
#   ```
#
#   ```yaml good 1.35
#   apiVersion: storagemigration.k8s.io/v1beta1
#   kind: StorageVersionMigration
#   metadata: {name: secrets}
#   spec:
#     resource: {resource: secrets}
#   ```
#
#   ```yaml bad 1.37
#   apiVersion: coordination.k8s.io/v1beta1
#   kind: LeaseCandidate
#   metadata: {name: scheduler-a}
#   spec: {leaseName: scheduler, binaryVersion: "1.37.0", strategy: OldestEmulationVersion}
#   ```
#
#   ```yaml good 1.33
#   apiVersion: storage.k8s.io/v1alpha1
#   kind: VolumeAttributesClass
#   metadata: {name: fast}
#   driverName: csi.example.com
#   ```
# custom:
#   level: info
#   on: objects
#   aliases: [pluto:versions.yaml]
package kubelint.api.api_replacement_unavailable

import data.kubelint.lib.api_versions

deny contains finding if {
	entry := api_versions.entry(input.resource.apiVersion, input.resource.kind)
	entry.component == "kubernetes"
	entry.deprecated <= input.target.minor
	not removed(entry, input.target.minor)
	not api_versions.successor(entry, input.target.minor)
	finding := {
		"message": sprintf("%s %s was deprecated in Kubernetes 1.%d and has no replacement yet", [
			input.resource.apiVersion,
			input.resource.kind,
			entry.deprecated,
		]),
		"path": ["apiVersion"],
		"label": "deprecated",
		"help": help(entry),
	}
}

removed(entry, minor) if entry.removed <= minor

help(entry) := sprintf("use %s from Kubernetes 1.%d on", [api_versions.name(next), next.since]) if {
	steps := array.concat([entry], object.get(entry, "earlier", []))
	next := steps[count(steps) - 1]
	next.since
} else := "no other version of it is announced"
