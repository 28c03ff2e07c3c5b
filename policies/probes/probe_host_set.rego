# METADATA
# title: probe or hook goes to another host
# description: |
#   With `host` the kubelet asks that address, from the node, instead of the container that the
#   probe belongs to. The answer says nothing about this container, and whoever writes the manifest
#   can make nodes call any address, which is why Pod Security forbids it since Kubernetes 1.34.
#
#   A probe of `127.0.0.1` is not reported: pods in the node's network, those of the control plane
#   for example, are asked that way.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         livenessProbe: {httpGet: {host: web.example.com, path: /alive, port: 8080}}
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
#         livenessProbe: {httpGet: {path: /alive, port: 8080}}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     initContainers:
#       - name: proxy
#         image: example.com/proxy:1.0
#         restartPolicy: Always
#         startupProbe: {tcpSocket: {host: 10.0.0.7, port: 8080}}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         lifecycle: {postStart: {httpGet: {host: registry.example.com, path: /add, port: 80}}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     hostNetwork: true
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         livenessProbe: {httpGet: {host: 127.0.0.1, path: /alive, port: 8080}}
#         readinessProbe:
#           httpGet:
#             host: ""
#             path: /ready
#             port: 8080
#             httpHeaders: [{name: Host, value: web.example.com}]
#   ```
#
#   ```yaml bad {"allow": []}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     hostNetwork: true
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         livenessProbe: {httpGet: {host: 127.0.0.1, path: /alive, port: 8080}}
#   ```
# custom:
#   level: warning
#   on: containers
#   aliases: [gatekeeper:K8sPSPHostProbesLifecycle]
#   params:
#     allow:
#       default: [127.0.0.1]
#       description: hosts that may be asked
package kubelint.probes.probe_host_set

deny contains finding if {
	some place in input.container.effective.handlers
	some handler in ["httpGet", "tcpSocket"]
	host := place.action[handler].host
	host != ""
	not host in input.params.allow
	path := array.concat(place.path, [handler, "host"])
	finding := {
		"message": sprintf("the %s of container %q goes to host %q", [
			place.name,
			input.container.name,
			host,
		]),
		"path": path,
		"help": "remove `host`, so that the container itself is asked",
		"fix": {"remove": path, "title": "remove `host`"},
	}
}
