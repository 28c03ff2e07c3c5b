# METADATA
# title: container cannot bind its low port
# description: |
#   Ports below 1024 are for root and for what holds `NET_BIND_SERVICE`. A container that runs as
#   another user and drops that capability fails at its start with `permission denied`, unless the
#   runtime or a sysctl of the pod opens such ports.
#
#   Most runtimes of today do open them, so the rule is off. With `strict` every low port is
#   reported, whoever the container runs as.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{containerPort: 80}]
#         securityContext:
#           runAsUser: 1000
#           capabilities: {drop: [ALL]}
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
#         securityContext:
#           runAsUser: 1000
#           capabilities: {drop: [ALL]}
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
#         ports: [{containerPort: 80}]
#         securityContext:
#           runAsUser: 1000
#           capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext:
#       runAsNonRoot: true
#       sysctls: [{name: net.ipv4.ip_unprivileged_port_start, value: "80"}]
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{containerPort: 80}]
#         securityContext:
#           capabilities: {drop: [ALL]}
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
#         ports: [{containerPort: 80}]
#   ```
#
#   ```yaml bad {"strict": true}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{containerPort: 80}]
#   ```
# custom:
#   level: off
#   on: containers
#   containers: [regular, sidecar, init, ephemeral]
#   aliases:
#     - kube-linter:privileged-ports
#     - trivy:KSV-0117
#   params:
#     strict:
#       default: false
#       description: whether every port below 1024 is reported
package kubelint.security.container_port_privileged

import data.kubelint.lib.capability

deny contains finding if {
	some i, port in input.container.ports
	port.containerPort < 1024
	input.pod.os != "windows"
	reason := reasons[_]
	not is_open(port.containerPort)
	finding := {
		"message": sprintf(
			"container %q listens on port %d, %s",
			[input.container.name, port.containerPort, reason],
		),
		"path": ["ports", i, "containerPort"],
		"help": "listen on a port of 1024 or above; a Service may still be reached at the low one",
	}
}

reasons contains "which its user may not bind" if {
	not input.params.strict
	is_other_user(input.container.effective.securityContext)
	lacks(input.container.effective.securityContext.capabilities)
}

reasons contains "which is below 1024" if input.params.strict

is_other_user(context) if context.runAsUser > 0

is_other_user(context) if context.runAsNonRoot

lacks(capabilities) if {
	not has(capabilities.add)
	has(capabilities.drop)
}

has(list) if {
	some text in list
	capability.canonical(text) in {"ALL", "NET_BIND_SERVICE"}
}

is_open(port) if {
	some sysctl in input.pod.spec.securityContext.sysctls
	sysctl.name == "net.ipv4.ip_unprivileged_port_start"
	to_number(sysctl.value) <= port
}
