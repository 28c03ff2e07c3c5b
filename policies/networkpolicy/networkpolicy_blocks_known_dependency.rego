# METADATA
# title: NetworkPolicies block a connection that the settings ask for
# description: |
#   A setting of the container names a Service, and none of the egress rules of the pod's policies
#   can match the pods behind it, or no ingress rule of those can match the pod. Connections to it
#   time out, which looks as if the other side were down.
#
#   Only what is certain counts: peers that may be these pods, blocks of addresses and ports by name
#   are taken to let the connection through.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
#       - to: [{podSelector: {matchLabels: {app: cache}}}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: DATABASE_HOST, value: "db:5432"}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: db}
#   spec:
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
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: DATABASE_HOST, value: "db:5432"}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: db}
#   spec:
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
#
#   ```yaml bad
#   # Another port.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 53, protocol: UDP}]
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#         ports: [{port: 3306}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: DATABASE_HOST, value: "db:5432"}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: db}
#   spec:
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
#
#   ```yaml good
#   # The port of the pods counts, not that of the Service.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#         ports: [{port: 15432}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: DATABASE_HOST, value: "db:5432"}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: db}
#   spec:
#     selector: {app: db}
#     ports: [{port: 5432, targetPort: 15432}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - name: db
#         image: example.com/db:1.0
#         ports: [{containerPort: 15432}]
#   ```
#
#   ```yaml good
#   # Another policy lets it through.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
#       - to: [{podSelector: {matchLabels: {app: cache}}}]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: DATABASE_HOST, value: "db:5432"}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: db}
#   spec:
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
#
#   ```yaml good
#   # The pods of the Service may have this label, too.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
#       - to: [{podSelector: {matchLabels: {role: data}}}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: DATABASE_HOST, value: "db:5432"}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: db}
#   spec:
#     selector: {app: db}
#     ports: [{port: 5432}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db, role: data}}
#   spec:
#     containers:
#       - name: db
#         image: example.com/db:1.0
#         ports: [{containerPort: 5432}]
#   ```
#
#   ```yaml bad
#   # A `podSelector` alone is for the own namespace.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web, namespace: shop}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
#       - to: [{podSelector: {matchLabels: {app: db}}}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: DATABASE_HOST, value: "db.data:5432"}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: db, namespace: data}
#   spec:
#     selector: {app: db}
#     ports: [{port: 5432}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, namespace: data, labels: {app: db}}
#   spec:
#     containers:
#       - name: db
#         image: example.com/db:1.0
#         ports: [{containerPort: 5432}]
#   ```
#
#   ```yaml bad
#   # The other side: nobody is admitted.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: DATABASE_HOST, value: "db:5432"}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: db}
#   spec:
#     selector: {app: db}
#     ports: [{port: 5432}]
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
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: DATABASE_HOST, value: "db:5432"}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: db}
#   spec:
#     selector: {app: db}
#     ports: [{port: 5432}]
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
#   # Nobody on this port.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: web}}}]
#         ports: [{port: 3306}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: DATABASE_HOST, value: "db:5432"}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: db}
#   spec:
#     selector: {app: db}
#     ports: [{port: 5432}]
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
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: DATABASE_HOST, value: "db:5432"}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: db}
#   spec:
#     selector: {app: db}
#     ports: [{port: 5432}]
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
#   # Nobody of that namespace.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db, namespace: data}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: web}}}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: DATABASE_HOST, value: "db.data:5432"}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: db, namespace: data}
#   spec:
#     selector: {app: db}
#     ports: [{port: 5432}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, namespace: data, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ```
#
#   ```yaml good
#   # The namespace may have this label.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db, namespace: data}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{namespaceSelector: {matchLabels: {team: shop}}}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: DATABASE_HOST, value: "db.data:5432"}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: db, namespace: data}
#   spec:
#     selector: {app: db}
#     ports: [{port: 5432}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, namespace: data, labels: {app: db}}
#   spec:
#     containers:
#       - {name: db, image: "example.com/db:1.0"}
#   ```
#
#   ```yaml good
#   # Another policy admits everybody.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: db}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: db}}
#     policyTypes: [Ingress]
#     ingress:
#       - {}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: DATABASE_HOST, value: "db:5432"}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: db}
#   spec:
#     selector: {app: db}
#     ports: [{port: 5432}]
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
#   # A Service of the pod itself.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
#       - to: [{podSelector: {matchLabels: {app: cache}}}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: PUBLIC_HOST, value: "web:8080"}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80, targetPort: 8080}]
#   ```
# custom:
#   level: info
#   on: links
#   links: [env-service, service-pods]
#   outcomes: [found]
package kubelint.networkpolicy.networkpolicy_blocks_known_dependency

import data.kubelint.lib.network_policy

