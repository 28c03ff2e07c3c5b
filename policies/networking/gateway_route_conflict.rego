# METADATA
# title: two routes have the same host and match
# description: |
#   When two routes of one Gateway match the same requests, the one that was created first gets them
#   all. Which one that is changes when one of them is deleted and created anew.
#
#   ```yaml bad
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web}
#   spec:
#     parentRefs: [{name: public}]
#     hostnames: [shop.example.com]
#     rules:
#       - matches: [{path: {type: PathPrefix, value: /api}}]
#         backendRefs: [{name: web, port: 80}]
#   ---
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: api}
#   spec:
#     parentRefs: [{name: public}]
#     hostnames: [shop.example.com]
#     rules:
#       - matches: [{path: {type: PathPrefix, value: /api}}]
#         backendRefs: [{name: api, port: 80}]
#   ```
#
#   ```yaml good
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web}
#   spec:
#     parentRefs: [{name: public}]
#     hostnames: [shop.example.com]
#     rules:
#       - matches: [{path: {type: PathPrefix, value: /}}]
#         backendRefs: [{name: web, port: 80}]
#   ---
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: api}
#   spec:
#     parentRefs: [{name: public}]
#     hostnames: [shop.example.com]
#     rules:
#       - matches: [{path: {type: PathPrefix, value: /api}}]
#         backendRefs: [{name: api, port: 80}]
#   ```
#
#   ```yaml good
#   # Of two Gateways.
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web}
#   spec:
#     parentRefs: [{name: public}]
#     hostnames: [shop.example.com]
#     rules:
#       - matches: [{path: {type: PathPrefix, value: /}}]
#         backendRefs: [{name: web, port: 80}]
#   ---
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web-internal}
#   spec:
#     parentRefs: [{name: internal}]
#     hostnames: [shop.example.com]
#     rules:
#       - matches: [{path: {type: PathPrefix, value: /}}]
#         backendRefs: [{name: web-internal, port: 80}]
#   ```
#
#   ```yaml good
#   # Of two listeners: one sends every request over to the other.
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: redirect}
#   spec:
#     parentRefs: [{name: public, sectionName: http}]
#     hostnames: [shop.example.com]
#     rules:
#       - filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]
#   ---
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web}
#   spec:
#     parentRefs: [{name: public, sectionName: https}]
#     hostnames: [shop.example.com]
#     rules:
#       - backendRefs: [{name: web, port: 80}]
#   ```
# custom:
#   level: info
#   on: links
#   links: [same-route]
#   outcomes: [found]
package kubelint.networking.gateway_route_conflict

import data.kubelint.lib.conflict

deny contains finding if {
	input.resource.kind != "Ingress"
	other := input.targets[0]
	not conflict.is_same(input.resource, other.resource)
	finding := {
		"message": sprintf("%s %q matches `%s` as %s %q does, and the older one gets the requests", [
			input.resource.kind,
			input.resource.name,
			request,
			other.resource.kind,
			other.resource.name,
		]),
		"path": input.link.path,
		"help": "write different hosts or matches, or put both backends into one route",
		"related": [{
			"of": other.ref,
			"path": ["spec", "rules"],
			"message": sprintf("%s %q has the same match", [
				other.resource.kind,
				other.resource.name,
			]),
		}],
	}
}

# Host and path as far as they are given.
request := sprintf("%s%s", [input.link.target.key, path])

path := input.link.selector.path.value if {
	input.link.selector.path.value
} else := ""
