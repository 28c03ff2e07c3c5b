# METADATA
# title: SELinux options weaken the container's confinement
# description: |
#   On nodes with SELinux the runtime gives each container a type that keeps it away from the
#   node's files. Another type, above all `spc_t`, or a user or role of its own takes that away,
#   and Pod Security `baseline` refuses the pod.
#
#   The level (`s0:c1,c2`) confines further and is not reported, nor is a privileged container.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     containers:
#       - name: agent
#         image: example.com/agent:1.0
#         securityContext:
#           seLinuxOptions: {type: spc_t}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     containers:
#       - name: agent
#         image: example.com/agent:1.0
#         securityContext:
#           seLinuxOptions: {type: container_t, level: "s0:c123,c456"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     securityContext:
#       seLinuxOptions: {user: system_u, role: system_r}
#     containers:
#       - {name: agent, image: "example.com/agent:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: build}
#   spec:
#     securityContext:
#       seLinuxOptions: {type: container_engine_t}
#     containers:
#       - {name: build, image: "example.com/build:1.0"}
#   ```
#
#   ```yaml bad 1.30
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: build}
#   spec:
#     securityContext:
#       seLinuxOptions: {type: container_engine_t}
#     containers:
#       - {name: build, image: "example.com/build:1.0"}
#   ```
#
#   ```yaml good {"allowed": ["container_logreader_t"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     containers:
#       - name: agent
#         image: example.com/agent:1.0
#         securityContext:
#           seLinuxOptions: {type: container_logreader_t}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     containers:
#       - name: agent
#         image: example.com/agent:1.0
#         securityContext:
#           privileged: true
#           seLinuxOptions: {type: spc_t}
#   ```
# custom:
#   level: warning
#   on: pods
#   aliases:
#     - trivy:KSV-0025
#     - gatekeeper:K8sPSPSELinuxV2
#   params:
#     allowed:
#       default: []
#       description: further SELinux types that are accepted
package kubelint.security.selinux_options_custom

help := "leave `type`, `user` and `role` to the runtime; a `level` may be set"

deny contains finding if {
	some field, value in input.pod.spec.securityContext.seLinuxOptions
	is_custom(field, value)
	some container in input.pod.containers
	not container.securityContext.seLinuxOptions
	not container.securityContext.privileged
	finding := {
		"message": sprintf("SELinux %s of the pod is `%s`", [field, value]),
		"path": ["spec", "securityContext", "seLinuxOptions", field],
		"help": help,
	}
}

deny contains finding if {
	some container in input.pod.containers
	some field, value in container.securityContext.seLinuxOptions
	is_custom(field, value)
	not container.securityContext.privileged
	finding := {
		"message": sprintf("SELinux %s of container %q is `%s`", [field, container.name, value]),
		"path": array.concat(container.path, ["securityContext", "seLinuxOptions", field]),
		"help": help,
	}
}

is_custom(field, value) if {
	field in {"role", "user"}
	value != ""
}

is_custom(field, value) if {
	field == "type"
	not value in {"", "container_t", "container_init_t", "container_kvm_t"}
	not is_engine(value)
	not value in input.params.allowed
}

is_engine(value) if {
	value == "container_engine_t"
	input.target.minor >= 31
}
