# METADATA
# title: SELinux options are left to the runtime
# description: |
#   The CIS benchmark wants the SELinux labels of each pod written down. Runtimes choose good ones
#   themselves, so that this matters for an audit only.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
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
#       seLinuxOptions: {level: "s0:c123,c456"}
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
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           seLinuxOptions: {level: "s0:c123,c456"}
#   ```
#
#   Windows has no SELinux:
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     os: {name: windows}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: off
#   on: pods
#   aliases: [kubescape:C-0211]
package kubelint.security.selinux_options_missing

deny contains finding if {
	input.pod.os != "windows"
	names := [sprintf("%q", [container.name]) |
		some container in input.pod.containers
		not container.effective.securityContext.seLinuxOptions
		not container.securityContext.privileged
	]
	count(names) > 0
	finding := {
		"message": sprintf("no SELinux options are set for %s", [concat(", ", names)]),
		"path": ["spec", "securityContext", "seLinuxOptions"],
		"help": "set `securityContext.seLinuxOptions.level`",
	}
}
