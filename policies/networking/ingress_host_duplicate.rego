# METADATA
# title: host is in two Ingresses
# description: |
#   Controllers put the rules of all Ingresses with one host together, whatever namespace they are
#   in. Whoever may write an Ingress somewhere can so take over paths of a host that is another
#   team's.
#
#   Within one namespace the finding is one level lower: a host is often spread over several
#   Ingresses there.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web, namespace: shop}
#   spec:
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
#   metadata: {name: blog, namespace: blog}
#   spec:
#     rules:
#       - host: shop.example.com
#         http:
#           paths:
#             - path: /blog
#               pathType: Prefix
#               backend: {service: {name: blog, port: {number: 80}}}
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web, namespace: shop}
#   spec:
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
#   metadata: {name: blog, namespace: blog}
#   spec:
#     rules:
#       - host: blog.example.com
#         http:
#           paths:
#             - path: /blog
#               pathType: Prefix
#               backend: {service: {name: blog, port: {number: 80}}}
#   ```
# custom:
#   level: "off"
#   on: links
#   links: [same-host]
#   outcomes: [found]
#   aliases: [gatekeeper:K8sUniqueIngressHost]
package kubelint.networking.ingress_host_duplicate

import data.kubelint.lib.conflict

deny contains finding if {
	input.link.text
	other := input.targets[0]
	not conflict.is_same(input.resource, other.resource)
	finding := {
		"message": sprintf("host `%s` of Ingress %q is also in Ingress %q%s", [
			input.link.text,
			input.resource.name,
			other.resource.name,
			where(other.resource),
		]),
		"path": input.link.path,
		"help": "keep all paths of a host in one Ingress, or use another host",
		"shift": shift(other.resource),
		"related": [{
			"of": other.ref,
			"path": ["spec", "rules", i, "host"],
			"message": sprintf("Ingress %q has it here", [other.resource.name]),
		} |
			some i, rule in other.object.spec.rules
			rule.host == input.link.text
		],
	}
}

is_elsewhere(other) if other.namespace != input.resource.namespace

where(other) := sprintf(" of namespace %q", [other.namespace]) if {
	is_elsewhere(other)
} else := ""

shift(other) := 0 if {
	is_elsewhere(other)
} else := -1
