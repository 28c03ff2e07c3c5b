# What findings about a link (`input.link`) say besides their message: where the link is written,
# what was probably meant, and how sure that is.
package kubelint.lib.link

# A near miss is worth a finding, an absence only where the files seem to hold all that there is.
reportable(link) if link.nearest

reportable(link) if link.closed

# The finding; `otherwise` is its help where nothing is near.
finding(link, message, otherwise) := object.union(
	{
		"message": message,
		"path": place(link),
		"help": help(link, otherwise),
		"related": related(link),
		"shift": shift(link),
	},
	fix(link),
)

# The same for a selector, whose pods may come from elsewhere.
selector_finding(link, message, otherwise) := object.union(
	finding(link, message, otherwise),
	{"shift": selector_shift(link)},
)

# Who says it: the container, or else the object (`input.resource`).
who(link, resource) := sprintf("container %q", [link.container]) if {
	link.container
} else := sprintf("%s %q", [resource.kind, resource.name]) if {
	resource.name
	resource.name != ""
} else := resource.kind

# Where the key is written when that is what is missing, else the name or the selector.
place(link) := path if {
	link.outcome == "missing-key"
	path := link.target.keyPath
} else := link.path

# A clear slip of the pen is one level worse.
shift(link) := 1 if {
	link.nearest.sure
} else := 0

selector_shift(link) := shift(link) if {
	link.nearest
} else := -1

fix(link) := {"fix": link.nearest.fix} if {
	link.nearest.fix
} else := {}

# What to write instead.
help(link, otherwise) := otherwise if {
	not link.nearest
} else := link.nearest.help if {
	link.nearest.help
} else := label_help(link.nearest) if {
	count(link.nearest.differences) > 0
} else := name_help(link, link.nearest)

# Names, keys and ports. When more places agree on what is asked for, what is there is renamed.
name_help(link, nearest) := sprintf("%s is in %s: put both into the same one", [
	subject(nearest),
	namespace(nearest),
]) if {
	nearest.why == "other-namespace"
} else := sprintf("did you mean %s?", [subject(nearest)]) if {
	nearest.why == "other-kind"
} else := sprintf("did you mean `%s`? That is where this port of %s leads", [
	nearest.text,
	subject(nearest),
]) if {
	nearest.why == "service-port"
} else := sprintf("did you mean `%s`? That is the port of %s that leads there", [
	nearest.text,
	subject(nearest),
]) if {
	nearest.why == "pod-port"
} else := sprintf("it is declared for %s: write `protocol: %s`", [nearest.text, nearest.text]) if {
	nearest.why == "protocol"
} else := sprintf("there is only %s", [mark(link, nearest.text)]) if {
	nearest.why == "only"
} else := sprintf("rename %s: %d places use %s, and only %d %s", [
	mark(link, nearest.text),
	nearest.wantsCount,
	mark(link, asked(link)),
	nearest.hasCount,
	mark(link, nearest.text),
]) if {
	nearest.change == "label"
} else := sprintf("did you mean %s?", [mark(link, nearest.text)])

asked(link) := link.target.key if {
	is_key(link)
} else := link.target.name

# Names of objects are in quotes, keys and ports are values of fields.
mark(link, text) := sprintf("`%s`", [text]) if {
	is_key(link)
} else := sprintf("%q", [text])

is_key(link) if link.outcome == "missing-key"

is_key(link) if link.target.kind == "port"

# Labels.
label_help(nearest) := sprintf("put %s on the pods of %s, it is only on the %s itself", [
	wanted(nearest),
	subject(nearest),
	nearest.kind,
]) if {
	nearest.why == "not-on-template"
} else := sprintf("did you mean %s? That is what %s selects", [has(nearest), subject(nearest)]) if {
	nearest.why == "service-name"
} else := sprintf("write %s in %s (%s)", [
	wanted(nearest),
	subject(nearest),
	votes(nearest.wantsCount, asks(difference), nearest.hasCount, carries(difference)),
]) if {
	nearest.change == "label"
	[difference] := nearest.differences
	difference.has
} else := sprintf("did you mean %s? It is the label of %s (%s)", [
	has(nearest),
	subject(nearest),
	votes(nearest.hasCount, carries(difference), nearest.wantsCount, asks(difference)),
]) if {
	nearest.hasCount > 0
	[difference] := nearest.differences
	difference.has
	difference.wants
} else := sprintf("did you mean %s? These are the labels of %s", [
	has(nearest),
	subject(nearest),
]) if {
	every difference in nearest.differences {
		difference.has
		difference.wants
	}
} else := sprintf("add %s to %s, or leave it out here", [wanted(nearest), bearer(nearest)]) if {
	every difference in nearest.differences {
		difference.wants
		not difference.has
	}
} else := sprintf("%s is nearest: it has %s", [subject(nearest), has(nearest)])

wanted(nearest) := concat(", ", [asks(difference) | some difference in nearest.differences])

has(nearest) := concat(", ", [carries(difference) | some difference in nearest.differences])

asks(difference) := sprintf("`%s: %s`", [difference.key, difference.wants]) if {
	difference.wants
} else := sprintf("the label `%s`", [difference.key])

carries(difference) := sprintf("`%s: %s`", [key, difference.has]) if {
	key := object.get(difference, "hasKey", difference.key)
	difference.has
} else := sprintf("no label `%s`", [difference.key])

# How many selectors and labels use either spelling.
votes(most, one, least, other) := sprintf("%s %s, %d %s", [users(most), one, least, other])

users(number) := "1 place uses" if {
	number == 1
} else := sprintf("%d places use", [number])

subject(one) := sprintf("%s %q", [one.kind, one.name])

# What has the labels.
bearer(nearest) := subject(nearest) if {
	nearest.kind in {"Namespace", "Pod", "Service"}
} else := sprintf("the pods of %s", [subject(nearest)])

namespace(nearest) := sprintf("namespace %q", [nearest.namespace]) if {
	nearest.namespace
} else := "another namespace"

# The other places that one looks at: what is nearest, and what fails for the same reason.
related(link) := array.concat(
	candidate(link),
	[{"of": other.ref, "path": other.path, "message": reason(other)} |
		some other in array.slice(link.also, 0, 5)
	],
)

# A kustomization has no name.
reason(other) := other.message if {
	other.name
	other.name != ""
} else := sprintf("this %s fails for the same reason", [other.kind])

candidate(link) := places if {
	places := [{
		"of": link.nearest.ref,
		"path": difference.hasPath,
		"message": sprintf("%s has %s", [subject(link.nearest), carries(difference)]),
	} |
		some difference in link.nearest.differences
		difference.has
		difference.hasPath
	]
	count(places) > 0
} else := [{
	"of": link.nearest.ref,
	"path": link.nearest.path,
	"message": here(link, link.nearest),
}] if {
	link.nearest.ref >= 0
	link.nearest.path
} else := [{
	"of": link.to[0].ref,
	"path": ["metadata", "name"],
	"message": sprintf("%s has no `%s`", [subject(link.to[0]), link.target.key]),
}] if {
	link.outcome == "missing-key"
	link.to[0]
} else := []

here(link, nearest) := sprintf("it is declared for %s here", [nearest.text]) if {
	nearest.why == "protocol"
} else := sprintf("`%s` is here", [nearest.text]) if {
	is_key(link)
	not nearest.why in {"other-namespace", "other-kind"}
} else := sprintf("%s is in %s", [subject(nearest), namespace(nearest)]) if {
	nearest.why == "other-namespace"
} else := sprintf("%s is here", [subject(nearest)])
