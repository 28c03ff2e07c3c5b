# METADATA
# title: API server is told to call a Service that is not there
# description: |
#   A webhook, the conversion of a CustomResourceDefinition and an APIService name the Service
#   that the API server calls. When it does not exist, or has another port, every request that
#   they are for fails, or goes on without the check.
#
#   A name that nothing resembles is reported only where other Services of the namespace are among
#   the files.
#
#   ```yaml bad
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingWebhookConfiguration
#   metadata: {name: shop}
#   webhooks:
#     - name: orders.shop.example.com
#       clientConfig: {service: {name: wehbook, namespace: shop}}
#       rules:
#         - apiGroups: [shop.example.com]
#           apiVersions: [v1]
#           operations: [CREATE]
#           resources: [orders]
#       sideEffects: None
#       admissionReviewVersions: [v1]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: webhook, namespace: shop}
#   spec:
#     selector: {app: webhook}
#     ports: [{port: 443}]
#   ```
#
#   ```yaml good
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingWebhookConfiguration
#   metadata: {name: shop}
#   webhooks:
#     - name: orders.shop.example.com
#       clientConfig: {service: {name: webhook, namespace: shop}}
#       rules:
#         - apiGroups: [shop.example.com]
#           apiVersions: [v1]
#           operations: [CREATE]
#           resources: [orders]
#       sideEffects: None
#       admissionReviewVersions: [v1]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: webhook, namespace: shop}
#   spec:
#     selector: {app: webhook}
#     ports: [{port: 443}]
#   ```
#
#   ```yaml bad
#   # The Service is in another namespace.
#   apiVersion: apiregistration.k8s.io/v1
#   kind: APIService
#   metadata: {name: v1.shop.example.com}
#   spec:
#     group: shop.example.com
#     version: v1
#     groupPriorityMinimum: 1000
#     versionPriority: 10
#     service: {name: orders, namespace: kube-system}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: orders, namespace: shop}
#   spec:
#     selector: {app: orders}
#     ports: [{port: 443}]
#   ```
#
#   ```yaml bad
#   # The Service has another port.
#   apiVersion: apiextensions.k8s.io/v1
#   kind: CustomResourceDefinition
#   metadata: {name: orders.shop.example.com}
#   spec:
#     group: shop.example.com
#     names: {kind: Order, plural: orders}
#     scope: Namespaced
#     conversion:
#       strategy: Webhook
#       webhook:
#         clientConfig: {service: {name: orders, namespace: shop, port: 8443}}
#         conversionReviewVersions: [v1]
#     versions:
#       - name: v1
#         served: true
#         storage: true
#         schema: {openAPIV3Schema: {type: object}}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: orders, namespace: shop}
#   spec:
#     selector: {app: orders}
#     ports: [{port: 443, targetPort: 8443}]
#   ```
#
#   ```yaml good
#   # The Services are elsewhere.
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: MutatingWebhookConfiguration
#   metadata: {name: shop}
#   webhooks:
#     - name: orders.shop.example.com
#       clientConfig: {service: {name: webhook, namespace: shop}}
#       rules:
#         - apiGroups: [shop.example.com]
#           apiVersions: [v1]
#           operations: [CREATE]
#           resources: [orders]
#       sideEffects: None
#       admissionReviewVersions: [v1]
#   ```
# custom:
#   level: warning
#   on: links
#   links: [webhook-service]
#   outcomes: [missing, missing-key, wrong-namespace]
package kubelint.extensions.webhook_service_missing

import data.kubelint.lib.link

deny contains link.finding(input.link, message, otherwise) if {
	link.reportable(input.link)
}

message := sprintf("%s %q calls port `%s` of Service %q, which does not have it", [
	input.resource.kind,
	input.resource.name,
	input.link.target.key,
	input.link.target.name,
]) if {
	input.link.outcome == "missing-key"
} else := sprintf("%s %q calls Service %q, which is only in namespace %q", [
	input.resource.kind,
	input.resource.name,
	input.link.target.name,
	input.link.nearest.text,
]) if {
	input.link.outcome == "wrong-namespace"
} else := sprintf("%s %q calls Service %q, which is not among the manifests", [
	input.resource.kind,
	input.resource.name,
	input.link.target.name,
])

otherwise := "write the name and port of a Service, or list it under `[externals]` in kubelint.toml"
