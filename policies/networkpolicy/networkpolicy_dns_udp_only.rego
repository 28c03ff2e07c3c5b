# METADATA
# title: port 53 is open for UDP only
# description: |
#   Answers that do not fit into one datagram are asked for again over TCP. Where that is dropped,
#   names with many addresses or long records do not resolve, while all others do.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#     egress:
#       - to: [{namespaceSelector: {}}]
#         ports: [{port: 53, protocol: UDP}]
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
#       - to: [{namespaceSelector: {}}]
#         ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
#   ```
#
#   ```yaml good
#   # Another rule is for TCP.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 53, protocol: UDP}]
#       - ports: [{port: 1, endPort: 1024}]
#   ```
# custom:
#   level: info
#   on: [networking.k8s.io/NetworkPolicy]
package kubelint.networkpolicy.networkpolicy_dns_udp_only

import data.kubelint.lib.network_policy

deny contains finding if {
	some i, rule in input.object.spec.egress
	some j, port in rule.ports
	port.port == 53
	port.protocol == "UDP"
	not opens_tcp
	finding := {
		"message": sprintf(
			"port 53 of NetworkPolicy %q is open for UDP only, not for long answers over TCP",
			[input.resource.name],
		),
		"path": ["spec", "egress", i, "ports", j, "protocol"],
		"help": "add `{port: 53, protocol: TCP}`",
		"fix": {
			"append": ["spec", "egress", i, "ports"],
			"value": {"port": 53, "protocol": "TCP"},
			"title": "open it for TCP, too",
		},
	}
}

opens_tcp if {
	some rule in input.object.spec.egress
	network_policy.opens(rule, 53, "TCP")
}
