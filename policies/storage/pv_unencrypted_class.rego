# METADATA
# title: storage class makes volumes that are not encrypted
# description: |
#   What is written to such a volume can be read by whoever gets hold of the disk or of a copy of
#   it. For the storage systems of this table a parameter of the class switches encryption on, and
#   it is off unless the class says so.
#
#   Systems that always encrypt, or that decide elsewhere, are not in the table.
#
#   ```yaml bad
#   apiVersion: storage.k8s.io/v1
#   kind: StorageClass
#   metadata: {name: fast}
#   provisioner: ebs.csi.aws.com
#   parameters:
#     type: gp3
#   ```
#
#   ```yaml good
#   apiVersion: storage.k8s.io/v1
#   kind: StorageClass
#   metadata: {name: fast}
#   provisioner: ebs.csi.aws.com
#   parameters:
#     type: gp3
#     encrypted: "true"
#   ```
#
#   ```yaml bad
#   apiVersion: storage.k8s.io/v1
#   kind: StorageClass
#   metadata: {name: fast}
#   provisioner: driver.longhorn.io
#   parameters:
#     encrypted: "false"
#   ```
#
#   ```yaml bad
#   # The provisioner of Rook has its namespace in front.
#   apiVersion: storage.k8s.io/v1
#   kind: StorageClass
#   metadata: {name: fast}
#   provisioner: rook-ceph.rbd.csi.ceph.com
#   parameters:
#     pool: replicated
#   ```
#
#   ```yaml good
#   # It always encrypts.
#   apiVersion: storage.k8s.io/v1
#   kind: StorageClass
#   metadata: {name: fast}
#   provisioner: pd.csi.storage.gke.io
#   ```
#
#   ```yaml bad {"provisioners": {"csi.example.com": "crypt"}}
#   apiVersion: storage.k8s.io/v1
#   kind: StorageClass
#   metadata: {name: fast}
#   provisioner: csi.example.com
#   ```
#
#   ```yaml good {"provisioners": {"csi.example.com": "crypt"}}
#   apiVersion: storage.k8s.io/v1
#   kind: StorageClass
#   metadata: {name: fast}
#   provisioner: csi.example.com
#   parameters:
#     crypt: "yes"
#   ```
# custom:
#   level: off
#   on: [StorageClass]
#   aliases: [kubescape:C-0264]
#   params:
#     provisioners:
#       default:
#         cephfs.csi.ceph.com: encrypted
#         csi.scaleway.com: encrypted
#         diskplugin.csi.alibabacloud.com: encrypted
#         driver.longhorn.io: encrypted
#         ebs.csi.aws.com: encrypted
#         kubernetes.io/aws-ebs: encrypted
#         linodebs.csi.linode.com: linodebs.csi.linode.com/luks-encrypted
#         pxd.portworx.com: secure
#         rbd.csi.ceph.com: encrypted
#       description: by provisioner, the parameter that switches encryption on
package kubelint.storage.pv_unencrypted_class

deny contains finding if {
	some provisioner, parameter in input.params.provisioners
	is_of(input.object.provisioner, provisioner)
	not is_on(input.object.parameters[parameter])
	finding := {
		"message": sprintf("volumes of StorageClass %q are not encrypted: `%s` is not set", [
			input.resource.name,
			parameter,
		]),
		"path": ["parameters", parameter],
		"help": sprintf("set `parameters.%s` to `\"true\"`", [parameter]),
		"related": [{
			"of": user.ref,
			"path": user.path,
			"message": sprintf("%s %q asks for it", [user.kind, user.name]),
		} |
			some user in array.slice(input.links.usedBy, 0, 3)
		],
	}
}

is_of(provisioner, name) if provisioner == name

is_of(provisioner, name) if endswith(provisioner, concat("", [".", name]))

is_on(value) if not lower(sprintf("%v", [value])) in {"", "0", "f", "false", "no", "off"}
