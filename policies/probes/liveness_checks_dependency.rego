# METADATA
# title: liveness probe depends on another service
# description: |
#   A liveness probe that fails because a database is away restarts containers that are healthy, all
#   at once, and the database then meets a crowd of fresh connections. A readiness probe only takes
#   their traffic away until the database is back.
#
#   A client that asks its own container is not reported.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         livenessProbe: {httpGet: {path: /ready, port: 8080}}
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
#         livenessProbe: {httpGet: {path: /alive, port: 8080}}
#         readinessProbe: {httpGet: {path: /ready, port: 8080}}
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
#         livenessProbe: {exec: {command: [psql, -h, db, -c, "select 1"]}}
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
#         livenessProbe: {exec: {command: [curl, "http://cart.shop.svc.cluster.local:8080/"]}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db}
#   spec:
#     containers:
#       - name: postgres
#         image: example.com/postgres:1.0
#         livenessProbe: {exec: {command: [psql, -h, localhost, -c, "select 1"]}}
#       - name: redis
#         image: example.com/redis:1.0
#         livenessProbe: {exec: {command: [redis-cli, -h, 127.0.0.1, ping]}}
#       - name: mysql
#         image: example.com/mysql:1.0
#         livenessProbe: {exec: {command: [sh, -c, "mysqladmin -h $(hostname -i) ping"]}}
#       - name: web
#         image: example.com/web:1.0
#         livenessProbe: {httpGet: {path: /already-running, port: 8080}}
#   ```
# custom:
#   level: info
#   on: containers
#   containers: [regular, sidecar]
#   params:
#     patterns:
#       default:
#         - "^/([^?]*/)?(-/)?(ready|readyz|readiness)([/?]|$)"
#         - "(psql|pg_isready|mysql|mysqladmin|redis-cli|mongo|mongosh) .*-h[ =]?[a-z]"
#         - "[.]svc([.:/ ]|$)"
#       description: regular expressions of paths and commands that ask for more than the container
#   mutes: [probes-identical]
package kubelint.probes.liveness_checks_dependency

deny contains finding if {
	input.container.livenessProbe
	some asked in questions
	some pattern in input.params.patterns
	regex.match(pattern, asked.text)
	not contains(asked.text, "localhost")
	finding := {
		"message": sprintf("the liveness probe of container %q asks %s", [
			input.container.name,
			asked.what,
		]),
		"path": asked.path,
		"help": "let it ask only whether the process itself still works",
	}
}

questions contains {
	"text": path,
	"path": ["livenessProbe", "httpGet", "path"],
	"what": sprintf("`%s`, which may depend on other services", [path]),
} if {
	path := input.container.livenessProbe.httpGet.path
}

questions contains {
	"text": text,
	"path": ["livenessProbe", "exec", "command"],
	"what": "another service",
} if {
	text := concat(" ", input.container.livenessProbe.exec.command)
}
