# METADATA
# title: SecurityContextConstraints allow privileged containers
# description: |
#   On OpenShift every pod whose ServiceAccount may use such constraints can be privileged, and so
#   take over its node. Whoever may create pods in that namespace then has the cluster.
#
#   ```yaml bad
#   apiVersion: security.openshift.io/v1
#   kind: SecurityContextConstraints
#   metadata: {name: agent}
#   allowPrivilegedContainer: true
#   runAsUser: {type: RunAsAny}
#   seLinuxContext: {type: MustRunAs}
#   ```
#
#   ```yaml good
#   apiVersion: security.openshift.io/v1
#   kind: SecurityContextConstraints
#   metadata: {name: agent}
#   allowPrivilegedContainer: false
#   runAsUser: {type: MustRunAsRange}
#   seLinuxContext: {type: MustRunAs}
#   ```
# custom:
#   level: off
#   on: [security.openshift.io/SecurityContextConstraints, SecurityContextConstraints]
#   aliases: [kube-linter:scc-deny-privileged-container]
package kubelint.security.scc_allows_privileged

deny contains finding if {
	input.object.allowPrivilegedContainer == true
	finding := {
		"message": "SecurityContextConstraints allow privileged containers",
		"path": ["allowPrivilegedContainer"],
		"help": "set `allowPrivilegedContainer: false`, and list what the pods need",
	}
}
