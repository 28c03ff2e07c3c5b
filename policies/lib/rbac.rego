# What Roles and ClusterRoles allow, and to whom.
package kubelint.lib.rbac

all_verbs := {"get", "list", "watch", "create", "update", "patch", "delete"}

# Whether Kubernetes brings the role along: nobody wrote it, and nobody can change it.
shipped(_, name) if startswith(name, "system:")

shipped("ClusterRole", name) if name in {"admin", "cluster-admin", "edit", "view"}

# Where a role allows one of the verbs on one of the resources of one of the API groups: at most one
# place for each of its rules. `*` among the verbs and the groups counts. Among the resources it
# counts when it is one of `resources`: a role that reads everything is not reported once for each
# thing that can be read. Rules that allow everything have findings of their own.
grants(role, groups, resources, verbs) := [grant |
	is_array(role.rules)
	not shipped(role.kind, role.metadata.name)
	some i, rule in role.rules
	not everything(rule)
	grant := grant_of(rule, i, groups, resources, verbs)
]

grant_of(rule, i, groups, resources, verbs) := {
	"path": ["rules", i, "resources", at[0]],
	"verbs": allowed,
	"names": names(rule),
	"text": sprintf("%s on %s", [quoted(allowed), quoted([rule.resources[j] | some j in at])]),
} if {
	at := [j | some j, resource in rule.resources; resource in resources]
	count(at) > 0
	allowed := verbs_of(rule, verbs)
	count(allowed) > 0
	in_groups(rule, groups)
}

# Those of the verbs that a rule allows, as it writes them.
verbs_of(rule, verbs) := ["*"] if {
	"*" in rule.verbs
} else := [verb | some verb in rule.verbs; verb in verbs]

in_groups(rule, _) if "*" in rule.apiGroups

in_groups(rule, groups) if {
	some group in rule.apiGroups
	group in groups
}

# The only objects that a rule is about; empty when it is about all.
names(rule) := [name | some name in object.get(rule, "resourceNames", [])]

# Whether a rule allows every verb on every resource of its groups.
everything(rule) if {
	"*" in rule.resources
	every_verb(rule)
}

every_verb(rule) if "*" in rule.verbs

every_verb(rule) if count(all_verbs - {verb | some verb in rule.verbs}) == 0

# Whether a rule allows all there is.
all_powerful(rule) if {
	everything(rule)
	"*" in rule.apiGroups
	names(rule) == []
}

# The verbs that open a stream to a container (exec, attach). Until 1.34 a WebSocket needs `get`
# only, since 1.35 `create` as well.
stream_verbs(minor) := {"create", "get"} if minor < 35

stream_verbs(minor) := {"create"} if minor >= 35

# A finding at the place of a grant. `ability` goes on after "Role x may".
finding(grant, resource, bindings, ability, help) := {
	"message": sprintf("%s %q may %s: %s", [resource.kind, resource.name, ability, grant.text]),
	"path": grant.path,
	"help": help,
	"related": related(bindings),
}

# Where the bindings say who has a role.
related(bindings) := [place |
	some binding in bindings
	place := {
		"of": binding.ref,
		"path": ["roleRef", "name"],
		"message": sprintf("%s %q gives it to %s", [
			binding.kind,
			binding.name,
			subjects(binding.subjects),
		]),
	}
]

# The subjects of a binding in words.
subjects(list) := "nobody" if {
	count(list) == 0
} else := subject(list[0]) if {
	count(list) == 1
} else := sprintf("%s and %d more", [subject(list[0]), count(list) - 1])

subject(one) := sprintf("%s %q", [one.kind, one.name])

# What a role reaches, in words.
where(kind, bindings) := "of its namespace" if {
	kind == "Role"
} else := "of the namespaces that it is bound in" if {
	only_in_namespaces(bindings)
} else := "of the cluster"

# Whether a ClusterRole is there to be bound in namespaces only.
only_in_namespaces(bindings) if {
	count(bindings) > 0
	every binding in bindings {
		binding.kind == "RoleBinding"
	}
}

# Whether a ClusterRole becomes part of `admin`, `edit` or `view`.
aggregated(role) if {
	some label, _ in role.metadata.labels
	startswith(label, "rbac.authorization.k8s.io/aggregate-to-")
}

quoted(words) := concat(", ", [sprintf("`%s`", [word]) | some word in words])
