# METADATA
# title: NetworkPolicy lets the pods reach the metadata service of the cloud
# description: |
#   At `169.254.169.254` clouds hand out the credentials of the node to whoever asks. A pod that may
#   connect there, and that somebody makes send a request, gives them away.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{ipBlock: {cidr: 0.0.0.0/0}}]
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
#       - to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.254/32]}}]
#   ```
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 80}, {port: 443}]
#   ```
#
#   ```yaml good
#   # It listens on port 80.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - ports: [{port: 443}]
#   ```
#
#   ```yaml bad {"addresses": ["fd00:ec2::254"]}
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{ipBlock: {cidr: "::/0"}}]
#   ```
#
#   ```yaml good
#   # Pods are no such address.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{namespaceSelector: {}}]
#   ```
# custom:
#   level: off
#   on: [networking.k8s.io/NetworkPolicy]
#   params:
#     addresses:
#       default: [169.254.169.254]
#       description: addresses at which clouds hand out credentials
package kubelint.networkpolicy.networkpolicy_allows_metadata_service

import data.kubelint.lib.cidr
import data.kubelint.lib.network_policy

deny contains finding if {
	some i, rule in input.object.spec.egress
	network_policy.opens(rule, 80, "TCP")
	some address in input.params.addresses
	way := reaches(rule, address)
	finding := {
		"message": sprintf("NetworkPolicy %q lets the pods reach the metadata service at `%s`", [
			input.resource.name,
			address,
		]),
		"path": array.concat(["spec", "egress", i], way),
		"help": sprintf("use an `ipBlock` with `except: [%s]`", [only(address)]),
	}
}

# Below the rule.
reaches(rule, address) := [] if {
	network_policy.peers(rule, "egress") == []
} else := ["to", hits[0], "ipBlock", "cidr"] if {
	hits := [j |
		some j, peer in rule.to
		holds(peer.ipBlock, cidr.parse(only(address)))
	]
	count(hits) > 0
}

holds(block, address) if {
	cidr.within(address, cidr.parse(block.cidr))
	not is_excepted(block, address)
}

is_excepted(block, address) if {
	some text in block.except
	cidr.within(address, cidr.parse(text))
}

only(address) := sprintf("%s/128", [address]) if {
	contains(address, ":")
} else := sprintf("%s/32", [address])
