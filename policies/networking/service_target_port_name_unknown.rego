# METADATA
# title: Service's target port is a name that no pod has
# description: |
#   A target port that is a name is looked up among the ports of every pod that the Service selects,
#   and a pod that lacks it is left out. When all lack it, the Service has no endpoints and refuses
#   every connection.
#
#   Ports of the proxies that Istio and Linkerd put into pods are known.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80, targetPort: htpp}]
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
#             ports: [{name: http, containerPort: 8080}]
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80, targetPort: http}]
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
#             ports: [{name: http, containerPort: 8080}]
#   ```
#
#   ```yaml bad
#   # `web` is what the Service calls its own port.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{name: web, port: 80, targetPort: web}]
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
#
#   ```yaml bad
#   # The pods declare no ports.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80, targetPort: http}]
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
#   # One of two workloads has it, the other one in a sidecar.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports:
#       - {name: web, port: 80, targetPort: http}
#       - {name: proxy, port: 81, targetPort: proxy}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web-1, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: http, containerPort: 8080}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web-2, labels: {app: web}}
#   spec:
#     initContainers:
#       - name: proxy
#         image: example.com/proxy:1.0
#         restartPolicy: Always
#         ports: [{name: proxy, containerPort: 8081}]
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   # Istio's proxy has it.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web-proxy}
#   spec:
#     selector: {app: web}
#     ports: [{port: 15090, targetPort: http-envoy-prom}]
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
#   level: error
#   on: links
#   links: [service-port]
#   outcomes: [missing, missing-key]
package kubelint.networking.service_target_port_name_unknown

import data.kubelint.lib.link
import data.kubelint.lib.service_port

deny contains finding if {
	entry := input.object.spec.ports[input.link.path[2]]
	is_string(entry.targetPort)
	not regex.match(`^[0-9]*$`, entry.targetPort)
	not entry.targetPort in injected
	not nearest.why == "protocol"
	finding := object.union(link.finding(input.link, message(entry), otherwise), {
		"related": related,
		"shift": 0,
	})
}

nearest := input.link.nearest

message(entry) := sprintf("target port `%s` is one of Service %q itself, which %s %s not have", [
	entry.targetPort,
	input.resource.name,
	service_port.pods(input.targets),
	service_port.do(input.targets),
]) if {
	entry.name == entry.targetPort
} else := sprintf("Service %q sends port `%v` to port `%s`, which %s %s not have", [
	input.resource.name,
	entry.port,
	entry.targetPort,
	service_port.pods(input.targets),
	service_port.do(input.targets),
])

related := link.related(input.link) if {
	nearest
} else := service_port.places(input.targets)

otherwise := "write a name that the pods declare under `ports`, or the number of the port"

# What sidecar injectors declare.
injected := {"http-envoy-prom", "linkerd-admin", "linkerd-proxy"}
