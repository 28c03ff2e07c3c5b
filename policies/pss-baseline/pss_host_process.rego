# METADATA
# title: pod runs as a process of the Windows node
# description: |
#   A HostProcess container is a process of the Windows node with the rights of its account there,
#   and no boundary of a container is around it.
#   Namespaces that enforce the Pod Security Standards, level baseline or restricted, refuse the
#   pod.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     os: {name: windows}
#     hostNetwork: true
#     securityContext:
#       windowsOptions: {hostProcess: true}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     os: {name: windows}
#     securityContext:
#       windowsOptions: {hostProcess: false}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     os: {name: windows}
#     hostNetwork: true
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           windowsOptions: {hostProcess: true}
#   ```
# custom:
#   level: {recommended: off, strict: warning, all: warning}
#   on: pods
#   also-in: [pss-restricted]
#   mutes: [windows-host-process]
package kubelint.pss_baseline.pss_host_process

import data.kubelint.lib.pss
import data.kubelint.lib.pss_baseline

deny contains pss.finding(violation) if {
	pss.is_set(input.pod, "windowsOptions")
	some violation in pss_baseline.host_process(input.pod)
}
