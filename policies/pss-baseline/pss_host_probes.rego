# METADATA
# title: probe or hook names a host
# description: |
#   A probe or hook with a host has the kubelet call that address from the node's network, so
#   whoever may write a pod can send requests past every NetworkPolicy.
#   From Kubernetes 1.34 on namespaces that enforce the Pod Security Standards, level baseline or
#   restricted, refuse the pod.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         livenessProbe:
#           httpGet: {port: 8080, host: 10.0.0.1}
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
#         livenessProbe:
#           httpGet: {port: 8080}
#   ```
#
#   ```yaml good 1.33
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         livenessProbe:
#           httpGet: {port: 8080, host: 10.0.0.1}
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
#         readinessProbe:
#           tcpSocket: {port: 8080, host: 127.0.0.1}
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
#         startupProbe:
#           tcpSocket: {port: 8080, host: example.com}
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
#         lifecycle:
#           preStop:
#             httpGet: {port: 8080, host: 10.0.0.1}
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
#         readinessProbe:
#           httpGet: {port: 8080, host: ""}
#         livenessProbe:
#           grpc: {port: 9090}
#   ```
# custom:
#   level: {recommended: off, strict: warning, all: warning}
#   on: containers
#   also-in: [pss-restricted]
#   mutes: [probe-host-set]
package kubelint.pss_baseline.pss_host_probes

import data.kubelint.lib.pss
import data.kubelint.lib.pss_baseline

deny contains finding if {
	input.container.livenessProbe
	some finding in findings
}

deny contains finding if {
	input.container.readinessProbe
	some finding in findings
}

deny contains finding if {
	input.container.startupProbe
	some finding in findings
}

deny contains finding if {
	input.container.lifecycle
	some finding in findings
}

findings := {pss.finding(violation) |
	some violation in pss_baseline.host_probes(input.container, input.target.minor)
}
