# METADATA
# title: ports of a Service conflict
# description: |
#   A Service may have each port once per protocol and each name once, and needs names as soon as it
#   has two ports. The API server refuses what breaks this, so that the Service is not created or
#   not changed.
#
#   A node port that two Services ask for is the subject of `service-node-port-conflict`.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports:
#       - {name: http, port: 80, targetPort: 8080}
#       - {name: https, port: 80, targetPort: 8443}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports:
#       - {name: http, port: 80, targetPort: 8080}
#       - {name: https, port: 443, targetPort: 8443}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports:
#       - {name: http, port: 80}
#       - {name: http, port: 8080}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports:
#       - {name: http, port: 80}
#       - {port: 443}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     type: NodePort
#     selector: {app: web}
#     ports:
#       - {name: http, port: 80, nodePort: 30080}
#       - {name: https, port: 443, nodePort: 30080}
#   ```
#
#   ```yaml good
#   # One number for two protocols, and a single port without a name.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: dns}
#   spec:
#     type: NodePort
#     selector: {app: dns}
#     ports:
#       - {name: dns, port: 53, protocol: UDP, nodePort: 30053}
#       - {name: dns-tcp, port: 53, protocol: TCP, nodePort: 30053}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     type: NodePort
#     selector: {app: web}
#     ports: [{port: 80, nodePort: 30080}]
#   ```
#
#   ```yaml good
#   # `nodePort: 0` asks for any that is free.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     type: LoadBalancer
#     selector: {app: web}
#     ports:
#       - {name: http, port: 80, nodePort: 0}
#       - {name: https, port: 443, nodePort: 0}
#   ```
# custom:
#   level: error
#   on: [Service]
package kubelint.networking.service_ports_conflict

deny contains finding if {
	count(input.object.spec.ports) > 1
	some i, entry in input.object.spec.ports
	before := earlier(i, ["port", "protocol"])
	count(before) > 0
	finding := {
		"message": sprintf("Service %q has port `%v` for %s more than once", [
			input.resource.name,
			entry.port,
			object.get(entry, "protocol", "TCP"),
		]),
		"path": ["spec", "ports", i, "port"],
		"help": "give each port a number of its own",
		"related": [{"path": ["spec", "ports", before[0], "port"], "message": "first here"}],
	}
}

deny contains finding if {
	count(input.object.spec.ports) > 1
	some i, entry in input.object.spec.ports
	entry.name
	before := earlier(i, ["name"])
	count(before) > 0
	finding := {
		"message": sprintf("Service %q has two ports with the name %q", [
			input.resource.name,
			entry.name,
		]),
		"path": ["spec", "ports", i, "name"],
		"help": "give each port a name of its own",
		"related": [{"path": ["spec", "ports", before[0], "name"], "message": "first here"}],
	}
}

deny contains finding if {
	count(input.object.spec.ports) > 1
	some i, entry in input.object.spec.ports
	not entry.name
	finding := {
		"message": sprintf("port `%v` of Service %q has no name, beside other ports", [
			entry.port,
			input.resource.name,
		]),
		"path": ["spec", "ports", i, "name"],
		"help": "give every port a name as soon as there are two, for example `http`",
	}
}

deny contains finding if {
	count(input.object.spec.ports) > 1
	some i, entry in input.object.spec.ports
	entry.nodePort > 0
	before := earlier(i, ["nodePort", "protocol"])
	count(before) > 0
	finding := {
		"message": sprintf("Service %q asks for node port `%v` more than once", [
			input.resource.name,
			entry.nodePort,
		]),
		"path": ["spec", "ports", i, "nodePort"],
		"help": "choose another node port, or leave it out to get one that is free",
		"related": [{"path": ["spec", "ports", before[0], "nodePort"], "message": "first here"}],
	}
}

# The ports before this one that have the same values.
earlier(i, keys) := [j |
	some j, other in input.object.spec.ports
	j < i
	every key in keys {
		value(other, key) == value(input.object.spec.ports[i], key)
	}
]

value(port, key) := port[key] if {
	port[key]
} else := "TCP" if {
	key == "protocol"
}
