# METADATA
# title: pods may connect to others and not to DNS
# description: |
#   As soon as a policy restricts egress, lookups of names are dropped unless a rule opens port 53
#   to the cluster's DNS. The pods then fail on every name, also on those of the Services that they
#   may connect to.
#
#   All policies that select the pods count together. Nothing is reported where they open addresses
#   only, or nothing at all, unless the pods' settings hold names.
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
#         ports: [{port: 5432}]
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
#   metadata: {name: dns}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#     egress:
#       - to:
#           - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
#             podSelector: {matchLabels: {k8s-app: kube-dns}}
#         ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   # Any server outside, and no names.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 443}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   # Nothing is open, and the settings name a host.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: deny}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: API_URL, value: "https://api.example.com/v1"}]
#   ```
#
#   ```yaml good
#   # Nothing is open, and nothing is asked for.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: deny}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress, Egress]
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
#   # Addresses need no names.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#     egress:
#       - to: [{ipBlock: {cidr: 192.0.2.0/24}}]
#         ports: [{port: 443}]
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
#   # All ports of all namespaces.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#     egress:
#       - to: [{namespaceSelector: {}}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good {"dns-ports": [5353]}
#   # The DNS of OpenShift.
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
#   metadata: {name: dns}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 5353, protocol: UDP}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad {"require-tcp": true}
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
#   metadata: {name: dns}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 53, protocol: UDP}]
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
#   # Policies do not apply in the network of the node.
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
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     hostNetwork: true
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: warning
#   on: pods
#   params:
#     dns-ports:
#       default: [53]
#       description: ports that the DNS of the cluster listens on
#     require-tcp:
#       default: false
#       description: whether TCP has to be open as well as UDP
package kubelint.networkpolicy.networkpolicy_egress_without_dns

import data.kubelint.lib.network_policy

deny contains finding if {
	some policy in input.links.networkPolicies
	policy.egress
	rules := network_policy.rules(input.links.networkPolicies, "egress")
	some protocol in protocols
	not opens_dns(rules, protocol)
	uses_names(rules)
	not input.pod.effective.hostNetwork
	not network_policy.has_other_policies(input.links.usedBy)
	finding := {
		"message": sprintf("%s cannot look up names: its NetworkPolicies drop %s", [who, dropped]),
		"path": ["metadata", "labels"],
		"mark": "key",
		"help": sprintf("add an egress rule: `%s`", [rule]),
		"related": network_policy.places(input.links.networkPolicies, "egress"),
	}
}

who := sprintf("%s %q", [input.resource.kind, input.resource.name])

protocols := ["UDP", "TCP"] if {
	input.params["require-tcp"]
} else := ["UDP"]

dropped := sprintf("egress to port %v", [input.params["dns-ports"][0]])

rule := sprintf("to: [{%s, %s}], ports: [%s]", [
	"namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}",
	"podSelector: {matchLabels: {k8s-app: kube-dns}}",
	concat(", ", [sprintf("{port: %v, protocol: %s}", [port, protocol]) |
		some port in input.params["dns-ports"]
		some protocol in ["UDP", "TCP"]
	]),
])

opens_dns(rules, protocol) if {
	some one in rules
	some port in input.params["dns-ports"]
	network_policy.opens(one, port, protocol)
	may_be_dns(one)
}

# A rule for port 53 is for DNS, whomever it names; one for all ports when DNS is among its peers.
may_be_dns(one) if count(network_policy.ports(one)) > 0

may_be_dns(one) if network_policy.peers(one, "egress") == []

may_be_dns(one) if {
	some peer in one.to
	some key in ["namespaceSelector", "ipBlock"]
	peer[key]
}

uses_names(rules) if {
	some one in rules
	not names_addresses_only(one)
}

uses_names(_) if {
	some container in input.pod.containers
	some variable in container.env
	regex.match(`://[a-zA-Z]|[.]svc\b`, variable.value)
}

names_addresses_only(one) if {
	count(one.to) > 0
	every peer in one.to {
		peer.ipBlock
	}
}
