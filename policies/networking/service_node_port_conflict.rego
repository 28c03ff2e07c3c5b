# METADATA
# title: two Services ask for one node port
# description: |
#   A node port belongs to one Service of the whole cluster, whatever its namespace. The API server
#   refuses the Service that comes second, so that it depends on the order which one is missing.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web, namespace: shop}
#   spec:
#     type: NodePort
#     selector: {app: web}
#     ports: [{port: 80, nodePort: 30080}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: blog, namespace: blog}
#   spec:
#     type: NodePort
#     selector: {app: blog}
#     ports: [{port: 80, nodePort: 30080}]
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web, namespace: shop}
#   spec:
#     type: NodePort
#     selector: {app: web}
#     ports: [{port: 80, nodePort: 30080}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: blog, namespace: blog}
#   spec:
#     type: NodePort
#     selector: {app: blog}
#     ports: [{port: 80, nodePort: 30081}]
#   ```
#
#   ```yaml good
#   # One for TCP, the other for UDP.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: dns}
#   spec:
#     type: NodePort
#     selector: {app: dns}
#     ports: [{port: 53, nodePort: 30053}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: dns-udp}
#   spec:
#     type: NodePort
#     selector: {app: dns}
#     ports: [{port: 53, protocol: UDP, nodePort: 30053}]
#   ```
#
#   ```yaml good
#   # `nodePort: 0` asks for any that is free.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     type: LoadBalancer
#     selector: {app: web}
#     ports: [{port: 80, nodePort: 0}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: blog}
#   spec:
#     type: LoadBalancer
#     selector: {app: blog}
#     ports: [{port: 80, nodePort: 0}]
#   ```
# custom:
#   level: error
#   on: links
#   links: [same-node-port]
#   outcomes: [found]
package kubelint.networking.service_node_port_conflict

import data.kubelint.lib.conflict

deny contains finding if {
	input.link.text != "0"
	other := input.targets[0]
	not conflict.is_same(input.resource, other.resource)
	finding := {
		"message": sprintf("node port `%s` of Service %q is also that of Service %q", [
			input.link.text,
			input.resource.name,
			other.resource.name,
		]),
		"path": input.link.path,
		"help": "choose another node port, or leave it out to get one that is free",
		"related": [{
			"of": other.ref,
			"path": ["spec", "ports", i, "nodePort"],
			"message": sprintf("Service %q asks for it here", [other.resource.name]),
		} |
			some i, port in other.object.spec.ports
			sprintf("%v", [port.nodePort]) == input.link.text
		],
	}
}
