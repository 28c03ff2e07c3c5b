# METADATA
# title: NetworkPolicy opens a port by a name that no pod has
# description: |
#   A port that is a name is looked up among the ports that each of the pods declares. Where none
#   declares it the rule opens nothing, and connections to the pods are dropped.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: htpp}]
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
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: http}]
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
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: http}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   # For egress the pods are those on the other side.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: jobs}
#   spec:
#     podSelector: {matchLabels: {app: jobs}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: web}}}]
#         ports: [{port: metrics}]
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
#   ```yaml good
#   # In a sidecar.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: proxy}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
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
#   # The name of the port of a Service: `networkpolicy-uses-service-port`.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: web}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{name: web, port: 80, targetPort: http}]
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
#   ```yaml good
#   # The pods are not among these files.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: http}]
#   ```
# custom:
#   level: error
#   on: links
#   links: [network-policy-port]
package kubelint.networkpolicy.networkpolicy_named_port_unknown

import data.kubelint.lib.link
import data.kubelint.lib.service_port

deny contains finding if {
	regex.match(`[a-z]`, input.link.text)
	not input.link.nearest.why in {"service-port", "protocol"}
	finding := object.union(
		link.finding(input.link, message, otherwise),
		{"related": service_port.places(declaring), "shift": 0},
	)
}

declaring := [target |
	some target in input.targets
	count(service_port.declared(target.pod.spec)) > 0
]

message := sprintf("port `%s` of NetworkPolicy %q is a name that %s %s not have", [
	input.link.text,
	input.resource.name,
	service_port.pods(input.targets),
	service_port.do(input.targets),
])

otherwise := "write a name that the pods declare under `ports`, or the number of the port"
