# METADATA
# title: AppArmor profile is set by an annotation
# description: |
#   Since Kubernetes 1.30 the field `appArmorProfile` sets the profile, and the annotation of the
#   trial phase is only copied into it. A later version stops doing so, and the container then runs
#   without its profile.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     annotations:
#       container.apparmor.security.beta.kubernetes.io/web: runtime/default
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
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           appArmorProfile: {type: RuntimeDefault}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     annotations:
#       container.apparmor.security.beta.kubernetes.io/web: localhost/web
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
#       container.apparmor.security.beta.kubernetes.io/web: unconfined
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           appArmorProfile: {type: RuntimeDefault}
#   ```
#
#   An annotation for a container that the pod does not have is a mistake of its own:
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     annotations:
#       container.apparmor.security.beta.kubernetes.io/wbe: localhost/web
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good 1.29
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     annotations:
#       container.apparmor.security.beta.kubernetes.io/web: runtime/default
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: info
#   on: pods
package kubelint.security.apparmor_annotation_deprecated

import data.kubelint.lib.apparmor

deny contains finding if {
	some key, value in input.pod.annotations
	startswith(key, apparmor.prefix)
	some container in input.pod.containers
	container.name == trim_prefix(key, apparmor.prefix)
	input.target.minor >= 30
	finding := object.union(
		{
			"message": sprintf(
				"AppArmor profile of container %q is set by an annotation",
				[container.name],
			),
			"path": ["metadata", "annotations", key],
			"mark": "key",
			"help": "set `securityContext.appArmorProfile` of the container instead",
		},
		fix(container, key, value),
	)
}

deny contains finding if {
	some key, _ in input.pod.annotations
	startswith(key, apparmor.prefix)
	name := trim_prefix(key, apparmor.prefix)
	not is_container(name)
	finding := {
		"message": sprintf("AppArmor profile is set for container %q, which does not exist", [name]),
		"path": ["metadata", "annotations", key],
		"mark": "key",
		"help": "name a container of the pod after the `/`",
	}
}

fix(container, key, value) := {"fix": {
	"title": "set `appArmorProfile` instead",
	"safe": true,
	"edits": [
		{
			"set": array.concat(container.path, ["securityContext", "appArmorProfile"]),
			"value": apparmor.profile(value),
		},
		{"remove": ["metadata", "annotations", key]},
	],
}} if {
	not container.securityContext.appArmorProfile
	apparmor.profile(value)
} else := {}

is_container(name) if {
	some container in input.pod.containers
	container.name == name
}
