# METADATA
# title: pod on the node's network does not resolve Services
# description: |
#   A pod with `hostNetwork: true` gets the node's DNS servers, even where `dnsPolicy:
#   ClusterFirst` is written. Names of Services are then unknown in it, unless it says
#   `ClusterFirstWithHostNet`.
#
#   What is `system-node-critical` starts before the cluster's DNS and is not reported.
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
#     hostNetwork: true
#     dnsPolicy: ClusterFirstWithHostNet
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     hostNetwork: true
#     dnsPolicy: ClusterFirst
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     hostNetwork: true
#     dnsPolicy: Default
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: network, namespace: kube-system}
#   spec:
#     hostNetwork: true
#     priorityClassName: system-node-critical
#     containers:
#       - {name: network, image: "example.com/network:1.0"}
#   ```
# custom:
#   level: info
#   on: pods
package kubelint.security.host_network_dns_policy

deny contains finding if {
	input.pod.spec.hostNetwork == true
	input.pod.effective.dnsPolicy == "ClusterFirst"
	input.pod.os != "windows"
	not input.pod.spec.securityContext.windowsOptions.hostProcess
	not input.pod.spec.dnsConfig.nameservers
	object.get(input.pod.spec, "priorityClassName", "") != "system-node-critical"
	finding := {
		"message": "pod uses the DNS of its node and does not resolve Services (`hostNetwork: true`)",
		"path": ["spec", "dnsPolicy"],
		"help": "set `dnsPolicy: ClusterFirstWithHostNet`, or `Default` when the node's DNS is meant",
		"fix": {
			"title": "use the cluster's DNS",
			"set": ["spec", "dnsPolicy"],
			"value": "ClusterFirstWithHostNet",
		},
	}
}
