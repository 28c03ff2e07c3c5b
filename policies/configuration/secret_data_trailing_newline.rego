# METADATA
# title: value of a Secret ends with a line break
# description: |
#   `echo secret | base64` encodes the line break that `echo` adds, and in an environment variable
#   it is part of the password. The login then fails with a value that looks right wherever it is
#   printed.
#
#   Values of several lines are left alone, such as keys and certificates, and so are those that are
#   only mounted as files, where a line break at the end is usual.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: web, namespace: shop}
#   data: {password: czNjcmV0Cg==}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env:
#           - name: PASSWORD
#             valueFrom: {secretKeyRef: {name: web, key: password}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: web, namespace: shop}
#   data: {password: czNjcmV0}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env:
#           - name: PASSWORD
#             valueFrom: {secretKeyRef: {name: web, key: password}}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: web, namespace: shop}
#   data: {password: czNjcmV0DQo=}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         envFrom:
#           - secretRef: {name: web}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: web, namespace: shop}
#   stringData:
#     password: |
#       s3cret
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env:
#           - name: PASSWORD
#             valueFrom: {secretKeyRef: {name: web, key: password}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: web, namespace: shop}
#   data: {password: czNjcmV0, file: bGluZQo=}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env:
#           - name: PASSWORD
#             valueFrom: {secretKeyRef: {name: web, key: password}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: web, namespace: shop}
#   data: {key: b25lCnR3bwo=}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env:
#           - name: PASSWORD
#             valueFrom: {secretKeyRef: {name: web, key: key}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: web, namespace: shop}
#   data: {htpasswd: amFuZTp4Cg==}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     volumes:
#       - {name: files, secret: {secretName: web}}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         volumeMounts:
#           - {name: files, mountPath: /files}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: web, namespace: shop}
#   data: {password: czNjcmV0Cg==}
#   ```
# custom:
#   level: warning
#   on: links
#   links: [secret]
#   outcomes: [found]
package kubelint.configuration.secret_data_trailing_newline

deny contains finding if {
	input.link.use in {"env", "envFrom"}
	some target in input.targets
	some [field, key, value] in values(target.object)
	asked_for(key)
	ends_with_break(value)
	finding := {
		"message": sprintf("value of `%s` in Secret %q ends with a line break", [
			key,
			input.link.target.name,
		]),
		"path": input.link.path,
		"help": "encode it without: `printf %s 'value' | base64`, or `|-` under `stringData`",
		"related": [{
			"of": target.ref,
			"path": [field, key],
			"message": "the value with the line break",
		}],
	}
}

asked_for(key) if input.link.target.key == key

# `envFrom` takes all keys.
asked_for(_) if not input.link.target.key

# What is under `stringData` replaces what is under `data`.
values(secret) := array.concat(
	[["stringData", key, value] | some key, value in secret.stringData],
	[["data", key, value] |
		some key, encoded in secret.data
		not secret.stringData[key]
		value := base64.decode(encoded)
	],
)

ends_with_break(value) if {
	endswith(value, "\n")
	text := trim_right(value, "\r\n")
	text != ""
	not contains(text, "\n")
}