# The side of the pod that asks.
deny contains finding if {
	input.link.relation == "env-service"
	some policy in input.links.networkPolicies
	policy.egress
	[service] := input.targets
	count(service.object.spec.selector) > 0
	count(service.workloads) > 0
	not is_own(service.workloads, input.resource)
	rules := network_policy.rules(input.links.networkPolicies, "egress")
	not may_let_through(rules, service)
	not input.pod.effective.hostNetwork
	not network_policy.has_other_policies(input.links.usedBy)
	finding := {
		"message": sprintf(
			"%s %q uses Service %q, and no egress rule of its NetworkPolicies leads there",
			[input.resource.kind, input.resource.name, service.resource.name],
		),
		"path": input.link.path,
		"help": sprintf("add an egress rule for pods with %s%s", [
			network_policy.wanted({"matchLabels": service.object.spec.selector}),
			on_ports(ports(service)),
		]),
		"related": array.concat(
			network_policy.places(input.links.networkPolicies, "egress"),
			[{
				"of": service.ref,
				"path": ["metadata", "name"],
				"message": sprintf("Service %q leads to %s %q", [
					service.resource.name,
					service.workloads[0].kind,
					service.workloads[0].name,
				]),
			}],
		),
	}
}

is_own(workloads, resource) if {
	some workload in workloads
	workload.kind == resource.kind
	workload.name == resource.name
}

may_let_through(rules, service) if {
	some rule in rules
	may_open(rule, ports(service))
	may_name(rule, service)
}

may_name(rule, _) if network_policy.peers(rule, "egress") == []

may_name(rule, service) if {
	some peer in rule.to
	may_be(peer, service)
}

may_be(peer, _) if peer.ipBlock

may_be(peer, service) if {
	is_in_scope(peer, service)
	network_policy.may_select(object.get(peer, "podSelector", {}), service.object.spec.selector)
}

is_in_scope(peer, service) if {
	network_policy.may_select(peer.namespaceSelector, name_of(service.resource))
}

is_in_scope(peer, service) if {
	not peer.namespaceSelector
	not is_elsewhere(service.resource)
}

name_of(resource) := {"kubernetes.io/metadata.name": resource.namespace} if {
	resource.namespace
} else := {}

is_elsewhere(resource) if resource.namespace != input.resource.namespace

# The ports of the pods: where the one of the Service that is asked for leads, else all of them.
ports(service) := asked if {
	asked := [port | some port in service.object.spec.ports; is_asked_for(port)]
	count(asked) > 0
} else := object.get(service.object.spec, "ports", [])

is_asked_for(port) if sprintf("%v", [port.port]) == input.link.target.key

is_asked_for(port) if port.name == input.link.target.key

may_open(rule, _) if network_policy.ports(rule) == []

may_open(rule, list) if {
	some port in list
	number := object.get(port, "targetPort", port.port)
	may_open_one(rule, number, object.get(port, "protocol", "TCP"))
}

may_open_one(_, number, _) if is_string(number)

may_open_one(rule, number, protocol) if network_policy.opens(rule, number, protocol)

on_ports(list) := sprintf(" on port `%v`", [object.get(list[0], "targetPort", list[0].port)]) if {
	count(list) == 1
} else := ""

# The side of the pods behind the Service.
deny contains finding if {
	input.link.relation == "service-pods"
	users := [user |
		some user in input.links.usedBy
		user.relation == "env-service"
		user.kind != "ConfigMap"
	]
	count(users) > 0
	targets := input.targets
	clients := [user | some user in users; are_shut(targets, user)]
	count(clients) > 0
	not input.links.unit.open
	not input.links.unit.kinds.CiliumNetworkPolicy
	finding := {
		"message": sprintf(
			"%s %q uses Service %q, and no ingress rule of the pods behind it can admit it%s",
			[clients[0].kind, clients[0].name, input.resource.name, more(count(clients) - 1)],
		),
		"path": input.link.path,
		"help": sprintf("add an ingress rule for %s %q, in a policy for these pods", [
			clients[0].kind,
			clients[0].name,
		]),
		"related": array.concat(
			network_policy.places(targets[0].networkPolicies, "ingress"),
			[{
				"of": client.ref,
				"path": client.path,
				"message": sprintf("%s %q connects to it", [client.kind, client.name]),
			} |
				some client in array.slice(clients, 0, 3)
			],
		),
	}
}

more(0) := ""

more(number) := sprintf(", as %d more", [number]) if number > 0

are_shut(targets, user) if {
	count(targets) > 0
	every target in targets {
		is_shut(target, user)
	}
}

is_shut(target, user) if {
	not is_own([target.resource], user)
	network_policy.surely_isolates(target.networkPolicies, "ingress", input.links.unit)
	not target.pod.spec.hostNetwork
	not may_admit(network_policy.rules(target.networkPolicies, "ingress"), user)
}

may_admit(rules, user) if {
	some rule in rules
	may_open(rule, object.get(input.object.spec, "ports", []))
	may_stand_for(network_policy.peers(rule, "ingress"), user)
}

may_stand_for([], _) := true

may_stand_for(peers, user) if {
	some peer in peers
	may_be_user(peer, user)
}

may_be_user(peer, _) if peer.ipBlock

may_be_user(peer, user) if {
	network_policy.may_select(peer.namespaceSelector, name_of(user))
}

may_be_user(peer, user) if {
	not peer.namespaceSelector
	not is_elsewhere(user)
}
