# METADATA
# title: no ReferenceGrant admits the reference to another namespace
# description: |
#   Routes and Gateways reach Services and Secrets of another namespace only when a ReferenceGrant
#   there admits it. Without one requests are answered with an error, or the listener has no
#   certificate.
#
#   ```yaml bad
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web, namespace: edge}
#   spec:
#     parentRefs: [{name: public}]
#     rules:
#       - backendRefs: [{name: web, namespace: shop, port: 80}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web, namespace: shop}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ```
#
#   ```yaml good
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web, namespace: edge}
#   spec:
#     parentRefs: [{name: public}]
#     rules:
#       - backendRefs: [{name: web, namespace: shop, port: 80}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web, namespace: shop}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ---
#   apiVersion: gateway.networking.k8s.io/v1beta1
#   kind: ReferenceGrant
#   metadata: {name: edge, namespace: shop}
#   spec:
#     from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: edge}]
#     to: [{group: "", kind: Service}]
#   ```
#
#   ```yaml bad
#   # The grant is for another kind of route.
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: GRPCRoute
#   metadata: {name: web, namespace: edge}
#   spec:
#     parentRefs: [{name: public}]
#     rules:
#       - backendRefs: [{name: web, namespace: shop, port: 80}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web, namespace: shop}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ---
#   apiVersion: gateway.networking.k8s.io/v1beta1
#   kind: ReferenceGrant
#   metadata: {name: edge, namespace: shop}
#   spec:
#     from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: edge}]
#     to: [{group: "", kind: Service}]
#   ```
#
#   ```yaml bad
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: Gateway
#   metadata: {name: public, namespace: edge}
#   spec:
#     gatewayClassName: example
#     listeners:
#       - name: https
#         port: 443
#         protocol: HTTPS
#         tls: {certificateRefs: [{name: shop-tls, namespace: shop}]}
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: shop-tls, namespace: shop}
#   type: kubernetes.io/tls
#   data: {tls.crt: "", tls.key: ""}
#   ```
#
#   ```yaml good
#   # Within a namespace none is needed.
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: web, namespace: shop}
#   spec:
#     parentRefs: [{name: public}]
#     rules:
#       - backendRefs: [{name: web, namespace: shop, port: 80}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web, namespace: shop}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ```
# custom:
#   level: warning
#   on: links
#   links: [route-backend, tls-secret]
#   outcomes: [not-granted]
package kubelint.networking.gateway_reference_grant_missing

deny contains finding if {
	target := input.link.to[0]
	finding := {
		"message": sprintf("no ReferenceGrant of namespace %q admits that %s %q uses %s %q", [
			target.namespace,
			input.resource.kind,
			input.resource.name,
			target.kind,
			target.name,
		]),
		"path": input.link.path,
		"help": sprintf(
			"add a ReferenceGrant in namespace %q, `from` %s of namespace %q `to` %s",
			[target.namespace, input.resource.kind, input.resource.namespace, target.kind],
		),
		"related": [{
			"of": target.ref,
			"path": ["metadata", "name"],
			"message": sprintf("%s %q", [target.kind, target.name]),
		}],
	}
}
