# METADATA
# title: Ingress leads to a port that the Service does not have
# description: |
#   The port of a backend is one of the ports of the Service, by its number or its name, and not the
#   port on which the pods listen. For one that the Service lacks the controller answers every
#   request with an error page.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web}
#   spec:
#     rules:
#       - host: shop.example.com
#         http:
#           paths:
#             - path: /
#               pathType: Prefix
#               backend: {service: {name: web, port: {number: 8080}}}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{name: http, port: 80, targetPort: 8080}]
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web}
#   spec:
#     rules:
#       - host: shop.example.com
#         http:
#           paths:
#             - path: /
#               pathType: Prefix
#               backend: {service: {name: web, port: {number: 80}}}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{name: http, port: 80, targetPort: 8080}]
#   ```
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web}
#   spec:
#     defaultBackend: {service: {name: web, port: {name: htpp}}}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{name: http, port: 80}, {name: metrics, port: 9090}]
#   ```
#
#   ```yaml good
#   # By its name.
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web}
#   spec:
#     defaultBackend: {service: {name: web, port: {name: http}}}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{name: http, port: 80}, {name: metrics, port: 9090}]
#   ```
#
#   ```yaml good
#   # An action of the AWS controller that has the name of a Service.
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web}
#   spec:
#     defaultBackend: {service: {name: web, port: {name: use-annotation}}}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ```
# custom:
#   level: error
#   on: links
#   links: [backend]
#   outcomes: [missing-key]
#   aliases: [kube-linter:dangling-ingress, kube-score:ingress-targets-service]
package kubelint.networking.ingress_backend_port_missing

import data.kubelint.lib.link

deny contains finding if {
	input.link.target.key != "use-annotation"
	finding := object.union(link.finding(input.link, message, otherwise), {"shift": 0})
}

message := sprintf("%s %q leads to port `%s` of Service %q, which only its pods have", [
	input.resource.kind,
	input.resource.name,
	input.link.target.key,
	input.link.target.name,
]) if {
	input.link.nearest.why == "pod-port"
} else := sprintf("%s %q leads to port `%s` of Service %q, which does not have it", [
	input.resource.kind,
	input.resource.name,
	input.link.target.key,
	input.link.target.name,
])

otherwise := sprintf("the Service has %s", [concat(", ", ports)]) if {
	count(ports) > 0
} else := "write the number or the name of a port of the Service"

ports := [in_words(port) | some port in input.targets[0].object.spec.ports]

in_words(port) := sprintf("`%v` (%s)", [port.port, port.name]) if {
	port.name
} else := sprintf("`%v`", [port.port])
