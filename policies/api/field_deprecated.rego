# METADATA
# title: field or annotation is deprecated
# description: |
#   Kubernetes ignores most of these annotations by now, without a word: the pod runs without the
#   profile, the priority or the scheduler that was asked for.
#   The others go with one of the next versions, and the same thing happens then.
#
#   Fields that have a rule of their own, such as volume types, node labels and the AppArmor
#   annotations, are left to it; so is `loadBalancerIP`, which nothing replaces everywhere.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata:
#     name: data
#     annotations:
#       volume.beta.kubernetes.io/storage-class: fast
#   spec:
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 5Gi}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data}
#   spec:
#     storageClassName: fast
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 5Gi}}
#   ```
#
#   ```yaml bad
#   apiVersion: storage.k8s.io/v1
#   kind: StorageClass
#   metadata:
#     name: fast
#     annotations:
#       storageclass.beta.kubernetes.io/is-default-class: "true"
#   provisioner: csi.example.com
#   ```
#
#   ```yaml bad
#   apiVersion: apps/v1
#   kind: DaemonSet
#   metadata: {name: agent}
#   spec:
#     selector: {matchLabels: {app: agent}}
#     template:
#       metadata:
#         labels: {app: agent}
#         annotations:
#           scheduler.alpha.kubernetes.io/critical-pod: ""
#       spec:
#         containers:
#           - {name: agent, image: "example.com/agent:3.1"}
#   ```
#
#   ```yaml good
#   apiVersion: apps/v1
#   kind: DaemonSet
#   metadata: {name: agent}
#   spec:
#     selector: {matchLabels: {app: agent}}
#     template:
#       metadata:
#         labels: {app: agent}
#       spec:
#         priorityClassName: system-node-critical
#         containers:
#           - {name: agent, image: "example.com/agent:3.1"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: shop
#     annotations:
#       container.seccomp.security.alpha.kubernetes.io/web: runtime/default
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
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
#           - {name: db, image: "example.com/db:16.2"}
#     volumeClaimTemplates:
#       - metadata:
#           name: data
#           annotations: {volume.beta.kubernetes.io/storage-class: fast}
#         spec:
#           accessModes: [ReadWriteOnce]
#           resources: {requests: {storage: 5Gi}}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Service
#   metadata: {name: shop}
#   spec:
#     selector: {app: shop}
#     ports: [{port: 80}]
#     trafficDistribution: PreferClose
#   ```
#
#   ```yaml good 1.33
#   apiVersion: v1
#   kind: Service
#   metadata: {name: shop}
#   spec:
#     selector: {app: shop}
#     ports: [{port: 80}]
#     trafficDistribution: PreferClose
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: PersistentVolume
#   metadata:
#     name: data
#     annotations: {scheduler.alpha.kubernetes.io/critical-pod: ""}
#   spec:
#     capacity: {storage: 5Gi}
#     accessModes: [ReadWriteOnce]
#     persistentVolumeReclaimPolicy: Retain
#     csi: {driver: csi.example.com, volumeHandle: data}
#   ```
# custom:
#   level: warning
#   on:
#     - CronJob
#     - DaemonSet
#     - Deployment
#     - EndpointSlice
#     - Job
#     - Namespace
#     - Node
#     - PersistentVolume
#     - PersistentVolumeClaim
#     - Pod
#     - PodTemplate
#     - ReplicaSet
#     - ReplicationController
#     - Service
#     - ServiceAccount
#     - StatefulSet
#     - StorageClass
package kubelint.api.field_deprecated

# Where the pod template lies in the kinds that have one.
template := {
	"Pod": [],
	"PodTemplate": ["template"],
	"Deployment": ["spec", "template"],
	"ReplicaSet": ["spec", "template"],
	"ReplicationController": ["spec", "template"],
	"StatefulSet": ["spec", "template"],
	"DaemonSet": ["spec", "template"],
	"Job": ["spec", "template"],
	"CronJob": ["spec", "jobTemplate", "spec", "template"],
}

deny contains finding if {
	some key, value in input.object.metadata.annotations
	entry := data.deprecated_fields.annotations[key]
	input.resource.kind in entry.kinds
	past(entry, input.target.minor)
	finding := annotation(entry, [], input.object, key, value, input.target.minor)
}

deny contains finding if {
	some index, claim in input.object.spec.volumeClaimTemplates
	some key, value in claim.metadata.annotations
	entry := data.deprecated_fields.annotations[key]
	"PersistentVolumeClaim" in entry.kinds
	past(entry, input.target.minor)
	path := ["spec", "volumeClaimTemplates", index]
	finding := annotation(entry, path, claim, key, value, input.target.minor)
}

deny contains finding if {
	input.object.metadata
	path := template[input.resource.kind]
	pod := object.get(input.object, path, {})
	some key, value in pod.metadata.annotations
	entry := of_pod(key)
	past(entry, input.target.minor)
	finding := annotation(entry, path, pod, key, value, input.target.minor)
}

deny contains object.union(finding, fix) if {
	input.object.metadata
	some entry in data.deprecated_fields.fields[input.resource.kind]
	value := object.get(input.object, entry.path, null)
	value != null
	value == object.get(entry, "value", value)
	past(entry, input.target.minor)
	finding := {
		"message": sprintf("%s %s", [field(entry), state(entry, input.target.minor)]),
		"path": entry.path,
		"help": entry.help,
	}
	fix := field_fix(entry)
}

of_pod(key) := data.deprecated_fields.pod_annotations[key]

of_pod(key) := data.deprecated_fields.pod_annotation_groups[split(key, "/")[0]]

# Whether the time has come: entries without a version are deprecated everywhere.
past(entry, minor) if object.get(entry, "deprecated", object.get(entry, "ignored", 0)) <= minor

state(entry, minor) := sprintf("has no effect from Kubernetes 1.%d on", [entry.ignored]) if {
	entry.ignored <= minor
} else := sprintf("was deprecated in Kubernetes 1.%d", [entry.deprecated]) if {
	entry.deprecated
} else := "is deprecated"

annotation(entry, at, holder, key, value, minor) := object.union(
	{
		"message": sprintf("annotation %q %s", [key, state(entry, minor)]),
		"path": array.concat(at, ["metadata", "annotations", key]),
		"mark": "key",
		"help": entry.help,
	},
	annotation_fix(entry, at, holder, key, value),
)

annotation_fix(entry, at, holder, key, value) := {"fix": {
	"title": sprintf("write %s", [concat(".", entry.move)]),
	"edits": [
		{"set": array.concat(at, entry.move), "value": value},
		{"remove": array.concat(at, ["metadata", "annotations", key])},
	],
}} if {
	entry.move
	object.get(holder, entry.move, null) == null
} else := {"fix": {
	"title": sprintf("rename it to %s", [entry.rename]),
	"rename": array.concat(at, ["metadata", "annotations", key]),
	"to": entry.rename,
}} if {
	entry.rename
	not holder.metadata.annotations[entry.rename]
} else := {"fix": {
	"title": "remove it",
	"remove": array.concat(at, ["metadata", "annotations", key]),
}} if {
	removable(entry)
} else := {}

removable(entry) if entry.remove

removable(entry) if entry.rename

field(entry) := sprintf("`%s: %s`", [concat(".", entry.path), entry.value]) if {
	entry.value
} else := sprintf("`%s`", [concat(".", entry.path)])

field_fix(entry) := {"fix": {
	"title": sprintf("write %s", [entry.instead]),
	"set": entry.path,
	"value": entry.instead,
}} if {
	entry.instead
} else := {"fix": {"title": "remove it", "remove": entry.path}} if {
	entry.remove
} else := {}
