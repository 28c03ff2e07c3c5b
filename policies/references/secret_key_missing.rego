# METADATA
# title: Secret does not have the key
# description: |
#   A container that takes a variable or a file from a key needs this key, not only the Secret.
#   Without it the container is not started, and the pod says so only in its events.
#
#   The keys of an ExternalSecret or a SealedSecret count when they are written there.
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
#           - name: PASSWORD
#             valueFrom: {secretKeyRef: {name: database, key: pasword}}
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: database}
#   stringData: {password: example}
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
#           - name: PASSWORD
#             valueFrom: {secretKeyRef: {name: database, key: password}}
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: database}
#   stringData: {password: example}
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
#       - name: database
#         secret:
#           secretName: database
#           items: [{key: user, path: user}]
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: database}
#   stringData: {password: example}
#   ```
#
#   ```yaml good
#   # A controller fills in the keys of a token.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env:
#           - name: TOKEN
#             valueFrom: {secretKeyRef: {name: web-token, key: token}}
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata:
#     name: web-token
#     annotations: {kubernetes.io/service-account.name: web}
#   type: kubernetes.io/service-account-token
#   ```
# custom:
#   level: error
#   on: links
#   links: [secret]
#   outcomes: [missing-key]
#   aliases: [kube-linter:env-value-from]
package kubelint.references.secret_key_missing

import data.kubelint.lib.link

deny contains link.finding(input.link, message, otherwise) if {
	input.link.target.key
}

message := sprintf("%s needs the key `%s`, which Secret %q does not have", [
	link.who(input.link, input.resource),
	input.link.target.key,
	input.link.target.name,
])

otherwise := "write a key that the Secret has, or add this one to it"
