# METADATA
# title: pod mounts a Secret
# description: |
#   A mounted Secret can be read by everything that runs in the container, also by whoever gets in.
#   The findings of this rule are an inventory of where Secrets of the manifests end up.
#
#   Volumes that no container mounts are left out, and Secrets in environment variables are the
#   subject of `secret-via-env`.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: web, namespace: shop}
#   data: {password: czNjcmV0}
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
#   data: {password: czNjcmV0}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: web, namespace: shop}
#   data: {password: czNjcmV0}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     volumes:
#       - {name: files, projected: {sources: [{secret: {name: web}}]}}
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
#   data: {password: czNjcmV0}
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
#         envFrom:
#           - secretRef: {name: web}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     volumes:
#       - {name: files, emptyDir: {}}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         volumeMounts:
#           - {name: files, mountPath: /files}
#   ```
# custom:
#   level: off
#   on: links
#   links: [secret]
#   outcomes: [found]
#   aliases: [kubescape:C-0255]
package kubelint.configuration.workload_mounts_secret

deny contains finding if {
	input.link.use in {"volume", "projected"}
	some i, key in input.link.path
	key == "volumes"
	volume := input.pod.spec.volumes[input.link.path[i + 1]]
	names := [container.name |
		some container in input.pod.containers
		some mount in container.volumeMounts
		mount.name == volume.name
	]
	count(names) > 0
	finding := {
		"message": sprintf("Secret %q is mounted into %s", [
			input.link.target.name,
			concat(", ", [sprintf("container %q", [name]) | some name in names]),
		]),
		"path": input.link.path,
	}
}
