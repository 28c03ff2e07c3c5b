# METADATA
# title: probe or hook names a port that the container does not have
# description: |
#   The kubelet looks the name up among the ports of the same container, and one that it does not
#   find makes every attempt fail. The container is then never ready, or is restarted for ever.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: http, containerPort: 8080}]
#         readinessProbe: {httpGet: {path: /ready, port: web}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: http, containerPort: 8080}]
#         readinessProbe: {httpGet: {path: /ready, port: http}}
#   ```
#
#   ```yaml bad
#   # The ports of another container do not count.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: http, containerPort: 8080}]
#       - name: proxy
#         image: example.com/proxy:1.0
#         livenessProbe: {tcpSocket: {port: http}}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: http, containerPort: 8080}, {name: admin, containerPort: 9000}]
#         lifecycle: {preStop: {httpGet: {path: /drain, port: drain}}}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: http, containerPort: 8080}, {name: admin, containerPort: 9000}]
#         startupProbe: {httpGet: {path: /started, port: htpp}}
#   ```
#
#   ```yaml good
#   # Numbers are no names, quoted ones neither, and a number need not be declared at all.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         readinessProbe: {httpGet: {path: /ready, port: 8080}}
#         livenessProbe: {tcpSocket: {port: "8080"}}
#         startupProbe: {exec: {command: [check]}}
#   ```
#
#   ```yaml bad
#   # It is declared for UDP.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: dns}
#   spec:
#     containers:
#       - name: dns
#         image: example.com/dns:1.0
#         ports: [{name: dns, containerPort: 53, protocol: UDP}]
#         readinessProbe: {tcpSocket: {port: dns}}
#   ```
# custom:
#   level: error
#   on: links
#   links: [probe-port]
#   outcomes: [missing]
#   aliases: [kube-linter:liveness-port, kube-linter:readiness-port, kube-linter:startup-port]
package kubelint.probes.probe_port_name_unknown

import data.kubelint.lib.link

deny contains finding if {
	input.link.text
	finding := object.union(
		link.finding(input.link, message, otherwise),
		object.union({"shift": 0}, of_protocol),
	)
}

# A probe has no protocol that could be put right.
of_protocol := {"help": "use a port that is declared for TCP"} if {
	input.link.nearest.why == "protocol"
} else := {}

message := sprintf("the %s of container %q uses port %q, which it %s", [
	input.link.use,
	input.link.container,
	input.link.text,
	reason,
])

reason := sprintf("declares for %s", [input.link.nearest.text]) if {
	input.link.nearest.why == "protocol"
} else := "does not declare"

otherwise := sprintf("the container declares `%s`", [concat("`, `", names)]) if {
	count(names) > 0
} else := "use the number of the port, or declare it under `ports` with this name"

names := [port.name | some port in input.container.ports; port.name]
