# METADATA
# title: probe or hook names a port that the container does not have
# description: |
#   The kubelet looks the name up among the ports of the same container, and one that it does not
#   find makes every attempt fail. The container is then never ready, or is restarted for ever.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: http, containerPort: 8080}]
#         readinessProbe: {httpGet: {path: /ready, port: web}}
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
#         ports: [{name: http, containerPort: 8080}]
#         readinessProbe: {httpGet: {path: /ready, port: http}}
#   ```
#
#   ```yaml bad
#   # The ports of another container do not count.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: http, containerPort: 8080}]
#       - name: proxy
#         image: example.com/proxy:1.0
#         livenessProbe: {tcpSocket: {port: http}}
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
#         ports: [{name: http, containerPort: 8080}, {name: admin, containerPort: 9000}]
#         lifecycle: {preStop: {httpGet: {path: /drain, port: drain}}}
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
#         ports: [{name: http, containerPort: 8080}, {name: admin, containerPort: 9000}]
#         startupProbe: {httpGet: {path: /started, port: htpp}}
#   ```
#
#   ```yaml good
#   # Numbers are no names, quoted ones neither, and a number need not be declared at all.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         readinessProbe: {httpGet: {path: /ready, port: 8080}}
#         livenessProbe: {tcpSocket: {port: "8080"}}
#         startupProbe: {exec: {command: [check]}}
#   ```
# custom:
#   level: error
#   on: containers
#   containers: [regular, sidecar]
#   aliases: [kube-linter:liveness-port, kube-linter:readiness-port, kube-linter:startup-port]
package kubelint.probes.probe_port_name_unknown

deny contains finding if {
	some place in input.container.effective.handlers
	some handler in ["httpGet", "tcpSocket"]
	port := place.action[handler].port
	is_string(port)
	not port in names
	not regex.match(`^[0-9]*$`, port)
	path := array.concat(place.path, [handler, "port"])
	finding := object.union(
		{
			"message": sprintf("the %s of container %q uses port %q, which it does not declare", [
				place.name,
				input.container.name,
				port,
			]),
			"path": path,
			"help": help,
		},
		suggestion(path, port),
	)
}

names := [port.name | some port in input.container.ports]

help := sprintf("the container declares `%s`", [concat("`, `", names)]) if {
	count(names) > 0
} else := "use the number of the port, or declare it under `ports` with this name"

suggestion(path, port) := {"fix": {"set": path, "value": name, "title": title}} if {
	[name] := meant(port)
	title := sprintf("use port `%s`", [name])
} else := {}

# The only name that there is, or else those of the same letters.
meant(_) := names if count(names) == 1

meant(port) := [name | some name in names; letters(name) == letters(port)] if count(names) > 1

letters(name) := {letter | some letter in split(name, "")}
