# METADATA
# title: container listens for SSH
# description: |
#   A container with an SSH server has a second way in, with keys and passwords that neither RBAC
#   nor the audit log of the cluster knows. `kubectl exec` gives a shell without one.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{containerPort: 22}]
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
#         ports: [{containerPort: 22, protocol: UDP}]
#   ```
#
#   ```yaml bad {"ports": [22, 2222]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{containerPort: 2222, protocol: TCP}]
#   ```
# custom:
#   level: warning
#   on: containers
#   containers: [regular, sidecar, init, ephemeral]
#   aliases:
#     - kube-linter:ssh-port
#     - kubescape:C-0042
#   params:
#     ports:
#       default: [22]
#       description: the ports that stand for SSH
package kubelint.security.ssh_port_exposed

deny contains finding if {
	some i, port in input.container.ports
	port.containerPort in input.params.ports
	object.get(port, "protocol", "TCP") == "TCP"
	finding := {
		"message": sprintf(
			"container %q listens for SSH (port %d)",
			[input.container.name, port.containerPort],
		),
		"path": ["ports", i, "containerPort"],
		"help": "leave the SSH server out, and use `kubectl exec` for a shell",
	}
}
