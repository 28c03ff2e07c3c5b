# METADATA
# title: container has no cpu limit
# description: |
#   A container without a limit may use all CPU time that its node has to spare, so that how fast it
#   is depends on its neighbours. For teams that want the same speed everywhere, or bill by limits.
#
#   Off by default: a limit slows a container down even when the node is idle, and the request alone
#   already protects the neighbours.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {cpu: 100m}}
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
#         resources: {requests: {cpu: 100m}, limits: {cpu: 500m}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     resources: {limits: {cpu: "1"}}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: LimitRange
#   metadata: {name: defaults, namespace: shop}
#   spec:
#     limits:
#       - type: Container
#         default: {cpu: 500m}
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
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     initContainers:
#       - {name: migrate, image: "example.com/migrate:1.0"}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {limits: {cpu: 500m}}
#   ```
#
#   ```yaml bad {"include-init": true}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     initContainers:
#       - {name: migrate, image: "example.com/migrate:1.0"}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {limits: {cpu: 500m}}
#   ```
# custom:
#   level: off
#   on: containers
#   containers: [regular, sidecar, init]
#   aliases:
#     - kube-score:container-resources
#     - polaris:cpuLimitsMissing
#     - checkov:CKV_K8S_11
#     - trivy:KSV-0011
#     - kubescape:C-0009
#     - kubescape:C-0050
#     - kubescape:C-0270
#     - kubescape:C-0303
#     - gatekeeper:K8sContainerLimits
#   params:
#     include-init:
#       default: false
#       description: whether init containers count
package kubelint.resources.cpu_limit_missing

import data.kubelint.lib.limit_range

deny contains finding if {
	not input.container.effective.limits.cpu
	counts
	not limit_range.default_limit(input.links.limitRanges, "cpu")
	finding := {
		"message": sprintf("container %q has no cpu limit", [input.container.name]),
		"path": ["resources", "limits", "cpu"],
		"help": "set `resources.limits.cpu`, for example `500m`",
	}
}

counts if input.container.type != "init"

counts if input.params["include-init"]
