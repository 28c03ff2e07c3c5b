# METADATA
# title: sysctl is not one of the safe ones
# description: |
#   The kubelet refuses a pod with a sysctl that is not known to stay within the pod, unless the
#   node's administrator allows it: the pod ends as `SysctlForbidden`. Where it is allowed, it may
#   change the kernel for every other pod of the node.
#
#   Which sysctls are safe depends on the version: the list grew in 1.27, 1.29 and 1.32.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext:
#       sysctls: [{name: net.core.somaxconn, value: "1024"}]
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
#       sysctls: [{name: net.ipv4.tcp_syncookies, value: "1"}]
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
#         - {name: kernel.shm_rmid_forced, value: "1"}
#         - {name: net.ipv4.ip_local_port_range, value: "1024 65535"}
#         - {name: net/ipv4/ip_unprivileged_port_start, value: "80"}
#         - {name: net.ipv4.ip_local_reserved_ports, value: "8080"}
#         - {name: net.ipv4.tcp_keepalive_time, value: "600"}
#         - {name: net.ipv4.tcp_rmem, value: "4096 131072 6291456"}
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
#       sysctls: [{name: net.ipv4.tcp_keepalive_time, value: "600"}]
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
#       sysctls: [{name: net.ipv4.tcp_keepalive_time, value: "600"}]
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   What the nodes allow, and what a team does not want:
#
#   ```yaml good {"allow": ["net.core.*"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext:
#       sysctls: [{name: net.core.somaxconn, value: "1024"}]
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad {"forbid": ["net.ipv4.ip_unprivileged_port_start"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext:
#       sysctls: [{name: net.ipv4.ip_unprivileged_port_start, value: "0"}]
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: warning
#   on: pods
#   aliases:
#     - kube-linter:unsafe-sysctls
#     - trivy:KSV-0026
#     - kubescape:C-0211
#     - gatekeeper:K8sPSPForbiddenSysctls
#   params:
#     allow:
#       default: []
#       description: further sysctls that the nodes allow, with `*` for any text
#     forbid:
#       default: []
#       description: sysctls that are reported although they are safe, with `*` for any text
package kubelint.security.sysctl_unsafe

deny contains finding if {
	some i, sysctl in input.pod.spec.securityContext.sysctls
	name := replace(sysctl.name, "/", ".")
	not is_safe(name)
	not matches(input.params.allow, name)
	finding := {
		"message": sprintf("sysctl `%s` is not safe: nodes refuse the pod by default", [sysctl.name]),
		"path": ["spec", "securityContext", "sysctls", i, "name"],
		"help": "remove it, or have it allowed on the nodes that the pod runs on",
	}
}

deny contains finding if {
	some i, sysctl in input.pod.spec.securityContext.sysctls
	matches(input.params.forbid, replace(sysctl.name, "/", "."))
	finding := {
		"message": sprintf("sysctl `%s` is forbidden by this project", [sysctl.name]),
		"path": ["spec", "securityContext", "sysctls", i, "name"],
		"help": "remove it",
	}
}

is_safe(name) if input.target.minor >= safe_since[name]

# The minor version of Kubernetes that first called each one safe; 25 for all before.
safe_since := {
	"kernel.shm_rmid_forced": 25,
	"net.ipv4.ip_local_port_range": 25,
	"net.ipv4.ip_local_reserved_ports": 27,
	"net.ipv4.ip_unprivileged_port_start": 25,
	"net.ipv4.ping_group_range": 25,
	"net.ipv4.tcp_fin_timeout": 29,
	"net.ipv4.tcp_keepalive_intvl": 29,
	"net.ipv4.tcp_keepalive_probes": 29,
	"net.ipv4.tcp_keepalive_time": 29,
	"net.ipv4.tcp_rmem": 32,
	"net.ipv4.tcp_syncookies": 25,
	"net.ipv4.tcp_wmem": 32,
}

matches(patterns, name) if {
	some pattern in patterns
	glob.match(pattern, null, name)
}
