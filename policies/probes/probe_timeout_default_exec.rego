# METADATA
# title: probe starts an interpreter and has one second for it
# description: |
#   Starting a Java, Python or Node.js process takes a good part of a second on an idle node and
#   several seconds on a busy one, and without `timeoutSeconds` the probe fails after one.
#   Containers are then restarted or lose their traffic just because the node is busy.
#
#   Small programs and shell scripts are not reported.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         livenessProbe: {exec: {command: [python3, /app/check.py]}}
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
#         livenessProbe: {exec: {command: [python3, /app/check.py]}, timeoutSeconds: 5}
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
#         readinessProbe: {exec: {command: [sh, -c, "exec /usr/bin/java -cp app.jar Check"]}}
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
#           exec:
#             command: [sh, -c, "curl -s http://localhost:8080/status | jq -e .ready"]
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
#         readinessProbe: {exec: {command: [sh, -c, "curl -sf http://localhost/ready || exit 1"]}}
#         livenessProbe: {exec: {command: [cat, /tmp/python/alive]}}
#   ```
# custom:
#   level: info
#   on: containers
#   containers: [regular, sidecar]
package kubelint.probes.probe_timeout_default_exec

import data.kubelint.lib.probe

deny contains finding if {
	some name, action in input.container.effective.probes
	command := action.exec.command
	action.timeoutSeconds == 1
	some pattern in slow
	regex.match(pattern, concat(" ", command))
	finding := {
		"message": sprintf("the %s probe of container %q gives a slow program one second", [
			name,
			input.container.name,
		]),
		"path": [probe.field(name), "exec", "command"],
		"help": "set `timeoutSeconds`, for example to 5",
	}
}

# Interpreters, clients that are written for one, and requests whose answers are handed on.
slow := [
	`(^|[ /;&|(])(java|python[0-9.]*|node|ruby|php|perl) `,
	`(^|[ /;&|(])(mongosh|rabbitmqctl|rabbitmq-diagnostics) `,
	`curl [^|&;]*([|] |&& *curl )`,
]
