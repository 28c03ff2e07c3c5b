# METADATA
# title: probe uses a port that the container does not declare
# description: |
#   A probe on a port where nothing listens fails every time, so that the container is never ready
#   or is restarted for ever. The number may be a slip when the container declares other ports.
#
#   Declaring ports is optional, so that this is only an info, and a container that declares none is
#   not reported. Probes speak TCP, so that a port that is declared for UDP alone does not count.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{containerPort: 8080}]
#         livenessProbe: {httpGet: {path: /alive, port: 8008}}
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
#         ports: [{containerPort: 8080}]
#         livenessProbe: {httpGet: {path: /alive, port: 8080}}
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
#         ports: [{containerPort: 9000}]
#         readinessProbe: {grpc: {port: 9001}}
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
#         livenessProbe: {httpGet: {path: /alive, port: 8081}}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: dns}
#   spec:
#     containers:
#       - name: dns
#         image: example.com/dns:1.0
#         ports: [{name: dns, containerPort: 5353, protocol: UDP}]
#         livenessProbe: {tcpSocket: {port: dns}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: dns}
#   spec:
#     containers:
#       - name: dns
#         image: example.com/dns:1.0
#         ports:
#           - {name: dns, containerPort: 5353, protocol: UDP}
#           - {name: dns-tcp, containerPort: 5353, protocol: TCP}
#         livenessProbe: {tcpSocket: {port: 5353}}
#   ```
#
#   ```yaml good
#   # Names are the subject of `probe-port-name-unknown`, and a probe of another host is none of
#   # this container.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{containerPort: 8080}]
#         livenessProbe: {httpGet: {path: /alive, port: http}}
#         readinessProbe: {tcpSocket: {port: 5432, host: 192.0.2.7}}
#   ```
# custom:
#   level: info
#   on: containers
#   containers: [regular, sidecar]
#   aliases: [kube-linter:liveness-port, kube-linter:readiness-port, kube-linter:startup-port]
package kubelint.probes.probe_port_undeclared

import data.kubelint.lib.probe

deny contains finding if {
	count(input.container.ports) > 0
	some name, actions in input.container.effective.probes
	some handler in ["httpGet", "tcpSocket", "grpc"]
	action := actions[handler]
	is_number(action.port)
	not action.port in [port.containerPort | some port in input.container.ports]
	not action.host
	finding := {
		"message": sprintf("the %s probe of container %q uses the undeclared port `%v`", [
			name,
			input.container.name,
			action.port,
		]),
		"path": [probe.field(name), handler, "port"],
		"help": "correct the number, or declare the port under `ports`",
		"related": [{"path": ["ports"], "message": "the ports that it declares"}],
	}
}

deny contains finding if {
	some declared in input.container.ports
	declared.protocol == "UDP"
	some name, actions in input.container.effective.probes
	some handler in ["httpGet", "tcpSocket", "grpc"]
	action := actions[handler]
	action.port in [declared.containerPort, object.get(declared, "name", null)]
	not action.port in tcp_ports
	not action.host
	finding := {
		"message": sprintf("the %s probe of container %q asks port `%v`, which is declared for UDP", [
			name,
			input.container.name,
			action.port,
		]),
		"path": [probe.field(name), handler, "port"],
		"help": "ask a TCP port, or use `exec`",
		"related": [{"path": ["ports"], "message": "the ports that it declares"}],
	}
}

tcp_ports := {number_or_name |
	some port in input.container.ports
	object.get(port, "protocol", "TCP") == "TCP"
	some number_or_name in [port.containerPort, object.get(port, "name", null)]
}
