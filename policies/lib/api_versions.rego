# What data/api_versions.json knows about the API versions of Kubernetes and of well-known
# operators.
package kubelint.lib.api_versions

# The entry of an object's kind. A list such as DeploymentList has the fate of its items, and `*`
# stands for all kinds of an API version.
entry(api_version, kind) := of_kind(data.api_versions[api_version], kind)

of_kind(kinds, kind) := kinds[kind]

of_kind(kinds, kind) := kinds[item] if {
	not kinds[kind]
	endswith(kind, "List")
	item := trim_suffix(kind, "List")
}

of_kind(kinds, kind) := kinds["*"] if {
	not kinds[kind]
	not kinds[trim_suffix(kind, "List")]
}

# What Kubernetes 1.`minor` serves in its place; undefined when that is nothing.
successor(entry, minor) := entry if {
	entry.since <= minor
} else := [earlier |
	some earlier in entry.earlier
	earlier.since <= minor
][0]

# What to write instead, and what else changes.
help(entry, minor) := sprintf("use %s; %s", [name(entry), entry.note]) if {
	entry.since <= minor
	entry.note
} else := sprintf("use %s", [name(successor(entry, minor))]) if {
	successor(entry, minor)
} else := entry.note if {
	not entry.replacement
	entry.note
} else := "nothing replaces it"

name(successor) := sprintf("%s %s", [successor.replacement, successor.kind]) if {
	successor.kind
} else := successor.replacement

# The edit, as a part of a finding, where the version is all that changes.
fix(entry, minor) := edit(entry) if {
	entry.since <= minor
} else := {}

edit(entry) := {"fix": {
	"title": sprintf("use %s", [entry.replacement]),
	"set": ["apiVersion"],
	"value": entry.replacement,
	"safe": entry.bump == "safe",
}} if {
	entry.bump
} else := {}
