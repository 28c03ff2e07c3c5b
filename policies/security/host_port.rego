# METADATA
# title: container takes a port of its node
# description: |
#   A `hostPort` listens on every address of the node, past Services and in many clusters past
#   NetworkPolicies too. Only one pod with that port fits on a node, so that a rollout waits for a
#   node that is free.
#
#   A pod on the node's network is the matter of `host-network`: its ports are the node's anyway.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{containerPort: 8080, hostPort: 8080}]
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
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     hostNetwork: true
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{containerPort: 8080, hostPort: 8080}]
#   ```
#
#   ```yaml good {"allowed": [{"min": 9100, "max": 9199}]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: metrics}
#   spec:
#     containers:
#       - name: metrics
#         image: example.com/metrics:1.0
#         ports: [{containerPort: 9100, hostPort: 9100}]
#   ```
# custom:
#   level: warning
#   on: containers
#   containers: [regular, sidecar, init, ephemeral]
#   aliases:
#     - polaris:hostPortSet
#     - checkov:CKV_K8S_26
#     - trivy:KSV-0024
#     - kubescape:C-0044
#     - gatekeeper:K8sPSPHostNetworkingPorts
#   params:
#     allowed:
#       default: []
#       description: the ports of the node that may be taken, each range as `{min, max}`
package kubelint.security.host_port

import data.kubelint.lib.number_range

deny contains finding if {
	some i, port in input.container.ports
	port.hostPort > 0
	not input.pod.effective.hostNetwork
	not number_range.covers(input.params.allowed, port.hostPort)
	finding := {
		"message": sprintf(
			"container %q takes port %d of its node",
			[input.container.name, port.hostPort],
		),
		"path": ["ports", i, "hostPort"],
		"help": "remove `hostPort`, and publish the port with a Service",
	}
}
