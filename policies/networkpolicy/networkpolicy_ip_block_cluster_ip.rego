# METADATA
# title: ipBlock of a NetworkPolicy holds addresses of Services or pods
# description: |
#   The address of a Service is replaced by that of a pod before policies are looked at, and network
#   plugins differ in whether an `ipBlock` matches pods. A rule for such addresses does nothing on
#   some clusters, which selectors do on all.
#
#   The ranges differ from cluster to cluster: only the addresses that Services of the files ask for
#   are reported before the parameters name them.
#
#   ```yaml bad {"service-cidr": ["10.96.0.0/12"]}
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{ipBlock: {cidr: 10.96.0.10/32}}]
#   ```
#
#   ```yaml good {"service-cidr": ["10.96.0.0/12"]}
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to:
#           - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
#             podSelector: {matchLabels: {k8s-app: kube-dns}}
#   ```
#
#   ```yaml bad {"pod-cidr": ["10.244.0.0/16"]}
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{ipBlock: {cidr: 10.244.3.0/24}}]
#   ```
#
#   ```yaml good {"pod-cidr": ["10.244.0.0/16"]}
#   # A range that holds more than pods.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{ipBlock: {cidr: 10.0.0.0/8}}]
#   ```
#
#   ```yaml bad
#   # The address of a Service.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{ipBlock: {cidr: 10.96.7.20/32}}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: db}
#   spec:
#     clusterIP: 10.96.7.20
#     selector: {app: db}
#     ports: [{port: 5432}]
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
#   apiVersion: v1
#   kind: Service
#   metadata: {name: db}
#   spec:
#     clusterIP: 10.96.7.20
#     selector: {app: db}
#     ports: [{port: 5432}]
#   ```
#
#   ```yaml good
#   # Which addresses are those of Services is not known.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{ipBlock: {cidr: 10.96.0.10/32}}]
#   ```
# custom:
#   level: info
#   on: [networking.k8s.io/NetworkPolicy]
#   params:
#     service-cidr:
#       default: []
#       description: address ranges of the cluster's Services
#     pod-cidr:
#       default: []
#       description: address ranges of the cluster's pods
package kubelint.networkpolicy.networkpolicy_ip_block_cluster_ip

import data.kubelint.lib.cidr

deny contains finding if {
	some kind, parameter in {"Services": "service-cidr", "pods": "pod-cidr"}
	some known in input.params[parameter]
	some block in blocks
	cidr.within(cidr.parse(block.ipBlock.cidr), cidr.parse(known))
	finding := {
		"message": sprintf("`%s` in NetworkPolicy %q holds addresses of %s, of `%s`", [
			block.ipBlock.cidr,
			input.resource.name,
			kind,
			known,
		]),
		"path": array.concat(block.path, ["ipBlock", "cidr"]),
		"help": "select the pods with `podSelector` and `namespaceSelector` instead",
	}
}

# The address that a Service asks for.
deny contains finding if {
	some service in input.links.clusterIPs
	some block in blocks
	is_address(block.ipBlock.cidr, service.ip)
	finding := {
		"message": sprintf("`%s` in NetworkPolicy %q is the address of Service %q", [
			block.ipBlock.cidr,
			input.resource.name,
			service.name,
		]),
		"path": array.concat(block.path, ["ipBlock", "cidr"]),
		"help": "select the pods of the Service with `podSelector` instead",
		"related": [{
			"of": service.ref,
			"path": ["spec", "clusterIP"],
			"message": "the Service has it",
		}],
	}
}

is_address(range, address) if range == concat("", [address, "/32"])

is_address(range, address) if range == concat("", [address, "/128"])

blocks contains block if {
	some direction, side in {"ingress": "from", "egress": "to"}
	some i, rule in input.object.spec[direction]
	some j, peer in rule[side]
	is_object(peer.ipBlock)
	block := object.union(peer, {"path": ["spec", direction, i, side, j]})
}
