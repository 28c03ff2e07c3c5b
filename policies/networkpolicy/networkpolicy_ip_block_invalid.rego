# METADATA
# title: ipBlock of a NetworkPolicy is not valid
# description: |
#   The `cidr` of an `ipBlock` has to be an address range, each entry of `except` a smaller range in
#   it, and the block stands alone in its item. The API server refuses everything else, so the
#   policy is not applied.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{ipBlock: {cidr: 10.0.0.0/33}}]
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
#       - from: [{ipBlock: {cidr: 10.0.0.0/24}}]
#   ```
#
#   ```yaml bad
#   # An address is no range.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{ipBlock: {cidr: 10.0.0.1}}]
#   ```
#
#   ```yaml good
#   # A range of one address.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{ipBlock: {cidr: 10.0.0.1/32}}]
#   ```
#
#   ```yaml bad
#   # Not within.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{ipBlock: {cidr: 10.0.0.0/16, except: [10.1.0.0/24]}}]
#   ```
#
#   ```yaml bad
#   # All of it.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{ipBlock: {cidr: 10.0.0.0/16, except: [10.0.0.0/16]}}]
#   ```
#
#   ```yaml bad
#   # Of the other family.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{ipBlock: {cidr: 0.0.0.0/0, except: ["fd00::/8"]}}]
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
#       - from: [{ipBlock: {cidr: "::/0", except: ["fd00::/8", "fe80::/10"]}}]
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
#       - to:
#           - ipBlock: {cidr: 10.0.0.0/24, except: [10.0.0.0-10.0.0.9]}
#   ```
#
#   ```yaml bad
#   # A block and a selector are two items.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from:
#           - ipBlock: {cidr: 10.0.0.0/24}
#             podSelector: {matchLabels: {app: proxy}}
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
#       - from:
#           - ipBlock: {cidr: 10.0.0.0/24}
#           - podSelector: {matchLabels: {app: proxy}}
#   ```
# custom:
#   level: error
#   on: [networking.k8s.io/NetworkPolicy]
#   aliases: [kube-linter:schema-validation]
package kubelint.networkpolicy.networkpolicy_ip_block_invalid

import data.kubelint.lib.cidr

deny contains finding if {
	some block in blocks
	is_string(block.ipBlock.cidr)
	not cidr.parse(block.ipBlock.cidr)
	finding := {
		"message": sprintf("`%v` in NetworkPolicy %q is not an address range", [
			block.ipBlock.cidr,
			input.resource.name,
		]),
		"path": array.concat(block.path, ["ipBlock", "cidr"]),
		"help": "write an address and the length of its prefix, for example `10.0.0.0/24`",
	}
}

deny contains finding if {
	some block in blocks
	outer := cidr.parse(block.ipBlock.cidr)
	some i, text in block.ipBlock.except
	is_string(text)
	not is_part_of(text, outer)
	finding := {
		"message": sprintf("`%v` in NetworkPolicy %q is not a smaller range within `%s`", [
			text,
			input.resource.name,
			block.ipBlock.cidr,
		]),
		"path": array.concat(block.path, ["ipBlock", "except", i]),
		"help": sprintf("write a range within `%s`, or remove the entry", [block.ipBlock.cidr]),
	}
}

deny contains finding if {
	some block in blocks
	some key in ["podSelector", "namespaceSelector"]
	is_object(block[key])
	finding := {
		"message": sprintf("NetworkPolicy %q has `ipBlock` and `%s` in one item", [
			input.resource.name,
			key,
		]),
		"path": array.concat(block.path, ["ipBlock"]),
		"mark": "key",
		"help": "make two items of them: each lets through what it says",
		"related": [{
			"path": array.concat(block.path, [key]),
			"message": "a block of addresses cannot be selected further",
		}],
	}
}

blocks contains block if {
	some direction, side in {"ingress": "from", "egress": "to"}
	some i, rule in input.object.spec[direction]
	some j, peer in rule[side]
	is_object(peer.ipBlock)
	block := object.union(peer, {"path": ["spec", direction, i, side, j]})
}

is_part_of(text, outer) if {
	inner := cidr.parse(text)
	cidr.within(inner, outer)
	inner.length > outer.length
}
