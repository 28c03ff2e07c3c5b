# METADATA
# title: annotation for seccomp is no longer read
# description: |
#   Since Kubernetes 1.27 the annotations of the first seccomp version mean nothing: the container
#   runs without the profile that they name. The field `seccompProfile` has taken their place.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     annotations:
#       seccomp.security.alpha.kubernetes.io/pod: runtime/default
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext:
#       seccompProfile: {type: RuntimeDefault}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     annotations:
#       container.seccomp.security.alpha.kubernetes.io/web: localhost/web.json
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     annotations:
#       seccomp.security.alpha.kubernetes.io/pod: docker/default
#   spec:
#     securityContext:
#       seccompProfile: {type: RuntimeDefault}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     annotations:
#       seccomp.security.alpha.kubernetes.io/pod: unconfined
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     annotations:
#       seccomp.security.alpha.kubernetes.io/pod: another
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good 1.26
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     annotations:
#       seccomp.security.alpha.kubernetes.io/pod: runtime/default
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: warning
#   on: pods
package kubelint.security.seccomp_annotation_ignored

pod_key := "seccomp.security.alpha.kubernetes.io/pod"

container_prefix := "container.seccomp.security.alpha.kubernetes.io/"

deny contains finding if {
	some key, value in input.pod.annotations
	is_seccomp(key)
	input.target.minor >= 27
	finding := object.union(
		{
			"message": sprintf("annotation `%s` is no longer read: it has no effect", [key]),
			"path": ["metadata", "annotations", key],
			"mark": "key",
			"help": "set `securityContext.seccompProfile`, and remove the annotation",
		},
		fix(key, value),
	)
}

is_seccomp(key) if key == pod_key

is_seccomp(key) if startswith(key, container_prefix)

# Moved where the field is still free; removed where the field, or the default, says the same.
fix(key, value) := {"fix": {
	"title": "set `seccompProfile` instead",
	"safe": true,
	"edits": [
		{"set": field(key), "value": profile(value)},
		{"remove": ["metadata", "annotations", key]},
	],
}} if {
	field(key)
	profile(value)
} else := {"fix": {
	"title": "remove the annotation",
	"safe": true,
	"remove": ["metadata", "annotations", key],
}} if {
	is_redundant(key, value)
} else := {}

is_redundant(_, value) if value == "unconfined"

is_redundant(key, _) if not field(key)

# The path of the field that takes over, when nothing is there yet.
field(key) := ["spec", "securityContext", "seccompProfile"] if {
	key == pod_key
	not input.pod.spec.securityContext.seccompProfile
}

field(key) := array.concat(container.path, ["securityContext", "seccompProfile"]) if {
	some container in input.pod.containers
	key == concat("", [container_prefix, container.name])
	not container.securityContext.seccompProfile
}

profile(value) := {"type": "RuntimeDefault"} if value in {"runtime/default", "docker/default"}

profile(value) := {
	"type": "Localhost",
	"localhostProfile": trim_prefix(value, "localhost/"),
} if {
	startswith(value, "localhost/")
}
