# METADATA
# title: NetworkPolicies let everyone connect to a data store
# description: |
#   A rule without `from`, or for all addresses, opens a port on which databases, caches and queues
#   listen to every pod of the cluster. Few of them need it, and any that is taken over can try
#   passwords or read what asks for none.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: 5432}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - name: db
#         image: example.com/db:1.0
#         ports: [{containerPort: 5432}]
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: web}}}]
#         ports: [{port: 5432}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - name: db
#         image: example.com/db:1.0
#         ports: [{containerPort: 5432}]
#   ```
#
#   ```yaml good
#   # Metrics for everyone.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: 9187}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - name: db
#         image: example.com/db:1.0
#         ports: [{containerPort: 5432}, {containerPort: 9187}]
#   ```
#
#   ```yaml good
#   # It is meant to be reached from outside.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - {}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: db}
#   spec:
#     type: LoadBalancer
#     selector: {app: db}
#     ports: [{port: 5432}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - name: db
#         image: example.com/db:1.0
#         ports: [{containerPort: 5432}]
#   ```
# custom:
#   level: off
#   on: pods
#   params:
#     ports:
#       default: [1433, 1521, 2379, 3306, 5432, 5672, 5984, 6379, 9042, 9092, 9200, 11211, 27017]
#       description: ports that data stores listen on
package kubelint.networkpolicy.networkpolicy_data_store_open

import data.kubelint.lib.network_policy

deny contains finding if {
	some policy in input.links.networkPolicies
	policy.ingress
	some i, rule in policy.spec.ingress
	network_policy.is_for_everyone(rule, "ingress")
	some container in input.pod.containers
	some j, port in container.ports
	port.containerPort in input.params.ports
	network_policy.opens(rule, port.containerPort, object.get(port, "protocol", "TCP"))
	not is_open_to_the_outside
	finding := {
		"message": sprintf("NetworkPolicy %q lets everyone connect to port %v of %s %q", [
			policy.name,
			port.containerPort,
			input.resource.kind,
			input.resource.name,
		]),
		"path": array.concat(container.path, ["ports", j, "containerPort"]),
		"help": "name in `from` who may connect",
		"related": [{
			"of": policy.ref,
			"path": ["spec", "ingress", i],
			"message": "this rule is for everyone",
		}],
	}
}

is_open_to_the_outside if {
	some service in input.links.services
	is_outside(service)
}

is_outside(service) if service.type in {"LoadBalancer", "NodePort"}

is_outside(service) if count(service.exposedBy) > 0
