# METADATA
# title: NetworkPolicy opens a port that the pods do not declare
# description: |
#   A rule for another port than the pods listen on opens nothing that is of use. The connection
#   that it was written for is dropped.
#
#   Declaring ports is optional, so that nothing is reported where one of the containers declares
#   none, and a number that resembles none of theirs is only an info.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: 8008}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{containerPort: 8080}, {containerPort: 9090}]
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
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{containerPort: 8080}, {containerPort: 9090}]
#   ```
#
#   ```yaml bad
#   # Nothing near.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: jobs}
#   spec:
#     podSelector: {matchLabels: {app: jobs}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: web}}}]
#         ports: [{port: 5432}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{containerPort: 8080}, {containerPort: 9090}]
#   ```
#
#   ```yaml bad
#   # The port that resembles it is open already.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: 8080}, {port: 8081}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{containerPort: 8080}, {containerPort: 9090}]
#   ```
#
#   ```yaml good
#   # A container that declares none may listen on any.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: 8008}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0", ports: [{containerPort: 8080}]}
#       - {name: agent, image: "example.com/agent:1.0"}
#   ```
#
#   ```yaml good
#   # The port of a Service: `networkpolicy-uses-service-port`.
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
#         ports: [{containerPort: 8080}]
#   ```
#
#   ```yaml good
#   # Another protocol: `networkpolicy-protocol-mismatch`.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: 514}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{containerPort: 514, protocol: UDP}]
#   ```
#
#   ```yaml good
#   # The proxy of a mesh listens there, which is put into the pod later.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {}}]
#         ports: [{port: 4143}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{containerPort: 8080}]
#   ```
# custom:
#   level: warning
#   on: links
#   links: [network-policy-port]
package kubelint.networkpolicy.networkpolicy_port_not_listened

import data.kubelint.lib.link
import data.kubelint.lib.service_port

deny contains finding if {
	is_number(object.get(input.object, input.link.path, ""))
	not input.link.nearest.why in {"service-port", "protocol"}
	not is_of_mesh
	finding := object.union(
		rated(link.finding(input.link, message, otherwise)),
		{"related": service_port.places(input.targets)},
	)
}

# The proxies that a mesh puts into pods listen there: Linkerd's and Istio's.
is_of_mesh if object.get(input.object, input.link.path, "") in {4143, 4191, 15008, 15020, 15021, 15090}

message := sprintf("port `%s` of NetworkPolicy %q is not one that %s %s", [
	input.link.text,
	input.resource.name,
	service_port.pods(input.targets),
	verb,
])

verb := "declares" if {
	service_port.do(input.targets) == "does"
} else := "declare"

otherwise := "open a port that the pods listen on, or declare this one under `ports`"

# A number is certain only where it is a slip of the pen: not when the rule has the other one, too.
rated(finding) := object.union(finding, {"shift": 0}) if {
	input.link.nearest.sure
	not is_open(input.link.nearest.text)
} else := object.union(object.remove(finding, ["fix"]), {"shift": -1, "help": otherwise})

is_open(text) if {
	ports := array.slice(input.link.path, 0, count(input.link.path) - 2)
	some port in object.get(input.object, ports, [])
	sprintf("%v", [port.port]) == text
}
