# METADATA
# title: two Ingresses send one path to different backends
# description: |
#   When two rules have the same host, path and path type, the controller takes one of them, mostly
#   that of the older Ingress. The other backend gets no request, or after the next deployment all
#   of them.
#
#   Ingresses of different classes, and the canary of ingress-nginx, share paths on purpose.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web}
#   spec:
#     ingressClassName: nginx
#     rules:
#       - host: shop.example.com
#         http:
#           paths:
#             - path: /api
#               pathType: Prefix
#               backend: {service: {name: web, port: {number: 80}}}
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: api}
#   spec:
#     ingressClassName: nginx
#     rules:
#       - host: shop.example.com
#         http:
#           paths:
#             - path: /api
#               pathType: Prefix
#               backend: {service: {name: api, port: {number: 80}}}
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web}
#   spec:
#     ingressClassName: nginx
#     rules:
#       - host: shop.example.com
#         http:
#           paths:
#             - path: /
#               pathType: Prefix
#               backend: {service: {name: web, port: {number: 80}}}
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: api}
#   spec:
#     ingressClassName: nginx
#     rules:
#       - host: shop.example.com
#         http:
#           paths:
#             - path: /api
#               pathType: Prefix
#               backend: {service: {name: api, port: {number: 80}}}
#   ```
#
#   ```yaml good
#   # Two controllers, each with its class.
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web}
#   spec:
#     ingressClassName: public
#     rules:
#       - host: shop.example.com
#         http:
#           paths:
#             - path: /
#               pathType: Prefix
#               backend: {service: {name: proxy, port: {number: 80}}}
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web-internal}
#   spec:
#     ingressClassName: internal
#     rules:
#       - host: shop.example.com
#         http:
#           paths:
#             - path: /
#               pathType: Prefix
#               backend: {service: {name: web, port: {number: 80}}}
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web}
#   spec:
#     ingressClassName: nginx
#     rules:
#       - host: shop.example.com
#         http:
#           paths:
#             - path: /
#               pathType: Prefix
#               backend: {service: {name: web, port: {number: 80}}}
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata:
#     name: web-canary
#     annotations:
#       nginx.ingress.kubernetes.io/canary: "true"
#       nginx.ingress.kubernetes.io/canary-weight: "10"
#   spec:
#     ingressClassName: nginx
#     rules:
#       - host: shop.example.com
#         http:
#           paths:
#             - path: /
#               pathType: Prefix
#               backend: {service: {name: web-canary, port: {number: 80}}}
#   ```
# custom:
#   level: warning
#   on: links
#   links: [same-route]
#   outcomes: [found]
package kubelint.networking.ingress_path_conflict

import data.kubelint.lib.conflict

deny contains finding if {
	input.resource.kind == "Ingress"
	other := input.targets[0]
	not conflict.is_same(input.resource, other.resource)
	finding := {
		"message": sprintf("Ingress %q sends `%s%s` to another backend than Ingress %q", [
			input.resource.name,
			input.link.target.key,
			input.link.text,
			other.resource.name,
		]),
		"path": input.link.path,
		"help": "keep the path in one of them, or write different paths or hosts",
		"related": [{
			"of": other.ref,
			"path": place,
			"message": sprintf("Ingress %q has the same path", [other.resource.name]),
		} |
			some place in places(other.object)
		],
	}
}

places(ingress) := [["spec", "rules", i, "http", "paths", j, "path"] |
	some i, rule in ingress.spec.rules
	rule.host == input.link.target.key
	some j, entry in rule.http.paths
	entry.path == input.link.text
]
