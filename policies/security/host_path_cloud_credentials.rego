# METADATA
# title: volume holds the node's credentials for the cloud
# description: |
#   Files such as `azure.json` or `~/.aws` let whoever reads them act in the cloud account with the
#   rights of the node or of its owner. One pod that is broken into is then enough to reach disks,
#   load balancers and other clusters.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: backup}
#   spec:
#     containers:
#       - name: backup
#         image: example.com/backup:1.0
#         volumeMounts: [{name: aws, mountPath: /root/.aws}]
#     volumes:
#       - name: aws
#         hostPath: {path: /root/.aws}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: backup}
#   spec:
#     serviceAccountName: backup
#     containers:
#       - {name: backup, image: "example.com/backup:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: dns}
#   spec:
#     containers:
#       - name: dns
#         image: example.com/dns:1.0
#         volumeMounts: [{name: azure, mountPath: /azure.json, readOnly: true}]
#     volumes:
#       - name: azure
#         hostPath: {path: /etc/kubernetes/azure.json, type: File}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: backup}
#   spec:
#     containers:
#       - name: backup
#         image: example.com/backup:1.0
#         volumeMounts: [{name: gcloud, mountPath: /gcloud}]
#     volumes:
#       - name: gcloud
#         hostPath: {path: /home/me/.config/gcloud}
#   ```
#
#   ```yaml bad {"extra-paths": ["/srv/cloud"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: backup}
#   spec:
#     containers:
#       - name: backup
#         image: example.com/backup:1.0
#         volumeMounts: [{name: key, mountPath: /key}]
#     volumes:
#       - name: key
#         hostPath: {path: /srv/cloud/key.json}
#   ```
# custom:
#   level: error
#   on: pods
#   aliases: [polaris:hostPathSet, kubescape:C-0020]
#   params:
#     extra-paths:
#       default: []
#       description: further files and folders of the node that hold credentials for the cloud
package kubelint.security.host_path_cloud_credentials

import data.kubelint.lib.host_path

deny contains finding if {
	some i, volume in input.pod.spec.volumes
	volume.hostPath
	path := host_path.clean(volume.hostPath.path)
	holds_credentials(path)
	finding := {
		"message": sprintf(
			"volume %q is the node's `%s`, which holds credentials for the cloud",
			[volume.name, volume.hostPath.path],
		),
		"path": ["spec", "volumes", i, "hostPath", "path"],
		"help": "give the pod's ServiceAccount an identity in the cloud, or mount a Secret",
		"related": host_path.mounts(input.pod.containers, volume.name),
	}
}

holds_credentials(path) if host_path.class(path) == "credentials"

holds_credentials(path) if {
	some extra in input.params["extra-paths"]
	host_path.covers(host_path.clean(extra), path)
}
