# METADATA
# title: container has no confinement at all
# description: |
#   Seccomp, AppArmor, SELinux and dropped capabilities each take away a part of what a container
#   can do to the kernel of its node. With none of them a single hole in that kernel is enough to
#   leave the container.
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
#       seccompProfile: {type: RuntimeDefault}
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
#           capabilities: {drop: [NET_RAW]}
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
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     annotations:
#       container.apparmor.security.beta.kubernetes.io/web: runtime/default
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
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           seccompProfile: {type: Unconfined}
#   ```
# custom:
#   level: off
#   on: containers
#   containers: [regular, sidecar, init, ephemeral]
#   aliases:
#     - polaris:linuxHardening
#     - kubescape:C-0055
package kubelint.security.linux_hardening_absent

import data.kubelint.lib.apparmor

deny contains finding if {
	input.pod.os != "windows"
	not is_confined(input.container.effective.securityContext)
	not input.pod.annotations[concat("", [apparmor.prefix, input.container.name])]
	finding := {
		"message": sprintf(
			"container %q has no seccomp, AppArmor or SELinux settings and drops no capability",
			[input.container.name],
		),
		"path": ["securityContext"],
		"help": "set `seccompProfile.type: RuntimeDefault` and `capabilities.drop: [ALL]`",
	}
}

is_confined(context) if context.seccompProfile.type != "Unconfined"

is_confined(context) if context.appArmorProfile.type != "Unconfined"

is_confined(context) if context.seLinuxOptions

is_confined(context) if count(context.capabilities.drop) > 0
