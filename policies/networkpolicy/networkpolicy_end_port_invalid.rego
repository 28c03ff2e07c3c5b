# METADATA
# title: endPort of a NetworkPolicy without a range
# description: |
#   `endPort` makes a range together with a `port` that is a number and not above it. The API server
#   refuses everything else, so the policy is not applied.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 32768, endPort: 32000}]
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
#       - ports: [{port: 32000, endPort: 32768}]
#   ```
#
#   ```yaml bad
#   # Without a first port.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{endPort: 9000}]
#   ```
#
#   ```yaml bad
#   # From a name on.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: http, endPort: 9000}]
#   ```
#
#   ```yaml good
#   # A range of one.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: 9000, endPort: 9000}]
#   ```
# custom:
#   level: error
#   on: [networking.k8s.io/NetworkPolicy]
package kubelint.networkpolicy.networkpolicy_end_port_invalid

deny contains finding if {
	some direction in ["ingress", "egress"]
	some i, rule in input.object.spec[direction]
	some j, port in rule.ports
	is_number(port.endPort)
	[reason, help] := mistake(port)
	finding := {
		"message": sprintf("`endPort: %v` of NetworkPolicy %q %s", [
			port.endPort,
			input.resource.name,
			reason,
		]),
		"path": ["spec", direction, i, "ports", j, "endPort"],
		"help": help,
	}
}

mistake(port) := ["has no `port` that it starts from", "set `port` to the first of them"] if {
	not has_port(port)
} else := [
	sprintf("starts from the name `%s`", [port.port]),
	"write the number of the port, or leave out `endPort`",
] if {
	is_string(port.port)
} else := [
	sprintf("is below `port: %v`", [port.port]),
	sprintf("write a number from %v on", [port.port]),
] if {
	port.endPort < port.port
}

has_port(port) if port.port != null
