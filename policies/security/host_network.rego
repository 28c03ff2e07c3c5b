# METADATA
# title: pod uses the network of its node
# description: |
#   On the node's network a pod sees what other pods and the kubelet say there, reaches services
#   that listen on localhost only, and no NetworkPolicy applies to it. Its ports are taken on the
#   node, so that two such pods with the same port never run on one.
#
#   What serves the node itself, such as a network plug-in, needs it: keep the finding away with `#
#   kubelint: ignore[host-network]` and the reason, or name the namespace in
#   `exempt-daemonset-namespaces`.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     hostNetwork: true
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
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
#         ports: [{containerPort: 8080}]
#   ```
#
#   ```yaml good {"exempt-daemonset-namespaces": ["kube-system"]}
#   apiVersion: apps/v1
#   kind: DaemonSet
#   metadata: {name: proxy, namespace: kube-system}
#   spec:
#     selector: {matchLabels: {app: proxy}}
#     template:
#       metadata: {labels: {app: proxy}}
#       spec:
#         hostNetwork: true
#         containers:
#           - {name: proxy, image: "example.com/proxy:1.0"}
#   ```
#
#   A Windows `HostProcess` pod has no choice, and `windows-host-process` reports it:
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     hostNetwork: true
#     containers:
#       - name: agent
#         image: example.com/agent:1.0
#         securityContext:
#           windowsOptions: {hostProcess: true, runAsUserName: NT AUTHORITY\SYSTEM}
#   ```
# custom:
#   level: warning
#   on: pods
#   aliases:
#     - kube-linter:host-network
#     - polaris:hostNetworkSet
#     - checkov:CKV_K8S_19
#     - trivy:KSV-0009
#     - kubescape:C-0041
#     - gatekeeper:K8sPSPHostNetworkingPorts
#   params:
#     exempt-daemonset-namespaces:
#       default: []
#       description: namespaces whose DaemonSets may use the node's network
package kubelint.security.host_network

deny contains finding if {
	input.pod.spec.hostNetwork == true
	not is_host_process
	not exempt
	finding := {
		"message": "pod uses the network of its node (`hostNetwork: true`)",
		"path": ["spec", "hostNetwork"],
		"help": "remove `hostNetwork`, and publish its ports with a Service",
	}
}

# Windows demands the node's network then.
is_host_process if {
	some container in input.pod.containers
	container.effective.securityContext.windowsOptions.hostProcess
}

exempt if {
	input.resource.kind == "DaemonSet"
	input.resource.namespace in input.params["exempt-daemonset-namespaces"]
}
