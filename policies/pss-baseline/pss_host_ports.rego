# METADATA
# title: container takes a port of its node
# description: |
#   A host port is open on the node's own addresses, past every NetworkPolicy, and only one pod per
#   node can have it.
#   Namespaces that enforce the Pod Security Standards, level baseline or restricted, refuse the
#   pod.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports:
#           - {containerPort: 8080, hostPort: 80}
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
#         ports:
#           - {containerPort: 8080}
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
#         ports:
#           - {containerPort: 8080, hostPort: 0}
#   ```
# custom:
#   level: {recommended: off, strict: warning, all: warning}
#   on: containers
#   also-in: [pss-restricted]
#   mutes: [host-port]
package kubelint.pss_baseline.pss_host_ports

import data.kubelint.lib.pss
import data.kubelint.lib.pss_baseline

deny contains pss.finding(violation) if {
	some port in input.container.ports
	port.hostPort > 0
	some violation in pss_baseline.host_ports(input.container)
}
