# METADATA
# title: container has no cpu request
# description: |
#   The scheduler counts a container without a request as free and may put it on a node that is
#   already full. When the node is busy, such a container is the first to get no CPU time, and an
#   autoscaler on CPU utilization does not work for its pod at all.
#
#   A CPU limit, the pod's own resources, a LimitRange of the namespace and a VerticalPodAutoscaler
#   give a container its request too. Init containers count only with `include-init`.
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
#         resources: {requests: {cpu: 100m, memory: 128Mi}}
#   ```
#
#   ```yaml bad
#   # Jobs are scheduled too, and so are sidecars.
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
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     initContainers:
#       - {name: proxy, image: "example.com/proxy:1.0", restartPolicy: Always}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {requests: {cpu: 100m}}
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
#         resources: {limits: {cpu: 500m}}
#   ```
#
#   ```yaml good
#   # The pod may have a request for all its containers.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     resources: {requests: {cpu: 500m}}
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
#         defaultRequest: {cpu: 100m}
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
#   # An autoscaler that only recommends does not set it.
#   apiVersion: autoscaling.k8s.io/v1
#   kind: VerticalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     updatePolicy: {updateMode: "Off"}
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
#         resources: {requests: {cpu: 100m}}
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
#         resources: {requests: {cpu: 100m}}
#   ```
#
#   ```yaml good {"exempt-namespaces": ["lab"], "exempt-images": ["example.com/mesh/"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: lab}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - {name: proxy, image: "example.com/mesh/proxy:1.0"}
#   ```
# custom:
#   level: warning
#   on: containers
#   containers: [regular, sidecar, init]
#   aliases:
#     - kube-linter:unset-cpu-requirements
#     - kube-score:container-resources
#     - polaris:cpuRequestsMissing
#     - checkov:CKV_K8S_10
#     - trivy:KSV-0015
#     - kubescape:C-0268
#     - gatekeeper:K8sContainerRequests
#     - gatekeeper:K8sRequiredResources
#   params:
#     include-init:
#       default: false
#       description: whether init containers count
#     exempt-namespaces:
#       default: []
#       description: namespaces whose containers need no request
#     exempt-images:
#       default: []
#       description: how the images start whose containers need no request
package kubelint.resources.cpu_request_missing

import data.kubelint.lib.limit_range
import data.kubelint.lib.vertical_autoscaler

deny contains finding if {
	not input.container.effective.requests.cpu
	counts
	not input.resource.namespace in input.params["exempt-namespaces"]
	not strings.any_prefix_match(input.container.image.text, input.params["exempt-images"])
	not limit_range.default_request(input.links.limitRanges, "cpu")
	not vertical_autoscaler.sets_request(input.links.autoscalers, input.container.name, "cpu")
	finding := {
		"message": sprintf("container %q has no cpu request", [input.container.name]),
		"path": ["resources", "requests", "cpu"],
		"help": "set `resources.requests.cpu` to what it needs normally, for example `100m`",
	}
}

counts if input.container.type != "init"

counts if input.params["include-init"]
