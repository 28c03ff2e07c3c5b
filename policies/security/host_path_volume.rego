# METADATA
# title: volume is a path of the node
# description: |
#   A `hostPath` gives the pod files that belong to the node, which other pods and the node's own
#   programs use as well. Data there stays behind when the pod moves, and a cluster with Pod
#   Security `baseline` refuses the pod.
#
#   Paths that are worse have rules of their own, which report them instead: `host-path-sensitive`,
#   `host-path-cloud-credentials` and `runtime-socket-mounted`. An agent that works on the node
#   keeps the finding away with `allowed-prefixes`, or with `# kubelint: ignore[host-path-volume]`
#   and the reason.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         volumeMounts: [{name: data, mountPath: /data}]
#     volumes:
#       - name: data
#         hostPath: {path: /srv/web}
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
#         volumeMounts: [{name: data, mountPath: /data}]
#     volumes:
#       - name: data
#         persistentVolumeClaim: {claimName: web}
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
#         volumeMounts: [{name: runtime, mountPath: /runtime.sock}]
#     volumes:
#       - name: runtime
#         hostPath: {path: /run/containerd/containerd.sock}
#   ```
#
#   One path of two:
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     containers:
#       - name: agent
#         image: example.com/agent:1.0
#         volumeMounts:
#           - {name: etc, mountPath: /host/etc}
#           - {name: logs, mountPath: /host/logs}
#     volumes:
#       - name: etc
#         hostPath: {path: /etc}
#       - name: logs
#         hostPath: {path: /var/log/pods}
#   ```
#
#   ```yaml good {"allowed-prefixes": ["/var/log"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     containers:
#       - name: agent
#         image: example.com/agent:1.0
#         volumeMounts: [{name: logs, mountPath: /host/logs}]
#     volumes:
#       - name: logs
#         hostPath: {path: /var/log/pods}
#   ```
#
#   ```yaml bad {"allowed-prefixes": ["/var/log"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     containers:
#       - name: agent
#         image: example.com/agent:1.0
#         volumeMounts: [{name: logs, mountPath: /host/logs}]
#     volumes:
#       - name: logs
#         hostPath: {path: /var/logs}
#   ```
#
#   ```yaml good {"allowed-read-only-prefixes": ["/var/log"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     containers:
#       - name: agent
#         image: example.com/agent:1.0
#         volumeMounts: [{name: logs, mountPath: /host/logs, readOnly: true}]
#     volumes:
#       - name: logs
#         hostPath: {path: /var/log/pods}
#   ```
#
#   ```yaml bad {"allowed-read-only-prefixes": ["/var/log"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: agent}
#   spec:
#     containers:
#       - name: agent
#         image: example.com/agent:1.0
#         volumeMounts: [{name: logs, mountPath: /host/logs}]
#     volumes:
#       - name: logs
#         hostPath: {path: /var/log/pods}
#   ```
# custom:
#   level: warning
#   on: pods
#   aliases:
#     - polaris:hostPathSet
#     - trivy:KSV-0023
#     - kubescape:C-0048
#     - gatekeeper:K8sPSPHostFilesystem
#     - gatekeeper:K8sPSPVolumeTypes
#   params:
#     allowed-prefixes:
#       default: []
#       description: paths of the node that pods may use, with what lies below them
#     allowed-read-only-prefixes:
#       default: []
#       description: likewise, where every container mounts it with `readOnly`
package kubelint.security.host_path_volume

import data.kubelint.lib.host_path

deny contains finding if {
	some i, volume in input.pod.spec.volumes
	volume.hostPath
	path := host_path.clean(volume.hostPath.path)
	host_path.class(path) == "other"
	not allowed(volume.name, path)
	finding := {
		"message": sprintf("volume %q is the node's `%s`", [volume.name, volume.hostPath.path]),
		"path": ["spec", "volumes", i, "hostPath", "path"],
		"help": help,
		"related": host_path.mounts(input.pod.containers, volume.name),
	}
}

help := concat("", [
	"use a PersistentVolumeClaim or an `emptyDir`; what an agent of the node needs, allow with the ",
	"parameter `allowed-prefixes` of this rule",
])

allowed(_, path) if {
	some prefix in input.params["allowed-prefixes"]
	host_path.covers(host_path.clean(prefix), path)
}

allowed(volume, path) if {
	some prefix in input.params["allowed-read-only-prefixes"]
	host_path.covers(host_path.clean(prefix), path)
	not host_path.is_written(input.pod.containers, volume)
}
