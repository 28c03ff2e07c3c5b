# METADATA
# title: reference leads to an object of another namespace
# description: |
#   ConfigMaps, Secrets, ServiceAccounts and most other objects are found by name in the namespace
#   of the object that needs them, and nowhere else. That there is one of this name in another
#   namespace does not help: the pod is not started, or the setting leads nowhere.
#
#   What the other namespace offers by a copy (a replicator, a SealedSecret of the whole cluster)
#   can be listed under `[externals]`.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         envFrom:
#           - configMapRef: {name: web-config}
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config, namespace: web}
#   data: {mode: fast}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         envFrom:
#           - configMapRef: {name: web-config}
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config, namespace: shop}
#   data: {mode: fast}
#   ```
#
#   ```yaml bad
#   # The Service of another namespace has a longer name.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: DATABASE_URL, value: "postgres://database:5432/shop"}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: database, namespace: data}
#   spec:
#     selector: {app: database}
#     ports: [{port: 5432}]
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: DATABASE_URL, value: "postgres://database.data:5432/shop"}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: database, namespace: data}
#   spec:
#     selector: {app: database}
#     ports: [{port: 5432}]
#   ```
#
#   ```yaml bad
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web, namespace: shop}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         serviceAccountName: web
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: ServiceAccount
#   metadata: {name: web, namespace: web}
#   ```
#
#   ```yaml good
#   # Nothing says which namespace these are put into.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         envFrom:
#           - configMapRef: {name: web-config}
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config}
#   data: {mode: fast}
#   ```
# custom:
#   level: warning
#   on: links
#   links:
#     - config-map
#     - secret
#     - image-pull-secret
#     - service-account
#     - resource-claim
#     - resource-claim-template
#     - custom-resource
#     - env-service
#   outcomes: [wrong-namespace]
package kubelint.references.reference_wrong_namespace

import data.kubelint.lib.link

deny contains finding if {
	input.link.relation != "env-service"
	finding := object.union(link.finding(input.link, message, ""), {"shift": 0})
}

deny contains finding if {
	input.link.relation == "env-service"
	finding := object.union(link.finding(input.link, message, ""), {"shift": 0, "help": by_host})
}

message := sprintf("%s refers to %s %q, which is only in namespace %q", [
	link.who(input.link, input.resource),
	input.link.target.kind,
	input.link.target.name,
	input.link.nearest.text,
])

# The name of a Service may say the namespace.
by_host := sprintf("write `%s.%s`", [input.link.target.name, input.link.nearest.text])
