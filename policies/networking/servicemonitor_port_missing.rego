# METADATA
# title: monitor scrapes a port that is not there
# description: |
#   A ServiceMonitor names a port of the Services, a PodMonitor one of the pods. What lacks it is
#   dropped from the targets without a word, so that its metrics are missing and nothing fails.
#
#   ```yaml bad
#   apiVersion: monitoring.coreos.com/v1
#   kind: ServiceMonitor
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     endpoints: [{port: metrics}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     selector: {app: web}
#     ports: [{name: http-metrics, port: 9090}]
#   ```
#
#   ```yaml good
#   apiVersion: monitoring.coreos.com/v1
#   kind: ServiceMonitor
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     endpoints: [{port: http-metrics}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     selector: {app: web}
#     ports: [{name: http-metrics, port: 9090}]
#   ```
#
#   ```yaml bad
#   # The name of the port of the pods.
#   apiVersion: monitoring.coreos.com/v1
#   kind: ServiceMonitor
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     endpoints: [{port: prom}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     selector: {app: web}
#     ports: [{name: metrics, port: 9090, targetPort: prom}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: prom, containerPort: 9091}]
#   ```
#
#   ```yaml bad
#   apiVersion: monitoring.coreos.com/v1
#   kind: PodMonitor
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     podMetricsEndpoints: [{port: metrics}]
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
#   # None of the Services has it.
#   apiVersion: monitoring.coreos.com/v1
#   kind: ServiceMonitor
#   metadata: {name: shop}
#   spec:
#     selector: {matchLabels: {part-of: shop}}
#     endpoints: [{port: metrics}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web, labels: {part-of: shop}}
#   spec:
#     selector: {app: web}
#     ports: [{name: http, port: 80}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: api, labels: {part-of: shop}}
#   spec:
#     selector: {app: api}
#     ports: [{name: grpc, port: 9000}]
#   ```
#
#   ```yaml good
#   # One of the Services has it.
#   apiVersion: monitoring.coreos.com/v1
#   kind: ServiceMonitor
#   metadata: {name: shop}
#   spec:
#     selector: {matchLabels: {part-of: shop}}
#     endpoints: [{port: metrics}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web, labels: {part-of: shop}}
#   spec:
#     selector: {app: web}
#     ports: [{name: metrics, port: 9090}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: api, labels: {part-of: shop}}
#   spec:
#     selector: {app: api}
#     ports: [{name: http, port: 80}]
#   ```
# custom:
#   level: error
#   on: links
#   links: [monitor-port]
#   outcomes: [missing, missing-key]
package kubelint.networking.servicemonitor_port_missing

import data.kubelint.lib.link

deny contains finding if {
	input.link.to[0]
	finding := object.union(link.finding(input.link, message, otherwise), more)
}

more := {
	"shift": 0,
	"help": sprintf("write `%s`, the port of the Service that leads there", [behind[0]]),
	"fix": {
		"title": sprintf("scrape port %s", [behind[0]]),
		"set": input.link.path,
		"value": behind[0],
	},
} if {
	count(behind) > 0
} else := {"shift": 0}

message := sprintf("%s %q scrapes port `%s` of Service %q, which only its pods have", [
	input.resource.kind,
	input.resource.name,
	input.link.target.key,
	input.link.to[0].name,
]) if {
	count(behind) > 0
} else := sprintf("%s %q scrapes port `%s`, which %s %q does not have%s", [
	input.resource.kind,
	input.resource.name,
	input.link.target.key,
	input.link.to[0].kind,
	input.link.to[0].name,
	others,
])

others := sprintf(", nor do %d more", [count(input.link.to) - 1]) if {
	count(input.link.to) > 1
} else := ""

otherwise := "write the name of a port that is there, or name this one there"

# The ports of the Services that lead to this port of their pods.
behind := [port.name |
	some target in input.targets
	some port in target.object.spec.ports
	port.targetPort == input.link.target.key
]
