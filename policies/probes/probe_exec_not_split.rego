# METADATA
# title: command is one word with spaces in it
# description: |
#   A command is not given to a shell: its first element is the file that is executed, with all its
#   spaces. There is no such file, so that the probe or hook fails every time.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db}
#   spec:
#     containers:
#       - name: db
#         image: example.com/db:1.0
#         readinessProbe: {exec: {command: ["pg_isready -U postgres"]}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db}
#   spec:
#     containers:
#       - name: db
#         image: example.com/db:1.0
#         readinessProbe: {exec: {command: [pg_isready, -U, postgres]}}
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
#         lifecycle: {preStop: {exec: {command: [sleep 5]}}}
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
#         lifecycle: {preStop: {exec: {command: [sh, -c, sleep 5]}}}
#         livenessProbe: {exec: {command: [/usr/local/bin/check]}}
#   ```
#
#   ```yaml good
#   # Names of files do have spaces on Windows.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     os: {name: windows}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         livenessProbe: {exec: {command: ['C:\Program Files\web\check.exe']}}
#   ```
# custom:
#   level: error
#   on: containers
#   containers: [regular, sidecar]
#   mutes: [probe-timeout-default-exec, prestop-exceeds-grace-period]
package kubelint.probes.probe_exec_not_split

deny contains finding if {
	some place in input.container.effective.handlers
	[command] := place.action.exec.command
	contains(trim_space(command), " ")
	not contains(command, `:\`)
	path := array.concat(place.path, ["exec", "command"])
	finding := {
		"message": sprintf("the %s of container %q executes a file that is called %q", [
			place.name,
			input.container.name,
			command,
		]),
		"path": array.concat(path, [0]),
		"help": "write every argument as an element of its own, or use `[\"sh\", \"-c\", …]`",
		"fix": {"set": path, "value": ["sh", "-c", command], "title": "run it in a shell"},
	}
}
