# METADATA
# title: volume is a folder of the node that leads to control over it
# description: |
#   Whoever can write to folders such as `/etc`, `/root` or the kubelet's takes over the node at
#   its next restart, and reading them is often enough for its keys. A folder above them gives them
#   all.
#
#   Only the folder itself and what lies above it are reported: a single file such as
#   `/etc/localtime` is the matter of `host-path-volume`.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     containers:
#       - name: agent
#         image: example.com/agent:1.0
#         volumeMounts: [{name: certificates, mountPath: /host/etc}]
#     volumes:
#       - name: certificates
#         hostPath: {path: /etc}
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
#         volumeMounts: [{name: certificates, mountPath: /certificates}]
#     volumes:
#       - name: certificates
#         configMap: {name: certificates}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     containers:
#       - name: agent
#         image: example.com/agent:1.0
#         volumeMounts: [{name: root, mountPath: /host}]
#     volumes:
#       - name: root
#         hostPath: {path: /}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     containers:
#       - name: agent
#         image: example.com/agent:1.0
#         volumeMounts: [{name: state, mountPath: /host/state}]
#     volumes:
#       - name: state
#         hostPath: {path: /var/lib/}
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
#         volumeMounts: [{name: zone, mountPath: /etc/localtime, readOnly: true}]
#     volumes:
#       - name: zone
#         hostPath: {path: /etc/localtime, type: File}
#   ```
#
#   ```yaml bad {"extra-paths": ["/srv/keys"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     containers:
#       - name: agent
#         image: example.com/agent:1.0
#         volumeMounts: [{name: srv, mountPath: /srv}]
#     volumes:
#       - name: srv
#         hostPath: {path: /srv}
#   ```
#
#   ```yaml good {"allowed": ["/proc"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     containers:
#       - name: agent
#         image: example.com/agent:1.0
#         volumeMounts: [{name: proc, mountPath: /host/proc, readOnly: true}]
#     volumes:
#       - name: proc
#         hostPath: {path: /proc}
#   ```
# custom:
#   level: error
#   on: pods
#   aliases:
#     - kube-linter:sensitive-host-mounts
#     - polaris:hostPathSet
#     - trivy:KSV-0121
#     - gatekeeper:K8sPSPHostFilesystem
#   params:
#     extra-paths:
#       default: []
#       description: further paths of the node that are sensitive
#     allowed:
#       default: []
#       description: sensitive paths that pods may use all the same
package kubelint.security.host_path_sensitive

import data.kubelint.lib.host_path

deny contains finding if {
	some i, volume in input.pod.spec.volumes
	volume.hostPath
	path := host_path.clean(volume.hostPath.path)
	is_sensitive(path)
	not path in input.params.allowed
	finding := {
		"message": sprintf(
			"volume %q lets the pod %s the node's `%s`",
			[volume.name, access(volume.name), volume.hostPath.path],
		),
		"path": ["spec", "volumes", i, "hostPath", "path"],
		"help": "mount the one file or folder that is needed, with `readOnly: true`",
		"related": host_path.mounts(input.pod.containers, volume.name),
	}
}

access(volume) := "write to" if {
	host_path.is_written(input.pod.containers, volume)
} else := "read"

is_sensitive(path) if host_path.class(path) == "sensitive"

is_sensitive(path) if {
	some extra in input.params["extra-paths"]
	host_path.covers(path, host_path.clean(extra))
}
