# METADATA
# title: Service's target port is not among those that the pods declare
# description: |
#   A target port that is a number is used as it is, whether anything listens there or not. When
#   the pods declare other ports the number may be a slip, and every connection is then refused.
#
#   Declaring ports is optional, so that pods that declare none are not reported, and a number that
#   resembles none of theirs is only an info.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             ports: [{containerPort: 8080}]
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80, targetPort: 8080}]
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             ports: [{containerPort: 8080}]
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80, targetPort: 8008}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: http, containerPort: 8080}, {name: metrics, containerPort: 9090}]
#   ```
#
#   ```yaml bad
#   # A port that resembles one that has its own way already was hardly meant to be that one.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: traces}
#   spec:
#     selector: {app: traces}
#     ports: [{name: grpc, port: 4317}, {name: grpc-login, port: 5317}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: traces, labels: {app: traces}}
#   spec:
#     containers:
#       - name: traces
#         image: example.com/traces:1.0
#         ports: [{containerPort: 4317}, {containerPort: 4318}]
#   ```
#
#   ```yaml good
#   # Pods need not declare their ports.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80, targetPort: 8080}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   # Names are the subject of `service-target-port-name-unknown`.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80, targetPort: web}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: http, containerPort: 8080}]
#   ```
# custom:
#   level: info
#   on: links
#   links: [service-port]
#   outcomes: [missing, missing-key]
package kubelint.networking.service_target_port_undeclared

import data.kubelint.lib.link
import data.kubelint.lib.service_port

deny contains finding if {
	entry := input.object.spec.ports[input.link.path[2]]
	port := object.get(entry, "targetPort", entry.port)
	is_number(port)
	not input.link.nearest.why == "protocol"
	some target in input.targets
	count(service_port.declared(target.pod.spec)) > 0
	finding := object.union({"message": message(entry, port), "path": input.link.path}, advice)
}

# What is near is only meant when no Service leads there yet.
advice := object.union(fix, {
	"help": sprintf("did you mean `targetPort: %s`?", [nearest.text]),
	"related": link.related(input.link),
	"shift": link.shift(input.link),
}) if {
	nearest
	not nearest.text in served
} else := {
	"help": "correct the number, or declare the port under `ports`",
	"related": service_port.places(input.targets),
}

# It is `targetPort` that changes, also where only `port` is written.
fix := {"fix": {
	"title": sprintf("set targetPort to %s", [nearest.text]),
	"set": ["spec", "ports", input.link.path[2], "targetPort"],
	"value": to_number(nearest.text),
}} if {
	nearest.sure
} else := {}

nearest := input.link.nearest

served := {sprintf("%v", [object.get(port, "targetPort", port.port)]) |
	some target in input.targets
	some service in target.services
	some port in service.ports
}

message(entry, port) := sprintf(
	"Service %q passes port `%v` on unchanged, which %s %s not declare",
	[
		input.resource.name,
		port,
		service_port.pods(input.targets),
		service_port.do(input.targets),
	],
) if {
	port == entry.port
} else := sprintf("Service %q sends port `%v` to port `%v`, which %s %s not declare", [
	input.resource.name,
	entry.port,
	port,
	service_port.pods(input.targets),
	service_port.do(input.targets),
])
