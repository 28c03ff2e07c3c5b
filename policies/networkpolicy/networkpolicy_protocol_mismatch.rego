# METADATA
# title: NetworkPolicy opens a port for another protocol than the pods use
# description: |
#   A port without `protocol` is one for TCP, and a rule for TCP does not let UDP through. The pods
#   declare this port for another protocol only, so that what they wait for is dropped.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: 514}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: syslog, containerPort: 514, protocol: UDP}]
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
#       - ports: [{port: 514, protocol: UDP}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: syslog, containerPort: 514, protocol: UDP}]
#   ```
#
#   ```yaml bad
#   # A name stands for a protocol, too.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: jobs}
#   spec:
#     podSelector: {matchLabels: {app: jobs}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: web}}}]
#         ports: [{port: syslog, protocol: TCP}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: syslog, containerPort: 514, protocol: UDP}]
#   ```
#
#   ```yaml good
#   # Declared for both.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: 514}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{containerPort: 514}, {containerPort: 514, protocol: UDP}]
#   ```
# custom:
#   level: warning
#   on: links
#   links: [network-policy-port]
#   mutes: [networkpolicy-dns-tcp-only]
package kubelint.networkpolicy.networkpolicy_protocol_mismatch

import data.kubelint.lib.link
import data.kubelint.lib.service_port

deny contains finding if {
	protocol := input.link.nearest.text
	input.link.nearest.why == "protocol"
	finding := object.union(link.finding(input.link, message(protocol), ""), {
		"path": place,
		"help": sprintf("set `protocol: %s`", [protocol]),
		"fix": {
			"set": array.concat(item, ["protocol"]),
			"value": protocol,
			"title": sprintf("open it for %s", [protocol]),
		},
	})
}

message(protocol) := sprintf("port `%s` of NetworkPolicy %q is open for %s, %s declare it for %s", [
	input.link.text,
	input.resource.name,
	object.get(port, "protocol", "TCP"),
	service_port.pods(input.targets),
	protocol,
])

item := array.slice(input.link.path, 0, count(input.link.path) - 1)

port := object.get(input.object, item, {})

place := array.concat(item, ["protocol"]) if {
	port.protocol
} else := input.link.path
