# METADATA
# title: AppArmor is switched off
# description: |
#   On nodes with AppArmor the runtime's profile keeps a container from mounting file systems and
#   from writing to the kernel's files. `Unconfined` takes that away, and Pod Security `baseline`
#   refuses the pod.
#
#   A privileged container has no profile anyway, and `privileged-container` reports it.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext:
#       appArmorProfile: {type: Unconfined}
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
#       appArmorProfile: {type: RuntimeDefault}
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
#         securityContext:
#           appArmorProfile: {type: Unconfined}
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
#           appArmorProfile: {type: Localhost, localhostProfile: web}
#   ```
#
#   ```yaml bad {"allowed-profiles": ["shop"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           appArmorProfile: {type: Localhost, localhostProfile: web}
#   ```
#
#   ```yaml bad {"allowed-profiles": ["shop"]}
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
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     annotations:
#       container.apparmor.security.beta.kubernetes.io/web: unconfined
#       container.apparmor.security.beta.kubernetes.io/debug: unconfined
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           appArmorProfile: {type: RuntimeDefault}
#       - name: debug
#         image: example.com/debug:1.0
#         securityContext: {privileged: true}
#   ```
# custom:
#   level: warning
#   on: pods
#   aliases:
#     - trivy:KSV-0002
#     - gatekeeper:K8sPSPAppArmor
#   params:
#     allowed-profiles:
#       default: []
#       description: the profiles of the node that may be used; any when empty
package kubelint.security.apparmor_unconfined

import data.kubelint.lib.apparmor

help := "use `RuntimeDefault`, or a profile of the node with `Localhost`"

deny contains finding if {
	input.pod.spec.securityContext.appArmorProfile
	problem := refused(input.pod.spec.securityContext.appArmorProfile)
	some container in input.pod.containers
	not container.securityContext.appArmorProfile
	not container.securityContext.privileged
	finding := {
		"message": sprintf("%s for the pod", [problem.text]),
		"path": ["spec", "securityContext", "appArmorProfile", problem.field],
		"help": help,
	}
}

deny contains finding if {
	some container in input.pod.containers
	container.securityContext.appArmorProfile
	problem := refused(container.securityContext.appArmorProfile)
	not container.securityContext.privileged
	finding := {
		"message": sprintf("%s for container %q", [problem.text, container.name]),
		"path": array.concat(
			container.path,
			["securityContext", "appArmorProfile", problem.field],
		),
		"help": help,
	}
}

deny contains finding if {
	some key, value in input.pod.annotations
	startswith(key, apparmor.prefix)
	problem := refused(apparmor.profile(value))
	name := trim_prefix(key, apparmor.prefix)
	not is_moot(name)
	finding := {
		"message": sprintf("%s for container %q", [problem.text, name]),
		"path": ["metadata", "annotations", key],
		"help": help,
	}
}

refused(it) := {"field": "type", "text": "AppArmor is switched off (`Unconfined`)"} if {
	it.type == "Unconfined"
}

refused(it) := {"field": "localhostProfile", "text": text} if {
	it.type == "Localhost"
	count(input.params["allowed-profiles"]) > 0
	not it.localhostProfile in input.params["allowed-profiles"]
	text := sprintf("AppArmor profile `%s` is not an allowed one", [it.localhostProfile])
}

# The field counts more than the annotation, and a privileged container has no profile.
is_moot(name) if {
	some container in input.pod.containers
	container.name == name
	container.securityContext.appArmorProfile
}

is_moot(name) if {
	some container in input.pod.containers
	container.name == name
	container.securityContext.privileged
}
