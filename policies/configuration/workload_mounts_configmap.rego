# METADATA
# title: pod mounts a ConfigMap
# description: |
#   A mounted ConfigMap changes what a program does without a change of its image or template. The
#   findings of this rule are an inventory of where ConfigMaps of the manifests end up.
#
#   Volumes that no container mounts are left out, and so are environment variables.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web, namespace: shop}
#   data: {mode: fast}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     volumes:
#       - {name: files, configMap: {name: web}}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         volumeMounts:
#           - {name: files, mountPath: /files}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web, namespace: shop}
#   data: {mode: fast}
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
#   kind: ConfigMap
#   metadata: {name: web, namespace: shop}
#   data: {mode: fast}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     volumes:
#       - {name: files, projected: {sources: [{configMap: {name: web}}]}}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         volumeMounts:
#           - {name: files, mountPath: /files}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web, namespace: shop}
#   data: {mode: fast}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     volumes:
#       - {name: files, configMap: {name: web}}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web, namespace: shop}
#   data: {mode: fast}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: shop}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         envFrom:
#           - configMapRef: {name: web}
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
#   links: [config-map]
#   outcomes: [found]
#   aliases: [kubescape:C-0258]
package kubelint.configuration.workload_mounts_configmap

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
		"message": sprintf("ConfigMap %q is mounted into %s", [
			input.link.target.name,
			concat(", ", [sprintf("container %q", [name]) | some name in names]),
		]),
		"path": input.link.path,
	}
}
