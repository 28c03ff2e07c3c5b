# METADATA
# title: pod shares a namespace of its node
# description: |
#   With the node's network, process or IPC namespace a container sees and reaches what belongs to
#   the node and to other pods.
#   Namespaces that enforce the Pod Security Standards, level baseline or restricted, refuse the
#   pod.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     hostPID: true
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     hostNetwork: true
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     hostIPC: true
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     hostNetwork: false
#     hostPID: false
#     hostIPC: false
#     hostUsers: false
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: {recommended: off, strict: warning, all: warning}
#   on: pods
#   also-in: [pss-restricted]
#   mutes: [host-network, host-pid, host-ipc]
package kubelint.pss_baseline.pss_host_namespaces

import data.kubelint.lib.pss
import data.kubelint.lib.pss_baseline

deny contains finding if {
	input.pod.spec.hostNetwork == true
	some finding in findings
}

deny contains finding if {
	input.pod.spec.hostPID == true
	some finding in findings
}

deny contains finding if {
	input.pod.spec.hostIPC == true
	some finding in findings
}

findings := {pss.finding(violation) | some violation in pss_baseline.host_namespaces(input.pod)}
