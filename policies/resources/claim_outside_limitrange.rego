# METADATA
# title: size of a claim is outside of the namespace's LimitRange
# description: |
#   The API server refuses a PersistentVolumeClaim that is smaller or larger than a LimitRange of
#   its namespace allows. A StatefulSet whose claims are refused starts no pod.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: LimitRange
#   metadata: {name: storage, namespace: shop}
#   spec:
#     limits:
#       - type: PersistentVolumeClaim
#         max: {storage: 10Gi}
#   ---
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data, namespace: shop}
#   spec:
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 20Gi}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: LimitRange
#   metadata: {name: storage, namespace: shop}
#   spec:
#     limits:
#       - type: PersistentVolumeClaim
#         max: {storage: 10Gi}
#   ---
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data, namespace: shop}
#   spec:
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 10Gi}}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: LimitRange
#   metadata: {name: storage, namespace: shop}
#   spec:
#     limits:
#       - type: PersistentVolumeClaim
#         min: {storage: 1Gi}
#   ---
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: db, namespace: shop}
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
#           resources: {requests: {storage: 100Mi}}
#   ```
# custom:
#   level: error
#   on: [PersistentVolumeClaim, apps/StatefulSet]
package kubelint.resources.claim_outside_limitrange

deny contains finding if {
	some limit_range in input.links.limitRanges
	some index, item in limit_range.limits
	item.type == "PersistentVolumeClaim"
	some side in ["min", "max"]
	bound := item[side].storage
	some size in sizes
	outside(side, units.parse(size.text), bound.value)
	finding := {
		"message": sprintf("the claim asks for `%s`, %s the `%s` that LimitRange %q allows", [
			size.text,
			words[side],
			bound.text,
			limit_range.name,
		]),
		"path": size.path,
		"help": sprintf("set it to `%s` or %s", [bound.text, remedy[side]]),
		"related": [{
			"of": limit_range.ref,
			"path": ["spec", "limits", index, side, "storage"],
			"message": "the bound",
		}],
	}
}

sizes contains {"text": sprintf("%v", [size]), "path": path} if {
	size := input.object.spec.resources.requests.storage
	path := ["spec", "resources", "requests", "storage"]
}

sizes contains {"text": sprintf("%v", [size]), "path": path} if {
	some index, claim in input.object.spec.volumeClaimTemplates
	size := claim.spec.resources.requests.storage
	path := ["spec", "volumeClaimTemplates", index, "spec", "resources", "requests", "storage"]
}

outside("min", value, bound) if value < bound

outside("max", value, bound) if value > bound

words := {"min": "below", "max": "above"}

remedy := {"min": "more", "max": "less"}
