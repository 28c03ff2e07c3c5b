# METADATA
# title: container has no memory request
# description: |
#   The scheduler counts a container without a request as free and may put it on a node that has no
#   memory left for it. When that node runs out of memory, the pods that use more than they
#   requested are evicted first, and that is this one from its first byte on.
#
#   A memory limit, the pod's own resources, a LimitRange of the namespace and a
#   VerticalPodAutoscaler give a container its request too. Init containers count only with
#   `include-init`.
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
#         resources: {requests: {cpu: 100m, memory: 128Mi}}
#   ```
#
#   ```yaml bad
#   apiVersion: batch/v1
#   kind: CronJob
#   metadata: {name: report}
#   spec:
#     schedule: 0 5 * * *
#     jobTemplate:
#       spec:
#         template:
#           spec:
#             restartPolicy: Never
#             containers:
#               - {name: report, image: "example.com/report:1.0"}
#   ```
#
#   ```yaml good
#   # The API server takes the request from the limit.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {limits: {memory: 256Mi}}
#   ```
#
#   ```yaml good
#   # The pod may have a request for all its containers.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     resources: {requests: {memory: 512Mi}}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#       - {name: log, image: "example.com/log:1.0"}
#   ```
#
#   ```yaml good
#   # A LimitRange that has only a default limit gives the request as well.
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
#   apiVersion: v1
#   kind: LimitRange
#   metadata: {name: pods, namespace: shop}
#   spec:
#     limits:
#       - type: Pod
#         max: {memory: 256Mi}
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
#   apiVersion: autoscaling.k8s.io/v1
#   kind: VerticalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   # An autoscaler that leaves the memory alone does not set it.
#   apiVersion: autoscaling.k8s.io/v1
#   kind: VerticalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     resourcePolicy:
#       containerPolicies:
#         - {containerName: web, controlledResources: [cpu]}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
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
#         resources: {requests: {memory: 128Mi}}
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
#         resources: {requests: {memory: 128Mi}}
#   ```
# custom:
#   level: warning
#   on: containers
#   containers: [regular, sidecar, init]
#   aliases:
#     - kube-linter:unset-memory-requirements
#     - kube-score:container-resources
#     - polaris:memoryRequestsMissing
#     - checkov:CKV_K8S_12
#     - trivy:KSV-0016
#     - kubescape:C-0269
#     - gatekeeper:K8sContainerRequests
#     - gatekeeper:K8sRequiredResources
#   params:
#     include-init:
#       default: false
#       description: whether init containers count
package kubelint.resources.memory_request_missing

import data.kubelint.lib.limit_range
import data.kubelint.lib.vertical_autoscaler

deny contains finding if {
	not input.container.effective.requests.memory
	counts
	not limit_range.default_request(input.links.limitRanges, "memory")
	not vertical_autoscaler.sets_request(input.links.autoscalers, input.container.name, "memory")
	finding := {
		"message": sprintf("container %q has no memory request", [input.container.name]),
		"path": ["resources", "requests", "memory"],
		"help": "set `resources.requests.memory` to what it needs normally, for example `128Mi`",
	}
}

counts if input.container.type != "init"

counts if input.params["include-init"]
