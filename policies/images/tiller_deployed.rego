# METADATA
# title: Tiller, the server of Helm 2, is deployed
# description: |
#   Tiller does whatever it is told on its port, without asking who tells it, and usually with the
#   rights of the whole cluster.
#   Any pod that reaches it owns the cluster, and Helm has done without it since version 3.
#
#   ```yaml bad
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: tiller-deploy, namespace: kube-system}
#   spec:
#     selector: {matchLabels: {app: helm, name: tiller}}
#     template:
#       metadata: {labels: {app: helm, name: tiller}}
#       spec:
#         containers:
#           - name: tiller
#             image: gcr.io/kubernetes-helm/tiller:v2.16.12
#   ```
#
#   ```yaml good
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web, namespace: kube-system}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - name: web
#             image: example.com/web:1.0
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: tiller
#         image: ghcr.io/helm/tiller:v2.17.0
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Service
#   metadata: {name: tiller-deploy, namespace: kube-system}
#   spec:
#     selector: {app: helm, name: tiller}
#     ports: [{name: tiller, port: 44134}]
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: tiller-metrics
#         image: ghcr.io/acme/tiller-metrics:1.0
#   ```
# custom:
#   level: error
#   on: [Pod, Deployment, ReplicaSet, StatefulSet, DaemonSet, Service]
#   aliases: [checkov:CKV_K8S_34, checkov:CKV_K8S_44, checkov:CKV_K8S_45, trivy:KSV-0102]
package kubelint.images.tiller_deployed

deny contains finding if {
	input.object.spec
	some path in [["spec"], ["spec", "template", "spec"]]
	some index, container in object.get(input.object, array.concat(path, ["containers"]), [])
	regex.match(`(^|/)tiller([:@]|$)`, container.image)
	finding := {
		"message": sprintf("container %q is Tiller, the server of Helm 2", [container.name]),
		"path": array.concat(path, ["containers", index, "image"]),
		"label": "does what anybody asks",
		"help": "remove it, and use Helm 3 or newer",
	}
}

deny contains finding if {
	input.object.spec.selector.name == "tiller"
	input.object.spec.selector.app == "helm"
	finding := {
		"message": sprintf("Service %q leads to Tiller, the server of Helm 2", [
			input.resource.name,
		]),
		"path": ["spec", "selector"],
		"help": "remove it, and use Helm 3 or newer",
	}
}
