# METADATA
# title: seccomp is switched off
# description: |
#   `Unconfined` lets a container call everything that the node's kernel offers, among it the
#   rarely used parts in which most ways out of containers were found. It also switches off the
#   default that the kubelet may have been given for all others.
#
#   A privileged container never has a profile, and `privileged-container` reports it.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext:
#       seccompProfile: {type: Unconfined}
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
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           seccompProfile: {type: Unconfined}
#   ```
#
#   ```yaml bad 1.26
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     annotations:
#       container.seccomp.security.alpha.kubernetes.io/web: unconfined
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   What a container sets counts more than what its pod sets:
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext:
#       seccompProfile: {type: Unconfined}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           seccompProfile: {type: RuntimeDefault}
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
#           privileged: true
#           seccompProfile: {type: Unconfined}
#   ```
# custom:
#   level: warning
#   on: pods
#   aliases:
#     - checkov:CKV_K8S_31
#     - trivy:KSV-0030
#     - trivy:KSV-0104
#     - gatekeeper:K8sPSPSeccomp
#     - gatekeeper:K8sPSPSeccompV2
package kubelint.security.seccomp_unconfined

help := "use `RuntimeDefault`, or a profile of its own with `Localhost`"

deny contains finding if {
	input.pod.spec.securityContext.seccompProfile.type == "Unconfined"
	some container in input.pod.containers
	not container.securityContext.seccompProfile
	not container.securityContext.privileged
	path := ["spec", "securityContext", "seccompProfile", "type"]
	finding := {
		"message": "seccomp is switched off for the pod (`Unconfined`)",
		"path": path,
		"help": help,
		"fix": {"title": "use the runtime's profile", "set": path, "value": "RuntimeDefault"},
	}
}

deny contains finding if {
	some container in input.pod.containers
	container.securityContext.seccompProfile.type == "Unconfined"
	not container.securityContext.privileged
	path := array.concat(container.path, ["securityContext", "seccompProfile", "type"])
	finding := {
		"message": sprintf("seccomp is switched off for container %q (`Unconfined`)", [container.name]),
		"path": path,
		"help": help,
		"fix": {"title": "use the runtime's profile", "set": path, "value": "RuntimeDefault"},
	}
}

# Annotations, which Kubernetes read until 1.26.
deny contains finding if {
	some key, "unconfined" in input.pod.annotations
	contains(key, "seccomp.security.alpha.kubernetes.io/")
	input.target.minor < 27
	finding := {
		"message": "seccomp is switched off by an annotation (`unconfined`)",
		"path": ["metadata", "annotations", key],
		"help": help,
	}
}
