# METADATA
# title: route leads to a Service or port that is not there
# description: |
#   A route of the Gateway API passes requests on to Services by name and port. For one that is not
#   there the gateway answers them with an error, and the route's status says so where few look.
#
#   A name that nothing resembles is reported only where other Services of the namespace are among
#   the files.
#
#   ```yaml bad
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web}
#   spec:
#     parentRefs: [{name: public}]
#     rules:
#       - backendRefs: [{name: wbe, port: 80}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80, targetPort: 8080}]
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
#     ports: [{port: 80, targetPort: 8080}]
#   ```
#
#   ```yaml bad
#   # The port of the pods in place of that of the Service.
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: GRPCRoute
#   metadata: {name: web}
#   spec:
#     parentRefs: [{name: public}]
#     rules:
#       - backendRefs: [{name: web, port: 8080}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80, targetPort: 8080}]
#   ```
#
#   ```yaml bad
#   # The Service is in another namespace, and the route does not say so.
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web, namespace: edge}
#   spec:
#     parentRefs: [{name: public}]
#     rules:
#       - backendRefs: [{name: web, port: 80}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web, namespace: shop}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ```
#
#   ```yaml good
#   # The Services are elsewhere.
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web}
#   spec:
#     parentRefs: [{name: public}]
#     rules:
#       - backendRefs: [{name: web, port: 80}]
#   ```
# custom:
#   level: warning
#   on: links
#   links: [route-backend]
#   outcomes: [missing, missing-key, wrong-namespace, wrong-kind]
#   aliases: [kubescape:C-0302]
package kubelint.networking.gateway_route_backend_missing

import data.kubelint.lib.link

deny contains finding if {
	input.link.outcome != "missing-key"
	link.reportable(input.link)
	finding := object.union(link.finding(input.link, missing, otherwise), elsewhere)
}

# A route may lead to another namespace, when it says so.
elsewhere := {
	"help": sprintf("write `namespace: %s` beside it, and add a ReferenceGrant there", [
		input.link.to[0].namespace,
	]),
	"fix": {
		"title": sprintf("set namespace to %s", [input.link.to[0].namespace]),
		"set": array.concat(beside, ["namespace"]),
		"value": input.link.to[0].namespace,
	},
} if {
	input.link.outcome == "wrong-namespace"
	input.link.to[0].namespace
} else := {}

beside := array.slice(input.link.path, 0, count(input.link.path) - 1)

deny contains finding if {
	input.link.outcome == "missing-key"
	finding := object.union(link.finding(input.link, without_port, the_ports), {"shift": 1})
}

missing := sprintf("%s %q leads to %s %q, which is only in namespace %q", [
	input.resource.kind,
	input.resource.name,
	input.link.target.kind,
	input.link.target.name,
	input.link.to[0].namespace,
]) if {
	input.link.outcome == "wrong-namespace"
} else := sprintf("%s %q leads to %s %q, which is not among the manifests", [
	input.resource.kind,
	input.resource.name,
	input.link.target.kind,
	input.link.target.name,
])

otherwise := "write the name of a Service, add it, or list it under `[externals]` in kubelint.toml"

without_port := sprintf("%s %q leads to port `%s` of Service %q, which only its pods have", [
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

the_ports := sprintf("the Service has `%s`", [concat("`, `", ports)]) if {
	count(ports) > 0
} else := "write a port of the Service"

ports := [sprintf("%v", [port.port]) | some port in input.targets[0].object.spec.ports]
