# METADATA
# title: Ingress leads to a Service that is not there
# description: |
#   An Ingress finds its backends by name, among the Services of its own namespace. For a name that
#   is not there the controller answers every request of this path with an error page.
#
#   A name that nothing resembles is reported only where other Services of the namespace are among
#   the files. `use-annotation`, by which the AWS controller names its own actions, is no port.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web}
#   spec:
#     rules:
#       - host: shop.example.com
#         http:
#           paths:
#             - path: /
#               pathType: Prefix
#               backend: {service: {name: wbe, port: {number: 80}}}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web}
#   spec:
#     rules:
#       - host: shop.example.com
#         http:
#           paths:
#             - path: /
#               pathType: Prefix
#               backend: {service: {name: web, port: {number: 80}}}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ```
#
#   ```yaml bad
#   # Nothing resembles it, but other Services are here.
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web}
#   spec:
#     defaultBackend: {service: {name: frontend, port: {number: 80}}}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: database}
#   spec:
#     selector: {app: database}
#     ports: [{port: 5432}]
#   ```
#
#   ```yaml bad
#   # Only in another namespace.
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web, namespace: edge}
#   spec:
#     defaultBackend: {service: {name: web, port: {number: 80}}}
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
#   # The Services are elsewhere.
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web}
#   spec:
#     defaultBackend: {service: {name: web, port: {number: 80}}}
#   ```
#
#   ```yaml good
#   # An action of the AWS controller, and a backend that is no Service.
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata:
#     name: web
#     annotations:
#       alb.ingress.kubernetes.io/actions.web-redirect: >-
#         {"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "StatusCode": "HTTP_301"}}
#   spec:
#     defaultBackend: {service: {name: web-redirect, port: {name: use-annotation}}}
#     rules:
#       - http:
#           paths:
#             - path: /files
#               pathType: Prefix
#               backend:
#                 resource: {apiGroup: files.example.com, kind: Bucket, name: webs}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ```
# custom:
#   level: warning
#   on: links
#   links: [backend]
#   aliases:
#     - kube-linter:dangling-ingress
#     - kube-score:ingress-targets-service
#     - kubescape:C-0298
package kubelint.networking.ingress_backend_service_missing

import data.kubelint.lib.link

deny contains finding if {
	link.reportable(input.link)
	not input.link.target.key == "use-annotation"
	finding := link.finding(input.link, message, otherwise)
}

message := sprintf("%s %q leads to Service %q, which is only in namespace %q", [
	input.resource.kind,
	input.resource.name,
	input.link.target.name,
	input.link.to[0].namespace,
]) if {
	input.link.outcome == "wrong-namespace"
} else := sprintf("%s %q leads to Service %q, which is not among the manifests", [
	input.resource.kind,
	input.resource.name,
	input.link.target.name,
])

otherwise := "write the name of a Service, add it, or list it under `[externals]` in kubelint.toml"
