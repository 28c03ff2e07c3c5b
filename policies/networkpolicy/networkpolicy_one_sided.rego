# METADATA
# title: only one side of a connection lets it through
# description: |
#   A connection needs an egress rule for the pod that opens it, and an ingress rule for the other
#   one, as soon as policies select them for that direction. A rule on one side alone opens nothing,
#   and the connection times out.
#
#   Only what is certain counts: peers that may be these pods, blocks of addresses and ports by
#   name are taken to let the connection through.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: api}}}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: web}}}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ```
#
#   ```yaml bad
#   # The reverse: admitted, and not let out.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: cache}}}]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: web}}}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: cache}}}]
#       - to: [{podSelector: {}}]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: web}}}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ```
#
#   ```yaml good
#   # A policy for all pods may be there for itself, in a folder without a kustomization.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: default-deny}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ```
#
#   ```yaml good
#   # All policies count together.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: default-deny}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: web}}}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ```
#
#   ```yaml bad
#   # On other ports.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#         ports: [{port: 5432}]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: web}}}]
#         ports: [{port: 3306}, {port: 5432, protocol: UDP}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#         ports: [{port: 5432}]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: web}}}]
#         ports: [{port: 5000, endPort: 6000}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ```
#
#   ```yaml good
#   # A port by name may be any.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#         ports: [{port: 5432}]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: web}}}]
#         ports: [{port: postgres}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ```
#
#   ```yaml good
#   # The pods may have this label, too.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {role: client}}}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ```
#
#   ```yaml good
#   # Whether these are addresses of pods is not known.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{ipBlock: {cidr: 10.0.0.0/8}}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ```
#
#   ```yaml good
#   # What all pods may do is not about one connection.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: api}}}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ```
#
#   ```yaml good
#   # Some of the pods that are meant admit it.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {tier: data}}}]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: api}}}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db, tier: data}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: cache, labels: {app: cache, tier: data}}
#   spec:
#     containers:
#       - {name: cache, image: "example.com/cache:1.0"}
#   ```
# custom:
#   level: info
#   on: links
#   links: [network-policy-peer-pods]
#   outcomes: [found]
package kubelint.networkpolicy.networkpolicy_one_sided

import data.kubelint.lib.network_policy

deny contains finding if {
	input.link.peer == "pods"
	is_certain(input.link.selector)
	is_certain(input.object.spec.podSelector)
	direction := opposite[input.link.use]
	targets := input.targets
	count(targets) > 0
	every target in targets {
		refuses(target, direction)
	}
	not input.links.unit.open
	not input.links.unit.kinds.CiliumNetworkPolicy
	finding := {
		"message": message,
		"path": input.link.path,
		"label": "this side only",
		"help": sprintf("add an %s rule for pods with %s%s", [direction, own, on_ports]),
		"related": network_policy.places(targets[0].networkPolicies, direction),
	}
}

opposite := {"egress": "ingress", "ingress": "egress"}

is_certain(selector) if {
	count(selector.matchLabels) > 0
	count(object.get(selector, "matchExpressions", [])) == 0
}

message := sprintf("NetworkPolicy %q leads to %s, whose policies admit no pod with %s%s", [
	input.resource.name,
	other_side,
	own,
	on_ports,
]) if {
	input.link.use == "egress"
} else := sprintf("NetworkPolicy %q admits %s, whose policies lead to no pod with %s%s", [
	input.resource.name,
	other_side,
	own,
	on_ports,
])

other_side := sprintf("%s %q", [input.link.to[0].kind, input.link.to[0].name])

own := network_policy.wanted(input.object.spec.podSelector)

on_ports := sprintf(" on port `%v`", [port.port]) if {
	[port] := asked
	network_policy.has_port(port)
} else := " on these ports" if {
	count(asked) > 0
} else := ""

# Through which ports this side lets it.
asked := network_policy.ports(input.object.spec[input.link.path[1]][input.link.path[2]])

refuses(target, direction) if {
	network_policy.surely_isolates(target.networkPolicies, direction, input.links.unit)
	not target.pod.spec.hostNetwork
	not may_let_through(network_policy.rules(target.networkPolicies, direction), direction)
}

may_let_through(rules, direction) if {
	some rule in rules
	may_open(network_policy.ports(rule), asked)
	may_name(network_policy.peers(rule, direction))
}

may_open([], _) := true

may_open(_, []) := true

may_open(ports, others) if {
	some port in ports
	some other in others
	network_policy.protocol_of(port) == network_policy.protocol_of(other)
	may_meet(port, other)
}

may_meet(port, _) if not is_number(port.port)

may_meet(_, other) if not is_number(other.port)

may_meet(port, other) if {
	port.port <= object.get(other, "endPort", other.port)
	other.port <= object.get(port, "endPort", port.port)
}

may_name([]) := true

may_name(peers) if {
	some peer in peers
	may_be(peer)
}

may_be(peer) if peer.ipBlock

may_be(peer) if {
	network_policy.may_select(object.get(peer, "namespaceSelector", {}), namespace)
	network_policy.may_select(
		object.get(peer, "podSelector", {}),
		input.object.spec.podSelector.matchLabels,
	)
}

namespace := {"kubernetes.io/metadata.name": input.resource.namespace} if {
	input.resource.namespace
} else := {}
