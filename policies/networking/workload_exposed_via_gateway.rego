# METADATA
# title: pods are reachable through a gateway
# description: |
#   An inventory of what a route of the Gateway API makes reachable from outside of the cluster.
#   Look through it for what was meant to be internal.
#
#   ```yaml bad
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web}
#   spec:
#     parentRefs: [{name: public}]
#     rules:
#       - backendRefs: [{name: web, port: 80}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web}
#   spec:
#     parentRefs: [{name: public}]
#     rules:
#       - backendRefs: [{name: web, port: 80}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: database, labels: {app: database}}
#   spec:
#     containers:
#       - {name: database, image: "example.com/database:1.0"}
#   ```
#
#   ```yaml good
#   # Ingresses are not gateways.
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web}
#   spec:
#     defaultBackend: {service: {name: web, port: {number: 80}}}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: "off"
#   on: pods
#   aliases: [kubescape:C-0266]
package kubelint.networking.workload_exposed_via_gateway

deny contains finding if {
	count(ways) > 0
	way := ways[0]
	finding := {
		"message": sprintf("%s %q is reachable through %s %q and Service %q", [
			input.resource.kind,
			input.resource.name,
			way.route.kind,
			way.route.name,
			way.service.name,
		]),
		"path": ["metadata", "labels"],
		"help": "remove the route when the pods are only for the cluster itself",
		"related": [
			{
				"of": way.route.ref,
				"path": ["metadata", "name"],
				"message": sprintf("%s %q leads to the Service", [way.route.kind, way.route.name]),
			},
			{
				"of": way.service.ref,
				"path": ["spec", "selector"],
				"message": sprintf("Service %q selects the pods", [way.service.name]),
			},
		],
	}
}

ways := [{"service": service, "route": route} |
	some service in input.links.services
	some route in service.exposedBy
	route.kind != "Ingress"
]
