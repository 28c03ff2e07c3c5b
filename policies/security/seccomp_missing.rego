# METADATA
# title: container runs without a seccomp profile
# description: |
#   Without a profile a container may call everything that the node's kernel offers, among it the
#   rarely used parts in which most ways out of containers were found. `RuntimeDefault` leaves out
#   what ordinary programs never call.
#
#   A privileged container never has a profile and is not reported; nor is one that is `Unconfined`
#   in so many words, the matter of `seccomp-unconfined`.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
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
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           seccompProfile: {type: RuntimeDefault}
#       - {name: proxy, image: "example.com/proxy:1.0"}
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
#           seccompProfile: {type: Localhost, localhostProfile: web.json}
#       - name: debug
#         image: example.com/debug:1.0
#         securityContext: {privileged: true}
#   ```
#
#   ```yaml bad {"allowed": ["RuntimeDefault"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           seccompProfile: {type: Localhost, localhostProfile: web.json}
#   ```
#
#   Up to Kubernetes 1.26 annotations count:
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
#
#   Windows has no seccomp:
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     os: {name: windows}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: off
#   on: pods
#   aliases:
#     - kube-score:container-seccomp-profile
#     - polaris:linuxHardening
#     - checkov:CKV_K8S_31
#     - trivy:KSV-0030
#     - trivy:KSV-0104
#     - kubescape:C-0055
#     - kubescape:C-0210
#     - kubescape:C-0211
#     - gatekeeper:K8sPSPSeccomp
#     - gatekeeper:K8sPSPSeccompV2
#   params:
#     allowed:
#       default: [RuntimeDefault, Localhost]
#       description: the types of profile that are accepted
package kubelint.security.seccomp_missing

deny contains finding if {
	input.pod.os != "windows"
	names := [sprintf("%q", [container.name]) |
		some container in input.pod.containers
		not container.effective.securityContext.seccompProfile
		not container.securityContext.privileged
		not annotated(container.name)
	]
	count(names) > 0
	finding := {
		"message": sprintf("no seccomp profile is set for %s", [concat(", ", names)]),
		"path": ["spec", "securityContext", "seccompProfile"],
		"help": "set `securityContext.seccompProfile.type: RuntimeDefault` for the pod",
		"fix": {
			"title": "use the runtime's default profile",
			"set": ["spec", "securityContext", "seccompProfile"],
			"value": {"type": "RuntimeDefault"},
		},
	}
}

deny contains finding if {
	some container in input.pod.containers
	type := container.effective.securityContext.seccompProfile.type
	not type in input.params.allowed
	type != "Unconfined"
	finding := {
		"message": sprintf("container %q has a seccomp profile of type `%s`", [container.name, type]),
		"path": array.concat(container.path, ["securityContext", "seccompProfile", "type"]),
		"help": sprintf("use one of %s", [concat(", ", input.params.allowed)]),
	}
}

annotated(_) if {
	input.target.minor < 27
	input.pod.annotations["seccomp.security.alpha.kubernetes.io/pod"]
}

annotated(name) if {
	input.target.minor < 27
	input.pod.annotations[concat("", [
		"container.seccomp.security.alpha.kubernetes.io/",
		name,
	])]
}
