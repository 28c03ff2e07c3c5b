# METADATA
# title: ipBlock of a NetworkPolicy starts in the middle of its range
# description: |
#   The bits of a range's address behind the prefix are ignored, so that another range is meant than
#   one reads, or a single address is meant and the whole range is let through. Newer API servers
#   refuse such a range.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{ipBlock: {cidr: 10.1.2.3/16}}]
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{ipBlock: {cidr: 10.1.0.0/16}}]
#   ```
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{ipBlock: {cidr: 0.0.0.0/0, except: [192.168.1.1/24]}}]
#   ```
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{ipBlock: {cidr: "2001:db8::1/64"}}]
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{ipBlock: {cidr: "2001:db8::/64"}}]
#   ```
#
#   ```yaml good
#   # One address.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{ipBlock: {cidr: 10.1.2.3/32}}]
#   ```
# custom:
#   level: warning
#   on: [networking.k8s.io/NetworkPolicy]
package kubelint.networkpolicy.networkpolicy_ip_block_host_bits

import data.kubelint.lib.cidr

deny contains finding if {
	some place in places
	range := cidr.parse(place.text)
	cidr.has_host_bits(range)
	finding := object.union(
		{
			"message": sprintf("`%s` in NetworkPolicy %q has bits behind its prefix of %d", [
				place.text,
				input.resource.name,
				range.length,
			]),
			"path": place.path,
		},
		repair(range, place.path),
	)
}

places contains place if {
	some block in blocks
	place := {"text": block.ipBlock.cidr, "path": array.concat(block.path, ["ipBlock", "cidr"])}
}

places contains place if {
	some block in blocks
	some i, text in block.ipBlock.except
	place := {"text": text, "path": array.concat(block.path, ["ipBlock", "except", i])}
}

blocks contains block if {
	some direction, side in {"ingress": "from", "egress": "to"}
	some i, rule in input.object.spec[direction]
	some j, peer in rule[side]
	is_object(peer.ipBlock)
	block := object.union(peer, {"path": ["spec", direction, i, side, j]})
}

repair(range, path) := {
	"help": sprintf("write `%s`, or `/32` if this one address is meant", [cidr.text(range)]),
	"fix": {"set": path, "value": cidr.text(range), "title": "write where the range starts"},
} if {
	range.family == 4
} else := {"help": "write where the range starts, or `/128` if this one address is meant"}
