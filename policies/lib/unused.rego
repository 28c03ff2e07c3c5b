# What an object that nothing refers to may be there for.
package kubelint.lib.unused

# Whether something in the namespace could refer to it; `kinds` is `input.links.unit.kinds`.
has_workloads(kinds) if {
	some kind in ["Deployment", "StatefulSet", "DaemonSet", "CronJob", "Job", "Pod", "ReplicaSet"]
	kinds[kind]
}

# Whether it has one of the labels or annotations by which objects are found.
is_discovered(metadata, keys) if {
	some field in ["labels", "annotations"]
	some key in keys
	metadata[field][key]
}
