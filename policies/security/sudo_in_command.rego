# METADATA
# title: command of the container uses sudo
# description: |
#   In a container `sudo` works only when the image brings a setuid program along, and it stops
#   working with `allowPrivilegeEscalation: false`. Who needs root for a moment makes the whole
#   container able to become root at any time.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         command: [sudo, nginx]
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
#         command: [nginx]
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
#         command: [/bin/sh, -c]
#         args:
#           - |
#             set -e
#             mkdir -p /data && sudo chown web /data
#             exec nginx
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
#         args: [/usr/bin/sudo, nginx]
#   ```
#
#   A mention is no use:
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         command: [/bin/sh, -c]
#         args:
#           - |
#             # sudo is not needed here
#             apt-get install -y sudo
#             usermod -aG sudo web
#             exec nginx --with-sudo=no
#   ```
# custom:
#   level: warning
#   on: containers
#   containers: [regular, sidecar, init, ephemeral]
#   aliases: [kubescape:C-0062]
package kubelint.security.sudo_in_command

deny contains finding if {
	some i, text in input.container.command
	uses_sudo(i, text)
	finding := report(["command", i])
}

deny contains finding if {
	some i, text in input.container.args
	uses_sudo(i, text)
	finding := report(["args", i])
}

report(path) := {
	"message": sprintf("container %q uses `sudo`", [input.container.name]),
	"path": path,
	"help": "run what needs root in an init container, or change the image",
}

# The program itself, as first word of `command` or of `args`.
uses_sudo(i, text) if {
	i == 0
	text in {"sudo", "/bin/sudo", "/usr/bin/sudo"}
}

# A command of a script: after the start of a line or what ends another command.
uses_sudo(_, text) if {
	contains(text, "sudo")
	regex.match(`(^|[;&|({\n]|(then|do|else|exec)[ \t])[ \t]*(/bin/|/usr/bin/)?sudo[ \t]`, text)
}
