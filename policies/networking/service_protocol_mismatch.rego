# METADATA
# title: Service's target port is declared for another protocol
# description: |
#   A Service port is TCP unless it says otherwise, and what it passes on stays TCP. When the pods
#   listen there for UDP alone, or the other way round, nothing answers.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Service
#   metadata: {name: dns}
#   spec:
#     selector: {app: dns}
#     ports: [{port: 53, targetPort: 5353}]
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: dns}
#   spec:
#     selector: {matchLabels: {app: dns}}
#     template:
#       metadata: {labels: {app: dns}}
#       spec:
#         containers:
#           - name: dns
#             image: example.com/dns:1.0
#             ports: [{name: dns, containerPort: 5353, protocol: UDP}]
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Service
#   metadata: {name: dns}
#   spec:
#     selector: {app: dns}
#     ports: [{port: 53, targetPort: 5353, protocol: UDP}]
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: dns}
#   spec:
#     selector: {matchLabels: {app: dns}}
#     template:
#       metadata: {labels: {app: dns}}
#       spec:
#         containers:
#           - name: dns
#             image: example.com/dns:1.0
#             ports: [{name: dns, containerPort: 5353, protocol: UDP}]
#   ```
#
#   ```yaml bad
#   # By name it is not even found, so that the Service has no endpoints.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: syslog}
#   spec:
#     selector: {app: syslog}
#     ports: [{port: 514, targetPort: syslog, protocol: UDP}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: syslog, labels: {app: syslog}}
#   spec:
#     containers:
#       - name: syslog
#         image: example.com/syslog:1.0
#         ports: [{name: syslog, containerPort: 5140}]
#   ```
#
#   ```yaml good
#   # Declared for both.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: dns}
#   spec:
#     selector: {app: dns}
#     ports:
#       - {name: dns, port: 53, protocol: UDP}
#       - {name: dns-tcp, port: 53, protocol: TCP}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: dns, labels: {app: dns}}
#   spec:
#     containers:
#       - name: dns
#         image: example.com/dns:1.0
#         ports:
#           - {name: dns, containerPort: 53, protocol: UDP}
#           - {name: dns-tcp, containerPort: 53, protocol: TCP}
#   ```
#
#   ```yaml good
#   # Not declared at all is not declared for another protocol.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: dns}
#   spec:
#     selector: {app: dns}
#     ports: [{port: 53}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: dns, labels: {app: dns}}
#   spec:
#     containers:
#       - {name: dns, image: "example.com/dns:1.0"}
#   ```
# custom:
#   level: warning
#   on: links
#   links: [service-port]
#   outcomes: [missing, missing-key]
package kubelint.networking.service_protocol_mismatch

import data.kubelint.lib.link
import data.kubelint.lib.service_port

deny contains finding if {
	input.link.nearest.why == "protocol"
	index := input.link.path[2]
	entry := input.object.spec.ports[index]
	port := object.get(entry, "targetPort", entry.port)
	finding := object.union(link.finding(input.link, message(entry, port), otherwise), {
		"path": path(entry, index),
		"shift": shift(port),
		"fix": {
			"title": sprintf("set protocol to %s", [input.link.nearest.text]),
			"set": ["spec", "ports", index, "protocol"],
			"value": input.link.nearest.text,
		},
	})
}

message(entry, port) := sprintf("port `%v` is %s in Service %q, and only %s in %s", [
	port,
	object.get(entry, "protocol", "TCP"),
	input.resource.name,
	concat(" and ", declared_for(port)),
	service_port.pods(input.targets),
])

declared_for(port) := {protocol |
	some target in input.targets
	some declared in service_port.declared(target.pod.spec)
	port in [declared.containerPort, object.get(declared, "name", null)]
	protocol := object.get(declared, "protocol", "TCP")
}

otherwise := "set `protocol` to the one that the pods declare for the port"

path(entry, index) := ["spec", "ports", index, "protocol"] if {
	entry.protocol
} else := input.link.path

# A name is looked up together with the protocol, so that there are no endpoints at all.
shift(port) := 1 if is_string(port)

shift(port) := 0 if is_number(port)
