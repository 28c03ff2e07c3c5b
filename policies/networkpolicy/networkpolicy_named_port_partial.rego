# METADATA
# title: some of the pods do not have the named port that a NetworkPolicy opens
# description: |
#   A port that is a name is looked up in each pod, and opens nothing in those that do not declare
#   it. Connections to them are dropped, while those to the others get through.
#
#   Pods that declare no ports at all are not reported, nor is a policy for all pods of the
#   namespace.
#
#   ```yaml bad
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
#   metadata: {name: web-1, labels: {app: web}}
#   spec:
#     containers:
#       - name: web-1
#         image: example.com/web-1:1.0
#         ports: [{name: http, containerPort: 8080}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web-2, labels: {app: web}}
#   spec:
#     containers:
#       - name: web-2
#         image: example.com/web-2:1.0
#         ports: [{name: web, containerPort: 8080}]
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
#   metadata: {name: web-1, labels: {app: web}}
#   spec:
#     containers:
#       - name: web-1
#         image: example.com/web-1:1.0
#         ports: [{name: http, containerPort: 8080}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web-2, labels: {app: web}}
#   spec:
#     containers:
#       - name: web-2
#         image: example.com/web-2:1.0
#         ports: [{name: http, containerPort: 80}]
#   ```
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: jobs}
#   spec:
#     podSelector: {matchLabels: {app: jobs}}
#     policyTypes: [Egress]
#     egress:
#       - to: [{podSelector: {matchLabels: {app: web}}}]
#         ports: [{port: http}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web-1, labels: {app: web}}
#   spec:
#     containers:
#       - name: web-1
#         image: example.com/web-1:1.0
#         ports: [{name: http, containerPort: 8080}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web-2, labels: {app: web}}
#   spec:
#     containers:
#       - name: web-2
#         image: example.com/web-2:1.0
#         ports: [{name: web, containerPort: 8080}]
#   ```
#
#   ```yaml good
#   # A job that nobody connects to.
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
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: migrate, labels: {app: web}}
#   spec:
#     containers:
#       - {name: migrate, image: "example.com/migrate:1.0"}
#   ```
#
#   ```yaml good
#   # For whatever has this port.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: metrics}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: http, containerPort: 8080}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: db, labels: {app: db}}
#   spec:
#     containers:
#       - name: db
#         image: example.com/db:1.0
#         ports: [{name: metrics, containerPort: 9187}]
#   ```
# custom:
#   level: info
#   on: links
#   links: [network-policy-port]
#   outcomes: [found]
package kubelint.networkpolicy.networkpolicy_named_port_partial

import data.kubelint.lib.network_policy
import data.kubelint.lib.service_port

deny contains finding if {
	regex.match(`[a-z]`, input.link.text)
	is_for_one_kind_of_pods
	lacking := [target |
		some target in input.targets
		ports := service_port.declared(target.pod.spec)
		count(ports) > 0
		not is_declared(ports)
	]
	count(lacking) > 0
	finding := {
		"message": sprintf("port `%s` of NetworkPolicy %q is a name that %s %s not have", [
			input.link.text,
			input.resource.name,
			service_port.pods(lacking),
			service_port.do(lacking),
		]),
		"path": input.link.path,
		"help": sprintf("name the port `%s` in these pods, too, or write its number", [
			input.link.text,
		]),
		"related": service_port.places(lacking),
	}
}

is_for_one_kind_of_pods if {
	input.link.use == "ingress"
	not network_policy.selects_all(object.get(input.object.spec, "podSelector", {}))
}

is_for_one_kind_of_pods if {
	input.link.use == "egress"
	[peer] := input.object.spec.egress[input.link.path[2]].to
	not network_policy.selects_all(peer.podSelector)
}

is_declared(ports) if {
	some port in ports
	port.name == input.link.text
}
