# METADATA
# title: route is attached to a Gateway, listener or host that is not there
# description: |
#   A route gets requests through a listener of the Gateway that it names. When there is no such
#   Gateway or listener, or none of its listeners takes the route's hosts, it is accepted, and no
#   request ever reaches it.
#
#   A Gateway that nothing resembles is reported only where others are among the files.
#
#   ```yaml bad
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web}
#   spec:
#     parentRefs: [{name: pubilc}]
#     rules:
#       - backendRefs: [{name: web, port: 80}]
#   ---
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: Gateway
#   metadata: {name: public}
#   spec:
#     gatewayClassName: example
#     listeners:
#       - {name: http, port: 80, protocol: HTTP}
#   ```
#
#   ```yaml good
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web}
#   spec:
#     parentRefs: [{name: public}]
#     rules:
#       - backendRefs: [{name: web, port: 80}]
#   ---
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: Gateway
#   metadata: {name: public}
#   spec:
#     gatewayClassName: example
#     listeners:
#       - {name: http, port: 80, protocol: HTTP}
#   ```
#
#   ```yaml bad
#   # The Gateway has no listener of this name.
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web}
#   spec:
#     parentRefs: [{name: public, sectionName: https}]
#     rules:
#       - backendRefs: [{name: web, port: 80}]
#   ---
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: Gateway
#   metadata: {name: public}
#   spec:
#     gatewayClassName: example
#     listeners:
#       - {name: http, port: 80, protocol: HTTP}
#   ```
#
#   ```yaml bad
#   # Its listeners take other hosts.
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web}
#   spec:
#     parentRefs: [{name: public}]
#     hostnames: [shop.example.org]
#     rules:
#       - backendRefs: [{name: web, port: 80}]
#   ---
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: Gateway
#   metadata: {name: public}
#   spec:
#     gatewayClassName: example
#     listeners:
#       - {name: http, port: 80, protocol: HTTP, hostname: "*.example.com"}
#       - {name: internal, port: 81, protocol: HTTP, hostname: shop.example.net}
#   ```
#
#   ```yaml bad
#   # The listener that it asks for takes another host than the one beside it.
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web}
#   spec:
#     parentRefs: [{name: public, sectionName: shop}]
#     hostnames: [blog.example.com]
#     rules:
#       - backendRefs: [{name: web, port: 80}]
#   ---
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: Gateway
#   metadata: {name: public}
#   spec:
#     gatewayClassName: example
#     listeners:
#       - {name: shop, port: 80, protocol: HTTP, hostname: shop.example.com}
#       - {name: blog, port: 80, protocol: HTTP, hostname: blog.example.com}
#   ```
#
#   ```yaml good
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web}
#   spec:
#     parentRefs: [{name: public}]
#     hostnames: ["*.shop.example.com", eu.blog.example.com]
#     rules:
#       - backendRefs: [{name: web, port: 80}]
#   ---
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: Gateway
#   metadata: {name: public}
#   spec:
#     gatewayClassName: example
#     listeners:
#       - {name: http, port: 80, protocol: HTTP, hostname: "*.blog.example.com"}
#   ```
#
#   ```yaml bad
#   # The Gateway is in another namespace, and the route does not say so.
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web, namespace: shop}
#   spec:
#     parentRefs: [{name: public}]
#     rules:
#       - backendRefs: [{name: web, port: 80}]
#   ---
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: Gateway
#   metadata: {name: public, namespace: infrastructure}
#   spec:
#     gatewayClassName: example
#     listeners:
#       - name: http
#         port: 80
#         protocol: HTTP
#         allowedRoutes: {namespaces: {from: All}}
#   ```
#
#   ```yaml good
#   # Anybody's Gateway.
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web}
#   spec:
#     parentRefs: [{name: public, namespace: infrastructure}]
#     rules:
#       - backendRefs: [{name: web, port: 80}]
#   ```
# custom:
#   level: warning
#   on: links
#   links: [route-parent]
#   outcomes: [missing, missing-key, wrong-namespace, wrong-kind, found]
package kubelint.networking.gateway_route_parent_missing

import data.kubelint.lib.link

deny contains finding if {
	not input.link.outcome in {"found", "missing-key"}
	link.reportable(input.link)
	finding := object.union(link.finding(input.link, missing, otherwise), elsewhere)
}

# A route may lead to another namespace, when it says so.
elsewhere := {
	"help": sprintf("write `namespace: %s` beside it", [input.link.to[0].namespace]),
	"fix": {
		"title": sprintf("set namespace to %s", [input.link.to[0].namespace]),
		"set": array.concat(beside, ["namespace"]),
		"value": input.link.to[0].namespace,
	},
} if {
	input.link.outcome == "wrong-namespace"
	input.link.to[0].namespace
} else := {}

beside := array.slice(input.link.path, 0, count(input.link.path) - 1)

deny contains finding if {
	input.link.outcome == "missing-key"
	finding := object.union(
		link.finding(
			input.link,
			sprintf("%s %q is attached to listener `%s` of %s %q, which does not have it", [
				input.resource.kind,
				input.resource.name,
				input.link.target.key,
				input.link.target.kind,
				input.link.target.name,
			]),
			listeners_in_words,
		),
		{"shift": 1},
	)
}

deny contains finding if {
	input.link.outcome == "found"
	count(input.object.spec.hostnames) > 0
	gateway := input.targets[0]
	listeners := addressed(gateway.object.spec.listeners)
	count(listeners) > 0
	every listener in listeners {
		listener.hostname
		not takes_any(listener.hostname)
	}
	finding := {
		"message": sprintf("no listener of %s %q takes the hosts of %s %q", [
			gateway.resource.kind,
			gateway.resource.name,
			input.resource.kind,
			input.resource.name,
		]),
		"path": ["spec", "hostnames", 0],
		"help": sprintf("the listeners take `%s`", [
			concat("`, `", {listener.hostname | some listener in listeners}),
		]),
		"related": [{
			"of": gateway.ref,
			"path": ["spec", "listeners"],
			"message": "the listeners",
		}],
	}
}

missing := sprintf("%s %q is attached to %s %q, which is only in namespace %q", [
	input.resource.kind,
	input.resource.name,
	input.link.target.kind,
	input.link.target.name,
	input.link.to[0].namespace,
]) if {
	input.link.outcome == "wrong-namespace"
} else := sprintf("%s %q is attached to %s %q, which is not among the manifests", [
	input.resource.kind,
	input.resource.name,
	input.link.target.kind,
	input.link.target.name,
])

otherwise := "write the name of a Gateway, add it, or list it under `[externals]` in kubelint.toml"

listeners_in_words := sprintf("the listeners are `%s`", [concat("`, `", names)]) if {
	count(names) > 0
} else := "write the name or the port of one of its listeners"

names := [listener.name | some listener in input.targets[0].object.spec.listeners]

# The listeners that the reference is about.
addressed(listeners) := [listener |
	parent := input.object.spec.parentRefs[input.link.path[2]]
	some listener in listeners
	object.get(parent, "sectionName", listener.name) == listener.name
	object.get(parent, "port", listener.port) == listener.port
]

takes_any(pattern) if {
	some host in input.object.spec.hostnames
	meet(pattern, host)
}

meet(pattern, host) if lower(pattern) == lower(host)

meet(pattern, host) if covers(pattern, host)

meet(pattern, host) if covers(host, pattern)

# What is filled in later may be anything.
meet(pattern, host) if contains(concat(" ", [pattern, host]), "$")

covers(wildcard, host) if {
	startswith(wildcard, "*.")
	endswith(lower(host), lower(substring(wildcard, 1, -1)))
}
