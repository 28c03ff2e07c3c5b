# METADATA
# title: containers of the pod see each other's processes
# description: |
#   With `shareProcessNamespace: true` a container sees the arguments of every process of its pod
#   and, as the same user, reads its environment and files. A sidecar that is broken into so reads
#   the application's secrets.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     shareProcessNamespace: true
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#       - {name: proxy, image: "example.com/proxy:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     shareProcessNamespace: false
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#       - {name: proxy, image: "example.com/proxy:1.0"}
#   ```
#
#   With one container that runs there is nothing to share:
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     shareProcessNamespace: true
#     initContainers:
#       - {name: setup, image: "example.com/setup:1.0"}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: off
#   on: pods
package kubelint.security.share_process_namespace

deny contains finding if {
	input.pod.spec.shareProcessNamespace == true
	count([1 | some container in input.pod.containers; container.type != "init"]) > 1
	finding := {
		"message": "containers of the pod see each other's processes (`shareProcessNamespace`)",
		"path": ["spec", "shareProcessNamespace"],
		"help": "remove `shareProcessNamespace`, unless one container has to signal another",
	}
}
