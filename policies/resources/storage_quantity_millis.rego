# METADATA
# title: size of a volume is written in thousandths of a byte
# description: |
#   The suffix `m` means thousandths, so that a claim of `500m` asks for half a byte and not for 500
#   megabytes. The provisioner refuses that or makes the smallest volume it can, and the application
#   runs out of space.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data}
#   spec:
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 500m}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data}
#   spec:
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 500Mi}}
#   ```
#
#   ```yaml bad
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: db}
#   spec:
#     serviceName: db
#     selector: {matchLabels: {app: db}}
#     template:
#       metadata: {labels: {app: db}}
#       spec:
#         containers:
#           - {name: db, image: "example.com/db:1.0"}
#     volumeClaimTemplates:
#       - metadata: {name: data}
#         spec:
#           accessModes: [ReadWriteOnce]
#           resources: {requests: {storage: 10m}}
#   ```
# custom:
#   level: error
#   on: [PersistentVolumeClaim, apps/StatefulSet]
package kubelint.resources.storage_quantity_millis

deny contains finding if {
	size := input.object.spec.resources.requests.storage
	finding := problem(size, ["spec", "resources", "requests", "storage"])
}

deny contains finding if {
	some index, claim in input.object.spec.volumeClaimTemplates
	size := claim.spec.resources.requests.storage
	path := ["spec", "volumeClaimTemplates", index, "spec", "resources", "requests", "storage"]
	finding := problem(size, path)
}

problem(size, path) := {
	"message": sprintf("the size of the volume is `%s`, which is %v bytes", [size, bytes]),
	"path": path,
	"help": sprintf("write `%s`", [corrected]),
	"fix": {"set": path, "value": corrected, "title": sprintf("write `%s`", [corrected])},
} if {
	is_string(size)
	endswith(size, "m")
	bytes := units.parse(size)
	bytes < 1048576
	corrected := sprintf("%sMi", [trim_suffix(size, "m")])
}
