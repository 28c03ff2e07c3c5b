# METADATA
# title: Service without a selector and without endpoints
# description: |
#   A Service without a selector finds no pods by itself: somebody has to write its EndpointSlices.
#   When nobody does, its name resolves and every connection to it is refused.
#
#   It is reported where workloads or endpoints of the namespace are among the files, so that those
#   of this Service could be expected there too; not in a kustomization, which may add the selector.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     ports: [{port: 80}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     labels: {app: web}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
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
#   kind: Pod
#   metadata:
#     name: web
#     labels: {app: web}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Service
#   metadata: {name: database}
#   spec:
#     ports: [{port: 5432}]
#   ---
#   apiVersion: discovery.k8s.io/v1
#   kind: EndpointSlice
#   metadata:
#     name: database-1
#     labels: {kubernetes.io/service-name: database}
#   addressType: IPv4
#   ports: [{port: 5432}]
#   endpoints: [{addresses: [192.0.2.10]}]
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Service
#   metadata: {name: database}
#   spec:
#     ports: [{port: 5432}]
#   ---
#   apiVersion: v1
#   kind: Endpoints
#   metadata: {name: database}
#   subsets:
#     - addresses: [{ip: 192.0.2.10}]
#       ports: [{port: 5432}]
#   ```
#
#   ```yaml bad
#   # The endpoints are those of another Service.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: database}
#   spec:
#     selector: {}
#     ports: [{port: 5432}]
#   ---
#   apiVersion: v1
#   kind: Endpoints
#   metadata: {name: postgres}
#   subsets:
#     - addresses: [{ip: 192.0.2.10}]
#       ports: [{port: 5432}]
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Service
#   metadata: {name: search}
#   spec:
#     type: ExternalName
#     externalName: search.example.com
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   # A controller that is not among the files may write the endpoints.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: database}
#   spec:
#     ports: [{port: 5432}]
#   ```
# custom:
#   level: info
#   on: [Service]
#   aliases: [kube-linter:dangling-service]
package kubelint.networking.service_without_selector

deny contains finding if {
	input.object.spec.ports
	not has_selector
	not input.object.spec.type == "ExternalName"
	not input.links.unit.open
	not input.links.unit.kustomize
	not has_endpoints
	are_expected
	finding := {
		"message": sprintf("Service %q has neither a selector nor endpoints", [input.resource.name]),
		"path": ["spec", "selector"],
		"help": sprintf(
			"set `selector`, or add an EndpointSlice with the label `%s: %s`",
			["kubernetes.io/service-name", input.resource.name],
		),
	}
}

has_selector if count(input.object.spec.selector) > 0

has_endpoints if {
	some use in input.links.usedBy
	use.relation == "endpoints"
}

are_expected if {
	some kind in [
		"Endpoints", "EndpointSlice",
		"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Pod",
	]
	input.links.unit.kinds[kind]
}
