# METADATA
# title: port 53 is open for TCP only
# description: |
#   A port without `protocol` is one for TCP, and nearly all DNS lookups use UDP. They are dropped,
#   and names resolve slowly or not at all.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 53}]
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 53}, {port: 53, protocol: UDP}]
#   ```
#
#   ```yaml bad
#   # Of a DNS server.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: dns}
#   spec:
#     podSelector: {matchLabels: {app: dns}}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: 53}, {port: 9153}]
#   ```
#
#   ```yaml good
#   # Another rule is for UDP.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 53}]
#       - ports: [{port: 53, protocol: UDP}]
#   ```
#
#   ```yaml good
#   # Nothing is forgotten where TCP is asked for.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 53, protocol: TCP}]
#   ```
# custom:
#   level: warning
#   on: [networking.k8s.io/NetworkPolicy]
package kubelint.networkpolicy.networkpolicy_dns_tcp_only

import data.kubelint.lib.network_policy

deny contains finding if {
	some direction in ["egress", "ingress"]
	some i, rule in input.object.spec[direction]
	some j, port in rule.ports
	port.port == 53
	not port.protocol
	not opens_udp(direction)
	finding := {
		"message": sprintf("port 53 of NetworkPolicy %q is open for TCP only, and DNS uses UDP", [
			input.resource.name,
		]),
		"path": ["spec", direction, i, "ports", j, "port"],
		"help": "add `{port: 53, protocol: UDP}`",
		"fix": {
			"append": ["spec", direction, i, "ports"],
			"value": {"port": 53, "protocol": "UDP"},
			"title": "open it for UDP, too",
		},
	}
}

opens_udp(direction) if {
	some rule in input.object.spec[direction]
	network_policy.opens(rule, 53, "UDP")
}
