# METADATA
# title: path of the node is mounted for writing
# description: |
#   Whatever the container writes to such a mount it writes to the node, for all other pods and
#   programs there. Where it only reads, `readOnly: true` costs nothing and takes that away.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     containers:
#       - name: agent
#         image: example.com/agent:1.0
#         volumeMounts: [{name: logs, mountPath: /logs}]
#     volumes:
#       - name: logs
#         hostPath: {path: /var/log/pods}
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
#         volumeMounts: [{name: logs, mountPath: /logs, readOnly: true}]
#     volumes:
#       - name: logs
#         hostPath: {path: /var/log/pods}
#   ```
#
#   Writing to a socket needs no writable mount; `runtime-socket-mounted` reports it:
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     containers:
#       - name: agent
#         image: example.com/agent:1.0
#         volumeMounts: [{name: docker, mountPath: /docker.sock}]
#     volumes:
#       - name: docker
#         hostPath: {path: /var/run/docker.sock}
#   ```
# custom:
#   level: off
#   on: pods
#   aliases:
#     - kube-linter:writable-host-mount
#     - kubescape:C-0045
#     - gatekeeper:K8sPSPHostFilesystem
package kubelint.security.host_path_writable

import data.kubelint.lib.host_path

deny contains finding if {
	some i, volume in input.pod.spec.volumes
	volume.hostPath
	host_path.class(host_path.clean(volume.hostPath.path)) != "socket"
	some container in input.pod.containers
	some k, mount in container.volumeMounts
	mount.name == volume.name
	not mount.readOnly
	path := array.concat(container.path, ["volumeMounts", k, "readOnly"])
	finding := {
		"message": sprintf(
			"container %q can write to the node's `%s`",
			[container.name, volume.hostPath.path],
		),
		"path": path,
		"help": "set `readOnly: true` on the mount",
		"related": [{
			"path": ["spec", "volumes", i, "hostPath", "path"],
			"message": "the path of the node",
		}],
		"fix": {"title": "mount it read-only", "set": path, "value": true},
	}
}
