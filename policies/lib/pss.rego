# What the checks of the Pod Security Standards share. A violation is an object: `control` as the
# admission plugin calls it, `container` (its name, or "" for what the pod itself sets), `path` from
# the pod template (of a container's own check: from the container), `more` (further paths of the
# same cause), `detail` and `help` in words, and `fix` where one is known.
package kubelint.lib.pss

# A violation as a policy's finding.
finding(violation) := object.union(
	{
		"message": sprintf("%s: %s", [violation.control, violation.detail]),
		"path": violation.path,
		"help": violation.help,
		"related": [{"path": path, "message": "and here"} | some path in violation.more],
	},
	object.filter(violation, ["fix"]),
)

# A violation whose values lie at `paths` within a subject. Undefined when there is no path.
violation(control, subject, paths, text) := object.union(text, {
	"control": control,
	"container": subject.container,
	"path": array.concat(subject.at, paths[0]),
	"more": [array.concat(subject.at, path) | some path in array.slice(paths, 1, count(paths))],
})

# A container as a subject; paths start at the container.
container_subject(container) := {
	"container": object.get(container, "name", ""),
	"who": sprintf("container %q", [object.get(container, "name", "")]),
	"at": [],
}

# Whether anyone sets a field of the security context: a cheap guard before the rest.
is_set(pod, field) if pod.spec.securityContext[field]

is_set(pod, field) if {
	some container in pod.containers
	container.securityContext[field]
}

# Who sets a field of the security context: the pod, and containers, each as a subject whose paths
# start in its security context; `value` is what it sets.
setters(pod, field) := array.concat(pod_setter(pod, field), [setter |
	some container in pod.containers
	container.securityContext[field] != null
	setter := context_subject(container, container.securityContext[field])
])

pod_setter(pod, field) := [{
	"container": "",
	"who": "the pod",
	"at": ["spec", "securityContext"],
	"value": pod.spec.securityContext[field],
}] if {
	pod.spec.securityContext[field] != null
} else := []

# The containers that do not set a field of the security context.
silent(pod, field) := [subject |
	some container in pod.containers
	not container.securityContext[field] != null
	subject := context_subject(container, null)
]

context_subject(container, value) := {
	"container": object.get(container, "name", ""),
	"who": sprintf("container %q", [object.get(container, "name", "")]),
	"at": array.concat(container.path, ["securityContext"]),
	"value": value,
}

# From 1.35 on a pod in its own user namespace may do more: root there is nobody on the node.
relaxed_for_user_namespace(pod, minor) if {
	pod.spec.hostUsers == false
	minor >= 35
}

# Values in words: `a`, `b`.
values(list) := concat(", ", [sprintf("`%v`", [value]) | some value in list])
