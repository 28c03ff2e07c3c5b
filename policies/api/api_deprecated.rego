# METADATA
# title: API version is deprecated
# description: |
#   A deprecated API version still works, but one of the next upgrades of the cluster removes it,
#   and then the manifest is refused.
#   Its replacement is served beside it already, so the change can be made now and at leisure.
#
#   What is gone is reported by `api-removed`, and what nothing replaces yet by
#   `api-replacement-unavailable`.
#
#   ```yaml bad 1.36
#   apiVersion: storage.k8s.io/v1beta1
#   kind: VolumeAttributesClass
#   metadata: {name: fast}
#   driverName: csi.example.com
#   parameters: {iops: "4000"}
#   ```
#
#   ```yaml good 1.36
#   apiVersion: storage.k8s.io/v1
#   kind: VolumeAttributesClass
#   metadata: {name: fast}
#   driverName: csi.example.com
#   parameters: {iops: "4000"}
#   ```
#
#   ```yaml good 1.37
#   apiVersion: storage.k8s.io/v1beta1
#   kind: VolumeAttributesClass
#   metadata: {name: fast}
#   driverName: csi.example.com
#   parameters: {iops: "4000"}
#   ```
#
#   ```yaml good 1.33
#   apiVersion: storage.k8s.io/v1beta1
#   kind: VolumeAttributesClass
#   metadata: {name: fast}
#   driverName: csi.example.com
#   parameters: {iops: "4000"}
#   ```
#
#   ```yaml good 1.37
#   apiVersion: coordination.k8s.io/v1beta1
#   kind: LeaseCandidate
#   metadata: {name: scheduler-a}
#   spec: {leaseName: scheduler, binaryVersion: "1.37.0", strategy: OldestEmulationVersion}
#   ```
#
#   ```yaml bad
#   apiVersion: resource.k8s.io/v1beta1
#   kind: ResourceClaim
#   metadata: {name: gpu}
#   spec:
#     devices:
#       requests:
#         - {name: gpu, deviceClassName: gpu.example.com}
#   ```
# custom:
#   level: warning
#   on: objects
#   aliases:
#     - pluto:versions.yaml
#     - kube-linter:no-extensions-v1beta
#     - kube-score:stable-version
#     - trivy:KSV-0107
#     - gatekeeper:VerifyDeprecatedAPI
package kubelint.api.api_deprecated

import data.kubelint.lib.api_versions

deny contains object.union(finding, api_versions.fix(entry, input.target.minor)) if {
	entry := api_versions.entry(input.resource.apiVersion, input.resource.kind)
	entry.component == "kubernetes"
	entry.deprecated <= input.target.minor
	not removed(entry, input.target.minor)
	api_versions.successor(entry, input.target.minor)
	finding := {
		"message": sprintf("%s %s was deprecated in Kubernetes 1.%d%s", [
			input.resource.apiVersion,
			input.resource.kind,
			entry.deprecated,
			end(entry),
		]),
		"path": ["apiVersion"],
		"label": "deprecated",
		"help": api_versions.help(entry, input.target.minor),
	}
}

removed(entry, minor) if entry.removed <= minor

end(entry) := sprintf(", and 1.%d removes it", [entry.removed]) if entry.removed
else := ""
