# METADATA
# title: NetworkPolicy opens the port of a Service
# description: |
#   A NetworkPolicy sees connections as they arrive at the pod: with the address and the port of the
#   pod, after the Service has translated both. A rule for the port of the Service does not match,
#   and the connection through it is dropped.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: 80}]
#   ---
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
#       - ports: [{port: 8080}]
#   ---
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
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: http, containerPort: 8080}]
#   ```
#
#   ```yaml bad
#   # Egress looks at the port of the pod as well.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: jobs}
#   spec:
#     podSelector: {matchLabels: {app: jobs}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: web}}}]
#         ports: [{port: 80}]
#   ---
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
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: http, containerPort: 8080}]
#   ```
#
#   ```yaml bad
#   # The name that only the Service knows.
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
#   # The pods have that port, too.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: 80}]
#   ---
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
#       - name: web
#         image: example.com/web:1.0
#         ports: [{containerPort: 8080}, {containerPort: 80}]
#   ```
# custom:
#   level: warning
#   on: links
#   links: [network-policy-port]
package kubelint.networkpolicy.networkpolicy_uses_service_port

import data.kubelint.lib.link

deny contains finding if {
	nearest.why == "service-port"
	finding := link.finding(input.link, message, "")
}

message := sprintf("port `%s` of NetworkPolicy %q is that of Service %q, its pods listen on `%s`", [
	input.link.text,
	input.resource.name,
	nearest.name,
	nearest.text,
])

nearest := input.link.nearest
