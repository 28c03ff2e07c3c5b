# METADATA
# title: two Services lead to the same pods and port
# description: |
#   Two Services with one selector are two names for the same pods, and it is easy to change one and
#   to forget the other. Often the second is a copy whose selector was never adapted.
#
#   Not reported are Services that lead to different ports, such as one for metrics, a headless one
#   beside one with an address, and one for the outside (LoadBalancer, NodePort) beside one for the
#   cluster.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: api}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: api}
#   spec:
#     selector: {app: api}
#     ports: [{port: 80}]
#   ```
#
#   ```yaml good
#   # One is headless.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: database}
#   spec:
#     selector: {app: database}
#     ports: [{port: 5432}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: database-peers}
#   spec:
#     clusterIP: None
#     selector: {app: database}
#     ports: [{port: 5432}]
#   ```
#
#   ```yaml bad {"allow-headless-pair": false}
#   apiVersion: v1
#   kind: Service
#   metadata: {name: database}
#   spec:
#     selector: {app: database}
#     ports: [{port: 5432}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: database-peers}
#   spec:
#     clusterIP: None
#     selector: {app: database}
#     ports: [{port: 5432}]
#   ```
#
#   ```yaml good
#   # They lead to different ports, or have different types.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80, targetPort: http}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web-metrics}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80, targetPort: metrics}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: api}
#   spec:
#     selector: {app: api}
#     ports: [{port: 80}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: api-external}
#   spec:
#     type: LoadBalancer
#     selector: {app: api}
#     ports: [{port: 80}]
#   ```
# custom:
#   level: "off"
#   on: links
#   links: [same-selector]
#   outcomes: [found]
#   aliases: [gatekeeper:K8sUniqueServiceSelector]
#   params:
#     allow-headless-pair:
#       default: true
#       description: a headless Service may stand beside one with an address
package kubelint.networking.service_selector_duplicate

import data.kubelint.lib.conflict

deny contains finding if {
	input.link.to
	other := input.targets[0]
	not conflict.is_same(input.resource, other.resource)
	not is_headless_pair(other.object)
	type(input.object) == type(other.object)
	count(ports(input.object) & ports(other.object)) > 0
	finding := {
		"message": sprintf("Service %q leads to the same pods and port as Service %q", [
			input.resource.name,
			other.resource.name,
		]),
		"path": ["spec", "selector"],
		"help": "correct the selector, or use one Service for both",
		"related": [{
			"of": other.ref,
			"path": ["spec", "selector"],
			"message": sprintf("Service %q has the same selector", [other.resource.name]),
		}],
	}
}

is_headless_pair(other) if {
	input.params["allow-headless-pair"]
	is_headless(input.object) != is_headless(other)
}

is_headless(service) if {
	service.spec.clusterIP == "None"
} else := false

type(service) := object.get(service, ["spec", "type"], "ClusterIP")

# Where the ports of a Service lead.
ports(service) := {object.get(port, "targetPort", port.port) | some port in service.spec.ports}
