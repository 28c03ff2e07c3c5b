# METADATA
# title: ConfigMap does not have the key
# description: |
#   A container that takes a variable or a file from a key needs this key, not only the ConfigMap.
#   Without it the container is not started, and the pod says so only in its events.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env:
#           - name: MODE
#             valueFrom: {configMapKeyRef: {name: web-config, key: mdoe}}
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config}
#   data: {mode: fast}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env:
#           - name: MODE
#             valueFrom: {configMapKeyRef: {name: web-config, key: mode}}
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config}
#   data: {mode: fast}
#   ```
#
#   ```yaml bad
#   # A file of a volume.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#     volumes:
#       - name: config
#         configMap:
#           name: web-config
#           items: [{key: web.conf, path: web.conf}]
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config}
#   data: {mode: fast}
#   ```
#
#   ```yaml good
#   # The key may be missing.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env:
#           - name: MODE
#             valueFrom:
#               configMapKeyRef: {name: web-config, key: mdoe, optional: true}
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config}
#   data: {mode: fast}
#   ```
#
#   ```yaml good
#   # A key of `binaryData`.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#     volumes:
#       - name: config
#         projected:
#           sources:
#             - configMap:
#                 name: web-config
#                 items: [{key: logo.png, path: logo.png}]
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config}
#   binaryData: {logo.png: iVBORw0KGgo=}
#   ```
# custom:
#   level: error
#   on: links
#   links: [config-map]
#   outcomes: [missing-key]
#   aliases: [kube-linter:env-value-from]
package kubelint.references.configmap_key_missing

import data.kubelint.lib.link

deny contains link.finding(input.link, message, otherwise) if {
	input.link.target.key
}

message := sprintf("%s needs the key `%s`, which ConfigMap %q does not have", [
	link.who(input.link, input.resource),
	input.link.target.key,
	input.link.target.name,
])

otherwise := "write a key that the ConfigMap has, or add this one to it"
