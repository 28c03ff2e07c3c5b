# METADATA
# title: kind has a better successor
# description: |
#   These kinds are still served, but Kubernetes has given up on them: they get no new features,
#   and kubectl prints a warning for some.
#   What replaces them does the same and more, such as rolling updates or endpoints of both IP
#   families.
#
#   PodSecurityPolicy and PodPreset are gone from every supported version, which `api-removed`
#   says.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: ReplicationController
#   metadata: {name: web}
#   spec:
#     replicas: 2
#     selector: {app: web}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 2
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Endpoints
#   metadata: {name: db}
#   subsets:
#     - addresses: [{ip: 192.0.2.10}]
#       ports: [{port: 5432}]
#   ```
#
#   ```yaml good 1.32
#   apiVersion: v1
#   kind: Endpoints
#   metadata: {name: db}
#   subsets:
#     - addresses: [{ip: 192.0.2.10}]
#       ports: [{port: 5432}]
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: ComponentStatus
#   metadata: {name: scheduler}
#   ```
#
#   ```yaml good
#   apiVersion: example.com/v1
#   kind: Endpoints
#   metadata: {name: db}
#   ```
# custom:
#   level: info
#   on: [ReplicationController, Endpoints, ComponentStatus]
#   aliases: [kubescape:C-0068]
#   mutes: [naked-replicaset]
package kubelint.api.kind_discouraged

kinds := {
	"ReplicationController": {
		"message": "ReplicationController is the predecessor of the Deployment",
		"help": "use a Deployment, it updates its pods one after the other",
	},
	"Endpoints": {
		"since": 33,
		"message": "Endpoints was deprecated in Kubernetes 1.33",
		"help": "use a discovery.k8s.io/v1 EndpointSlice with the label `kubernetes.io/service-name`",
	},
	"ComponentStatus": {
		"message": "ComponentStatus was deprecated in Kubernetes 1.19",
		"help": "ask the components themselves, at `/livez` and `/readyz`",
	},
}

deny contains finding if {
	input.resource.apiVersion == "v1"
	entry := kinds[input.resource.kind]
	object.get(entry, "since", 0) <= input.target.minor
	finding := {
		"message": entry.message,
		"path": ["kind"],
		"help": entry.help,
	}
}
