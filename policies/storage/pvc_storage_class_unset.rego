# METADATA
# title: claim names no storage class
# description: |
#   A claim without a class gets the default one, which differs between clusters and may change or
#   be missing. Where volumes have to be fast, encrypted or replicated, the claim should say so.
#
#   An empty class is a choice, too: a volume that somebody has made by hand.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data}
#   spec:
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 10Gi}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data}
#   spec:
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 10Gi}}
#     storageClassName: fast
#   ```
#
#   ```yaml bad
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: web}
#   spec:
#     serviceName: web
#     volumeClaimTemplates:
#       - metadata: {name: data}
#         spec:
#           accessModes: [ReadWriteOnce]
#           resources: {requests: {storage: 10Gi}}
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             volumeMounts:
#               - {name: data, mountPath: /data}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data}
#   spec:
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 10Gi}}
#     storageClassName: ""
#   ```
#
#   ```yaml good
#   # As it was written before there was a field.
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata:
#     name: data
#     annotations: {volume.beta.kubernetes.io/storage-class: fast}
#   spec:
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 10Gi}}
#   ```
#
#   ```yaml bad {"allowed": ["fast", "shared"]}
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data}
#   spec:
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 10Gi}}
#     storageClassName: slow
#   ```
#
#   ```yaml good {"allowed": ["fast", "shared"]}
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data}
#   spec:
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 10Gi}}
#     storageClassName: fast
#   ```
# custom:
#   level: off
#   on: [PersistentVolumeClaim, StatefulSet]
#   aliases: [gatekeeper:K8sStorageClass]
#   params:
#     allowed: {default: [], description: the classes that claims may name; any when empty}
package kubelint.storage.pvc_storage_class_unset

deny contains finding if {
	some asked in claims
	object.get(asked.spec, "storageClassName", null) == null
	not asked.metadata.annotations["volume.beta.kubernetes.io/storage-class"]
	finding := {
		"message": sprintf("%s names no storage class", [asked.words]),
		"path": array.concat(asked.path, ["spec", "storageClassName"]),
		"help": help,
	}
}

deny contains finding if {
	some asked in claims
	count(input.params.allowed) > 0
	class := asked.spec.storageClassName
	not class in input.params.allowed
	finding := {
		"message": sprintf("%s names storage class %q, which is not allowed", [asked.words, class]),
		"path": array.concat(asked.path, ["spec", "storageClassName"]),
		"help": help,
	}
}

help := sprintf("use one of `%s`", [concat("`, `", input.params.allowed)]) if {
	count(input.params.allowed) > 0
} else := "set `storageClassName`"

claims := [{
	"path": [],
	"words": sprintf("PersistentVolumeClaim %q", [input.resource.name]),
	"metadata": object.get(input.object, "metadata", {}),
	"spec": input.object.spec,
}] if {
	input.resource.kind == "PersistentVolumeClaim"
}

claims := [{
	"path": ["spec", "volumeClaimTemplates", i],
	"words": sprintf("claim template %q of StatefulSet %q", [name, input.resource.name]),
	"metadata": object.get(template, "metadata", {}),
	"spec": template.spec,
} |
	some i, template in input.object.spec.volumeClaimTemplates
	name := object.get(template, ["metadata", "name"], "")
] if {
	input.resource.kind == "StatefulSet"
}
