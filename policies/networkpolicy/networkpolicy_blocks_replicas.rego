# METADATA
# title: NetworkPolicies keep the replicas of a StatefulSet apart
# description: |
#   Policies hold between the pods of one workload, too. Replicas that form a cluster find each
#   other by their headless Service, and when no ingress rule admits them every one stays alone.
#
#   Whether the replicas talk to each other at all does not show from the manifests; a StatefulSet
#   with several of them and a headless Service is taken for one that does.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: queue}
#   spec:
#     podSelector: {matchLabels: {app: queue}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: web}}}]
#         ports: [{port: 5672}]
#   ---
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: queue}
#   spec:
#     replicas: 3
#     serviceName: queue
#     selector: {matchLabels: {app: queue}}
#     template:
#       metadata: {labels: {app: queue}}
#       spec:
#         containers:
#           - {name: queue, image: "example.com/queue:1.0"}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: queue}
#   spec:
#     clusterIP: None
#     selector: {app: queue}
#     ports: [{name: client, port: 5672}, {name: peers, port: 7000}]
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: queue}
#   spec:
#     podSelector: {matchLabels: {app: queue}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: web}}}]
#         ports: [{port: 5672}]
#       - from: [{podSelector: {matchLabels: {app: queue}}}]
#   ---
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: queue}
#   spec:
#     replicas: 3
#     serviceName: queue
#     selector: {matchLabels: {app: queue}}
#     template:
#       metadata: {labels: {app: queue}}
#       spec:
#         containers:
#           - {name: queue, image: "example.com/queue:1.0"}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: queue}
#   spec:
#     clusterIP: None
#     selector: {app: queue}
#     ports: [{name: client, port: 5672}, {name: peers, port: 7000}]
#   ```
#
#   ```yaml bad
#   # Everybody, on a port of which the Service knows nothing.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: queue}
#   spec:
#     podSelector: {matchLabels: {app: queue}}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: 9090}]
#   ---
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: queue}
#   spec:
#     replicas: 3
#     serviceName: queue
#     selector: {matchLabels: {app: queue}}
#     template:
#       metadata: {labels: {app: queue}}
#       spec:
#         containers:
#           - {name: queue, image: "example.com/queue:1.0"}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: queue}
#   spec:
#     clusterIP: None
#     selector: {app: queue}
#     ports: [{name: client, port: 5672}, {name: peers, port: 7000}]
#   ```
#
#   ```yaml good
#   # Everybody, on a port of the Service.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: queue}
#   spec:
#     podSelector: {matchLabels: {app: queue}}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: 5672}]
#   ---
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: queue}
#   spec:
#     replicas: 3
#     serviceName: queue
#     selector: {matchLabels: {app: queue}}
#     template:
#       metadata: {labels: {app: queue}}
#       spec:
#         containers:
#           - {name: queue, image: "example.com/queue:1.0"}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: queue}
#   spec:
#     clusterIP: None
#     selector: {app: queue}
#     ports: [{name: client, port: 5672}, {name: peers, port: 7000}]
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: queue}
#   spec:
#     podSelector: {matchLabels: {app: queue}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {}}]
#   ---
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: queue}
#   spec:
#     replicas: 3
#     serviceName: queue
#     selector: {matchLabels: {app: queue}}
#     template:
#       metadata: {labels: {app: queue}}
#       spec:
#         containers:
#           - {name: queue, image: "example.com/queue:1.0"}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: queue}
#   spec:
#     clusterIP: None
#     selector: {app: queue}
#     ports: [{name: client, port: 5672}, {name: peers, port: 7000}]
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: queue}
#   spec:
#     podSelector: {matchLabels: {app: queue}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{namespaceSelector: {}}]
#   ---
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: queue}
#   spec:
#     replicas: 3
#     serviceName: queue
#     selector: {matchLabels: {app: queue}}
#     template:
#       metadata: {labels: {app: queue}}
#       spec:
#         containers:
#           - {name: queue, image: "example.com/queue:1.0"}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: queue}
#   spec:
#     clusterIP: None
#     selector: {app: queue}
#     ports: [{name: client, port: 5672}, {name: peers, port: 7000}]
#   ```
#
#   ```yaml good
#   # All policies count together.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: queue}
#   spec:
#     podSelector: {matchLabels: {app: queue}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: web}}}]
#         ports: [{port: 5672}]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: peers}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {tier: data}}}]
#   ---
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: queue}
#   spec:
#     replicas: 3
#     serviceName: queue
#     selector: {matchLabels: {app: queue}}
#     template:
#       metadata: {labels: {app: queue, tier: data}}
#       spec:
#         containers:
#           - {name: queue, image: "example.com/queue:1.0"}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: queue}
#   spec:
#     clusterIP: None
#     selector: {app: queue}
#     ports: [{name: client, port: 5672}, {name: peers, port: 7000}]
#   ```
#
#   ```yaml good
#   # A policy for all pods may be there for itself, in a folder without a kustomization.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: deny}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: queue}
#   spec:
#     replicas: 3
#     serviceName: queue
#     selector: {matchLabels: {app: queue}}
#     template:
#       metadata: {labels: {app: queue}}
#       spec:
#         containers:
#           - {name: queue, image: "example.com/queue:1.0"}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: queue}
#   spec:
#     clusterIP: None
#     selector: {app: queue}
#     ports: [{name: client, port: 5672}, {name: peers, port: 7000}]
#   ```
#
#   ```yaml good
#   # One replica has nobody to talk to.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: queue}
#   spec:
#     podSelector: {matchLabels: {app: queue}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: web}}}]
#         ports: [{port: 5672}]
#   ---
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: queue}
#   spec:
#     replicas: 1
#     serviceName: queue
#     selector: {matchLabels: {app: queue}}
#     template:
#       metadata: {labels: {app: queue}}
#       spec:
#         containers:
#           - {name: queue, image: "example.com/queue:1.0"}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: queue}
#   spec:
#     clusterIP: None
#     selector: {app: queue}
#     ports: [{name: client, port: 5672}, {name: peers, port: 7000}]
#   ```
#
#   ```yaml good
#   # Without the addresses of its peers a replica does not look for them.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: queue}
#   spec:
#     podSelector: {matchLabels: {app: queue}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: web}}}]
#         ports: [{port: 5672}]
#   ---
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: queue}
#   spec:
#     replicas: 3
#     serviceName: queue
#     selector: {matchLabels: {app: queue}}
#     template:
#       metadata: {labels: {app: queue}}
#       spec:
#         containers:
#           - {name: queue, image: "example.com/queue:1.0"}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: queue}
#   spec:
#     selector: {app: queue}
#     ports: [{name: client, port: 5672}, {name: peers, port: 7000}]
#   ```
# custom:
#   level: info
#   on: links
#   links: [governing-service]
#   outcomes: [found]
package kubelint.networkpolicy.networkpolicy_blocks_replicas

