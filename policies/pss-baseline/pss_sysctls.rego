# METADATA
# title: pod sets a sysctl that is not safe
# description: |
#   A sysctl that is not among the safe ones may change the whole node, and the kubelet refuses it
#   unless the node was told to allow it.
#   Namespaces that enforce the Pod Security Standards, level baseline or restricted, refuse the
#   pod.
#
#   The safe ones grew with the versions: in 1.27, 1.29 and 1.32. Names with a slash are not
#   recognised, as by the admission.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext:
#       sysctls:
#         - {name: net.core.somaxconn, value: "1024"}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext:
#       sysctls:
#         - {name: net.ipv4.ip_unprivileged_port_start, value: "1024"}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad 1.26
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext:
#       sysctls:
#         - {name: net.ipv4.ip_local_reserved_ports, value: "1024"}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good 1.27
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext:
#       sysctls:
#         - {name: net.ipv4.ip_local_reserved_ports, value: "1024"}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad 1.28
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext:
#       sysctls:
#         - {name: net.ipv4.tcp_keepalive_time, value: "1024"}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good 1.29
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext:
#       sysctls:
#         - {name: net.ipv4.tcp_keepalive_time, value: "1024"}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad 1.31
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext:
#       sysctls:
#         - {name: net.ipv4.tcp_rmem, value: "1024"}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good 1.32
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext:
#       sysctls:
#         - {name: net.ipv4.tcp_rmem, value: "1024"}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext:
#       sysctls:
#         - {name: net/ipv4/tcp_syncookies, value: "1024"}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: {recommended: off, strict: warning, all: warning}
#   on: pods
#   also-in: [pss-restricted]
#   mutes: [sysctl-unsafe]
package kubelint.pss_baseline.pss_sysctls

import data.kubelint.lib.pss
import data.kubelint.lib.pss_baseline

deny contains pss.finding(violation) if {
	some sysctl in input.pod.spec.securityContext.sysctls
	not pss_baseline.safe_sysctl(sysctl.name, input.target.minor)
	some violation in pss_baseline.sysctls(input.pod, input.target.minor)
}
