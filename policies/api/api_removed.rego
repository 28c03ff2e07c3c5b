# METADATA
# title: API version is no longer served
# description: |
#   The API server answers `no matches for kind` to an object whose API version it does not serve,
#   and nothing of it is applied.
#   Such a manifest works until the cluster is upgraded, and then it fails in the next deployment.
#
#   The version is edited by itself where nothing else changes; where fields change, the help names
#   them.
#
#   ```yaml bad
#   apiVersion: batch/v1beta1
#   kind: CronJob
#   metadata: {name: report}
#   spec:
#     schedule: "0 3 * * *"
#     jobTemplate:
#       spec:
#         template:
#           spec:
#             restartPolicy: Never
#             containers:
#               - {name: report, image: "example.com/report:1.4"}
#   ```
#
#   ```yaml good
#   apiVersion: batch/v1
#   kind: CronJob
#   metadata: {name: report}
#   spec:
#     schedule: "0 3 * * *"
#     jobTemplate:
#       spec:
#         template:
#           spec:
#             restartPolicy: Never
#             containers:
#               - {name: report, image: "example.com/report:1.4"}
#   ```
#
#   ```yaml bad
#   apiVersion: extensions/v1beta1
#   kind: Ingress
#   metadata: {name: shop}
#   spec:
#     rules:
#       - host: shop.example.com
#         http:
#           paths:
#             - path: /
#               backend: {serviceName: shop, servicePort: 80}
#   ```
#
#   ```yaml bad
#   apiVersion: apps/v1beta1
#   kind: DeploymentList
#   items: [{metadata: {name: web}}]
#   ```
#
#   ```yaml bad 1.26
#   apiVersion: flowcontrol.apiserver.k8s.io/v1beta1
#   kind: FlowSchema
#   metadata: {name: reports}
#   spec:
#     priorityLevelConfiguration: {name: workload-low}
#   ```
#
#   ```yaml good 1.25
#   apiVersion: autoscaling/v2beta2
#   kind: HorizontalPodAutoscaler
#   metadata: {name: shop}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}
#     maxReplicas: 5
#   ```
#
#   ```yaml bad
#   apiVersion: policy/v1beta1
#   kind: PodSecurityPolicy
#   metadata: {name: restricted}
#   spec:
#     seLinux: {rule: RunAsAny}
#     runAsUser: {rule: MustRunAsNonRoot}
#     fsGroup: {rule: RunAsAny}
#     supplementalGroups: {rule: RunAsAny}
#   ```
#
#   ```yaml bad 1.29
#   apiVersion: networking.k8s.io/v1alpha1
#   kind: ClusterCIDR
#   metadata: {name: office}
#   spec: {perNodeHostBits: 8}
#   ```
# custom:
#   level: error
#   on: objects
#   aliases:
#     - pluto:versions.yaml
#     - kube-linter:no-extensions-v1beta
#     - kube-score:stable-version
#     - trivy:KSV-0107
#     - gatekeeper:VerifyDeprecatedAPI
package kubelint.api.api_removed

import data.kubelint.lib.api_versions

deny contains object.union(finding, api_versions.fix(entry, input.target.minor)) if {
	entry := api_versions.entry(input.resource.apiVersion, input.resource.kind)
	entry.component == "kubernetes"
	entry.removed <= input.target.minor
	finding := {
		"message": sprintf("%s %s was removed in Kubernetes 1.%d", [
			input.resource.apiVersion,
			input.resource.kind,
			entry.removed,
		]),
		"path": ["apiVersion"],
		"label": sprintf("not served by %s", [input.target.version]),
		"help": api_versions.help(entry, input.target.minor),
	}
}