import data.kubelint.lib.network_policy

deny contains finding if {
	input.object.spec.replicas > 1
	network_policy.surely_isolates(input.links.networkPolicies, "ingress", input.links.unit)
	[service] := input.targets
	service.object.spec.clusterIP == "None"
	rules := network_policy.rules(input.links.networkPolicies, "ingress")
	not may_let_through(rules, object.get(service.object.spec, "ports", []))
	not is_named
	not input.object.spec.template.spec.hostNetwork
	not network_policy.has_other_policies(input.links.usedBy)
	not "spec.replicas" in input.links.unit.patches
	not input.links.unit.open
	finding := {
		"message": sprintf(
			"the %d replicas of %s %q cannot reach each other: no ingress rule admits them",
			[input.object.spec.replicas, input.resource.kind, input.resource.name],
		),
		"path": ["spec", "replicas"],
		"help": sprintf("if they have to, add an ingress rule for pods with %s", [
			network_policy.wanted(input.object.spec.selector),
		]),
		"related": array.concat(
			network_policy.places(input.links.networkPolicies, "ingress"),
			[{
				"of": service.ref,
				"path": ["spec", "clusterIP"],
				"message": "they find each other by this Service",
			}],
		),
	}
}

# Whether one of these policies has a `podSelector` for these pods among its peers.
is_named if {
	some user in input.links.usedBy
	user.relation == "network-policy-peer-pods"
	user.path[1] == "ingress"
	some policy in network_policy.isolating(input.links.networkPolicies, "ingress")
	policy.ref == user.ref
}

may_let_through(rules, ports) if {
	some rule in rules
	network_policy.peers(rule, "ingress") == []
	may_open(rule, ports)
}

may_let_through(rules, _) if {
	some rule in rules
	some peer in rule.from
	may_be_own(peer)
}

may_be_own(peer) if peer.ipBlock

may_be_own(peer) if {
	not peer.podSelector
	network_policy.may_select(peer.namespaceSelector, namespace)
}

namespace := {"kubernetes.io/metadata.name": input.resource.namespace} if {
	input.resource.namespace
} else := {}

may_open(rule, ports) if {
	some port in ports
	may_open_one(rule, object.get(port, "targetPort", port.port), object.get(port, "protocol", "TCP"))
}

may_open_one(_, number, _) if is_string(number)

may_open_one(rule, number, protocol) if network_policy.opens(rule, number, protocol)
