# METADATA
# title: container can command the node's container runtime
# description: |
#   Whoever reaches the socket of the container runtime starts containers of any kind on the node,
#   privileged ones too, and so owns it. A mount with `readOnly` changes nothing: a socket answers
#   all the same.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: build}
#   spec:
#     containers:
#       - name: build
#         image: example.com/build:1.0
#         volumeMounts: [{name: docker, mountPath: /var/run/docker.sock}]
#     volumes:
#       - name: docker
#         hostPath: {path: /var/run/docker.sock}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: build}
#   spec:
#     containers:
#       - name: build
#         image: example.com/build:1.0
#         volumeMounts: [{name: scratch, mountPath: /scratch}]
#     volumes:
#       - name: scratch
#         emptyDir: {}
#   ```
#
#   The folder of a socket gives the socket:
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     containers:
#       - name: agent
#         image: example.com/agent:1.0
#         volumeMounts: [{name: run, mountPath: /host/run, readOnly: true}]
#     volumes:
#       - name: run
#         hostPath: {path: /var/run}
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
#         volumeMounts: [{name: runtime, mountPath: /runtime.sock}]
#     volumes:
#       - name: runtime
#         hostPath: {path: /var/snap/microk8s/common/run/containerd.sock, type: Socket}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     os: {name: windows}
#     containers:
#       - name: agent
#         image: example.com/agent:1.0
#         volumeMounts:
#           - name: docker
#             mountPath: \\.\pipe\docker_engine
#     volumes:
#       - name: docker
#         hostPath:
#           path: \\.\pipe\docker_engine
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
#         volumeMounts: [{name: lock, mountPath: /run/xtables.lock}]
#     volumes:
#       - name: lock
#         hostPath: {path: /run/xtables.lock, type: FileOrCreate}
#   ```
#
#   ```yaml bad {"extra-paths": ["/run/build/build.sock"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     containers:
#       - name: agent
#         image: example.com/agent:1.0
#         volumeMounts: [{name: run, mountPath: /host/build}]
#     volumes:
#       - name: run
#         hostPath: {path: /run/build}
#   ```
# custom:
#   level: error
#   on: pods
#   aliases:
#     - kube-linter:docker-sock
#     - polaris:hostPathSet
#     - checkov:CKV_K8S_27
#     - trivy:KSV-0006
#     - kubescape:C-0074
#   params:
#     extra-paths:
#       default: []
#       description: further sockets that command the node
package kubelint.security.runtime_socket_mounted

import data.kubelint.lib.host_path

deny contains finding if {
	some i, volume in input.pod.spec.volumes
	volume.hostPath
	path := host_path.clean(volume.hostPath.path)
	gives_socket(path)
	finding := {
		"message": sprintf(
			"volume %q holds the socket of the node's container runtime (`%s`)",
			[volume.name, volume.hostPath.path],
		),
		"path": ["spec", "volumes", i, "hostPath", "path"],
		"help": "build images without the runtime, and read what runs from the Kubernetes API",
		"related": host_path.mounts(input.pod.containers, volume.name),
	}
}

gives_socket(path) if host_path.class(path) == "socket"

gives_socket(path) if {
	some extra in input.params["extra-paths"]
	host_path.covers(path, host_path.clean(extra))
}
