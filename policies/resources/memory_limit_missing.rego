# METADATA
# title: container has no memory limit
# description: |
#   Without a limit one leak takes the memory of the whole node, and the kernel chooses which of its
#   processes to kill. With a limit only the container that leaks is restarted.
#
#   A limit of the pod and one that a LimitRange of the namespace gives count too. Init containers
#   count only with `include-init`.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {memory: 128Mi}}
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
#         resources: {requests: {memory: 128Mi}, limits: {memory: 256Mi}}
#   ```
#
#   ```yaml bad
#   apiVersion: batch/v1
#   kind: Job
#   metadata: {name: import}
#   spec:
#     template:
#       spec:
#         restartPolicy: Never
#         containers:
#           - {name: import, image: "example.com/import:1.0"}
#   ```
#
#   ```yaml good
#   # The limit of the pod holds for all its containers.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     resources: {limits: {memory: 512Mi}}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#       - {name: log, image: "example.com/log:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: LimitRange
#   metadata: {name: defaults, namespace: shop}
#   spec:
#     limits:
#       - type: Container
#         default: {memory: 256Mi}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   # A default request is no limit, and a LimitRange of another namespace does nothing here.
#   apiVersion: v1
#   kind: LimitRange
#   metadata: {name: defaults, namespace: shop}
#   spec:
#     limits:
#       - type: Container
#         defaultRequest: {memory: 256Mi}
#   ---
#   apiVersion: v1
#   kind: LimitRange
#   metadata: {name: defaults, namespace: bank}
#   spec:
#     limits:
#       - type: Container
#         default: {memory: 256Mi}
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
#         resources: {limits: {memory: 256Mi}}
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
#         resources: {limits: {memory: 256Mi}}
#   ```
# custom:
#   level: warning
#   on: containers
#   containers: [regular, sidecar, init]
#   aliases:
#     - kube-linter:unset-memory-requirements
#     - kube-score:container-resources
#     - polaris:memoryLimitsMissing
#     - checkov:CKV_K8S_13
#     - trivy:KSV-0018
#     - kubescape:C-0004
#     - kubescape:C-0009
#     - kubescape:C-0271
#     - kubescape:C-0303
#     - gatekeeper:K8sContainerLimits
#     - gatekeeper:K8sRequiredResources
#   params:
#     include-init:
#       default: false
#       description: whether init containers count
#   mutes: [memory-request-missing]
package kubelint.resources.memory_limit_missing

import data.kubelint.lib.limit_range

deny contains finding if {
	not input.container.effective.limits.memory
	counts
	not limit_range.default_limit(input.links.limitRanges, "memory")
	finding := {
		"message": sprintf("container %q has no memory limit", [input.container.name]),
		"path": ["resources", "limits", "memory"],
		"help": "set `resources.limits.memory` to the most that it may use, for example `256Mi`",
	}
}

counts if input.container.type != "init"

counts if input.params["include-init"]
