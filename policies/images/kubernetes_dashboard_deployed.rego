# METADATA
# title: Kubernetes Dashboard is deployed
# description: |
#   The Dashboard shows and changes what its service account may, for everybody who reaches it, and
#   has been the door into clusters more than once.
#   The project has ended, and what it showed is shown by tools that use the rights of whoever
#   looks.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: dashboard
#         image: "kubernetesui/dashboard:v2.7.0"
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: headlamp
#         image: ghcr.io/headlamp-k8s/headlamp:v0.36.0
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: dashboard
#         image: k8s.gcr.io/kubernetes-dashboard-amd64:v1.10.1
#   ```
#
#   ```yaml bad
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: dashboard}
#   spec:
#     selector: {matchLabels: {k8s-app: kubernetes-dashboard}}
#     template:
#       metadata: {labels: {k8s-app: kubernetes-dashboard}}
#       spec:
#         containers:
#           - {name: dashboard, image: "registry.example.com/ui:2.7"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: dashboard
#         image: ghcr.io/acme/dashboard:1.0
#   ```
# custom:
#   level: off
#   on: pods
#   aliases: [checkov:CKV_K8S_33]
package kubelint.images.kubernetes_dashboard_deployed

deny contains finding if {
	some container in input.pod.containers
	is_dashboard(container.image)
	finding := {
		"message": sprintf("container %q is the Kubernetes Dashboard", [container.name]),
		"path": array.concat(container.path, ["image"]),
		"help": "remove it, and use Headlamp or kubectl",
	}
}

deny contains finding if {
	some key in ["app", "k8s-app", "app.kubernetes.io/name"]
	input.pod.labels[key] == "kubernetes-dashboard"
	every container in input.pod.containers {
		not is_dashboard(container.image)
	}
	finding := {
		"message": "the pod is labelled as the Kubernetes Dashboard",
		"path": ["metadata", "labels", key],
		"help": "remove it, and use Headlamp or kubectl",
	}
}

is_dashboard(image) if startswith(image.name, "kubernetes-dashboard")

is_dashboard(image) if {
	regex.match(`(^|/)kubernetesui/dashboard(-api|-auth|-web)?$`, image.repository)
}
