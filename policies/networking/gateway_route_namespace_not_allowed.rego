# METADATA
# title: Gateway does not admit routes of this namespace
# description: |
#   A listener admits only routes of the Gateway's own namespace, unless its `allowedRoutes` says
#   otherwise. A route that it does not admit gets no requests, and only its status says why.
#
#   ```yaml bad
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web, namespace: shop}
#   spec:
#     parentRefs: [{name: public, namespace: infrastructure}]
#     rules:
#       - backendRefs: [{name: web, port: 80}]
#   ---
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: Gateway
#   metadata: {name: public, namespace: infrastructure}
#   spec:
#     gatewayClassName: example
#     listeners:
#       - {name: http, port: 80, protocol: HTTP}
#   ```
#
#   ```yaml good
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web, namespace: shop}
#   spec:
#     parentRefs: [{name: public, namespace: infrastructure}]
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
#   ```yaml bad
#   # The Namespace lacks the label.
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web, namespace: shop}
#   spec:
#     parentRefs: [{name: public, namespace: infrastructure}]
#     rules:
#       - backendRefs: [{name: web, port: 80}]
#   ---
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop, labels: {exposed: "false"}}
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
#         allowedRoutes:
#           namespaces: {from: Selector, selector: {matchLabels: {exposed: "true"}}}
#   ```
#
#   ```yaml good
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web, namespace: shop}
#   spec:
#     parentRefs: [{name: public, namespace: infrastructure}]
#     rules:
#       - backendRefs: [{name: web, port: 80}]
#   ---
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop, labels: {exposed: "true"}}
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
#         allowedRoutes:
#           namespaces: {from: Selector, selector: {matchLabels: {exposed: "true"}}}
#   ```
#
#   ```yaml good
#   # Of the same namespace.
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web, namespace: infrastructure}
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
#       - {name: http, port: 80, protocol: HTTP}
#   ```
# custom:
#   level: error
#   on: links
#   links: [route-parent]
#   outcomes: [not-granted]
package kubelint.networking.gateway_route_namespace_not_allowed

deny contains finding if {
	gateway := input.link.to[0]
	finding := {
		"message": sprintf("%s %q of namespace %q does not admit %s %q of namespace %q", [
			gateway.kind,
			gateway.name,
			gateway.namespace,
			input.resource.kind,
			input.resource.name,
			input.resource.namespace,
		]),
		"path": input.link.path,
		"help": help,
		"related": [{
			"of": gateway.ref,
			"path": ["spec", "listeners"],
			"message": "what its listeners admit",
		}],
	}
}

help := sprintf(
	"label Namespace %q as `allowedRoutes.namespaces.selector` of a listener asks",
	[input.resource.namespace],
) if {
	selects
} else := sprintf(
	"set `allowedRoutes.namespaces.from` of a listener to `All`, or to a `Selector` of %q",
	[input.resource.namespace],
)

selects if {
	some listener in input.targets[0].object.spec.listeners
	listener.allowedRoutes.namespaces.from == "Selector"
}
