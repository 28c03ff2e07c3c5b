# METADATA
# title: scheme of a probe does not fit its port
# description: |
#   A server that speaks TLS answers a plain HTTP request with an error, and the other way round, so
#   that the probe fails every time. The container is then never ready, or is restarted for ever.
#
#   The port's name decides, or else the numbers 443, 8443 and 80.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: https, containerPort: 9443}]
#         readinessProbe: {httpGet: {path: /ready, port: https}}
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
#         ports: [{name: https, containerPort: 9443}]
#         readinessProbe: {httpGet: {path: /ready, port: https, scheme: HTTPS}}
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
#         livenessProbe: {httpGet: {path: /alive, port: 8443, scheme: HTTP}}
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
#         ports: [{name: http, containerPort: 8080}]
#         livenessProbe: {httpGet: {path: /alive, port: 8080, scheme: HTTPS}}
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
#         ports: [{name: http, containerPort: 8443}]
#         livenessProbe: {httpGet: {path: /alive, port: 8443}}
#         readinessProbe: {httpGet: {path: /ready, port: 9000, scheme: HTTPS}}
#         startupProbe: {tcpSocket: {port: 443}}
#   ```
# custom:
#   level: info
#   on: containers
#   containers: [regular, sidecar]
package kubelint.probes.probe_scheme_mismatch

deny contains finding if {
	some place in input.container.effective.handlers
	action := place.action.httpGet
	name := sprintf("%v", [name_of(action.port)])
	scheme := expected(name)
	object.get(action, "scheme", "HTTP") != scheme
	path := array.concat(place.path, ["httpGet", "scheme"])
	finding := {
		"message": sprintf("the %s of container %q speaks %s to port `%v`", [
			place.name,
			input.container.name,
			object.get(action, "scheme", "HTTP"),
			name,
		]),
		"path": path,
		"help": sprintf("set `scheme: %s`", [scheme]),
		"fix": {"set": path, "value": scheme, "title": sprintf("set `scheme: %s`", [scheme])},
	}
}

# The name of a port that a probe gives by number; what the probe gives when it has none.
name_of(port) := names[0] if {
	names := [declared.name |
		some declared in input.container.ports
		declared.containerPort == port
		object.get(declared, "protocol", "TCP") == "TCP"
	]
	count(names) > 0
} else := port

expected(port) := "HTTPS" if {
	tls(port)
} else := "HTTP" if {
	plain(port)
}

tls(port) if port in ["443", "8443"]

tls(port) if startswith(port, "https")

plain(port) if port in ["80", "http"]

plain(port) if startswith(port, "http-")
