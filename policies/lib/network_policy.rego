# NetworkPolicies: what they let through, and what their selectors ask for, in words.
# A direction is `ingress` or `egress`.
package kubelint.lib.network_policy

# Those of the policies that isolate their pods in a direction.
isolating(policies, direction) := [policy |
	some policy in policies
	policy[direction] == true
]

# Whether some isolate their pods for certain. A policy for all pods of a namespace may lie in a
# folder for itself: it counts where a kustomization says that it is applied, too. `unit` is
# `input.links.unit`.
surely_isolates(policies, direction, _) if {
	some policy in isolating(policies, direction)
	asks_for_something(policy.spec.podSelector)
}

surely_isolates(policies, direction, unit) if {
	unit.kustomize
	count(isolating(policies, direction)) > 0
}

# All that the policies let through in a direction: they only add to each other.
rules(policies, direction) := [rule |
	some policy in policies
	policy[direction] == true
	some rule in policy.spec[direction]
]

# Where they say so.
places(policies, direction) := [place |
	some policy in policies
	policy[direction] == true
	place := {
		"of": policy.ref,
		"path": ["metadata", "name"],
		"message": sprintf("NetworkPolicy %q isolates the pods for %s", [policy.name, direction]),
	}
]

# Whether something else than NetworkPolicies says what the pods may reach: `used_by` is
# `input.links.usedBy`.
has_other_policies(used_by) if {
	some user in used_by
	user.relation == "mesh-policy-pods"
	not names_a_peer(user.path)
}

names_a_peer(path) if {
	some step in path
	step in {"ingress", "egress", "ingressDeny", "egressDeny"}
}

# From or to whom; empty stands for everyone.
peers(rule, direction) := list if {
	list := rule[side[direction]]
	is_array(list)
} else := []

side := {"ingress": "from", "egress": "to"}

# Through which ports; empty stands for all.
ports(rule) := rule.ports if {
	is_array(rule.ports)
} else := []

# Whether a rule lets through what goes to a port.
opens(rule, _, _) if count(ports(rule)) == 0

opens(rule, number, protocol) if {
	some port in rule.ports
	covers(port, number, protocol)
}

# A port that is a name may be any.
covers(port, number, protocol) if {
	protocol_of(port) == protocol
	may_be(port, number)
}

may_be(port, _) if not has_port(port)

may_be(port, _) if is_string(port.port)

may_be(port, number) if port.port == number

may_be(port, number) if {
	port.port <= number
	port.endPort >= number
}

has_port(port) if port.port != null

protocol_of(port) := port.protocol if {
	is_string(port.protocol)
} else := "TCP"

# Whether a rule lets through all that another one does, as far as that shows from what is written.
includes(rule, other, direction) if {
	has_peers_of(peers(rule, direction), peers(other, direction))
	has_ports_of(ports(rule), ports(other))
}

has_peers_of([], _) := true

has_peers_of(list, others) if {
	count(others) > 0
	every peer in others {
		peer in list
	}
}

has_ports_of([], _) := true

has_ports_of(list, others) if {
	count(others) > 0
	every port in others {
		some one in list
		protocol_of(one) == protocol_of(port)
		has_numbers_of(one, port)
	}
}

has_numbers_of(one, _) if not has_port(one)

has_numbers_of(one, port) if {
	one.port == port.port
	object.get(one, "endPort", 0) == object.get(port, "endPort", 0)
}

has_numbers_of(one, port) if {
	is_number(port.port)
	one.port <= port.port
	one.endPort >= object.get(port, "endPort", port.port)
}

# Whether a selector selects everything.
selects_all(selector) if not asks_for_something(selector)

asks_for_something(selector) if count(selector.matchLabels) > 0

asks_for_something(selector) if count(selector.matchExpressions) > 0

# Whether a selector may select what has these labels, and perhaps more.
may_select(selector, labels) if not excludes(selector, labels)

excludes(selector, labels) if {
	some key, value in selector.matchLabels
	labels[key] != value
}

excludes(selector, labels) if {
	some one in selector.matchExpressions
	label := labels[one.key]
	refuses(one, label)
}

refuses(one, label) if {
	one.operator == "In"
	not label in one.values
}

refuses(one, label) if {
	one.operator == "NotIn"
	label in one.values
}

refuses(one, _) if one.operator == "DoesNotExist"

# Of two neighbouring peers, one that names only namespaces and one that names only pods: for the
# path of the `podSelector` the index of the other one.
beside(policy, path) := before if {
	list := policy.spec[path[1]][path[2]][path[3]]
	before := path[4] - 1
	names_only_namespaces(list[before])
} else := after if {
	list := policy.spec[path[1]][path[2]][path[3]]
	after := path[4] + 1
	names_only_namespaces(list[after])
}

names_only_namespaces(peer) if {
	is_object(peer.namespaceSelector)
	not is_object(peer.podSelector)
	not is_object(peer.ipBlock)
}

# Whether a `podSelector` that finds nothing in its namespace belongs to the peer beside it.
is_split(policy, link) if {
	link.peer == "pods"
	not is_slip(link)
	beside(policy, link.path)
}

is_slip(link) if {
	link.nearest
	link.nearest.why != "other-namespace"
}

# Where a selector is wrong: at the one label that differs, else as a whole.
place(link) := difference.path if {
	[difference] := link.nearest.differences
} else := link.path

# What a selector asks for, in words.
wanted(selector) := sprintf("the label %s", [asked[0]]) if {
	asked := requirements(selector)
	count(asked) == 1
} else := sprintf("the labels %s together", [concat(", ", requirements(selector))])

requirements(selector) := array.concat(
	[sprintf("`%s: %v`", [key, value]) | some key, value in selector.matchLabels],
	[words(one) | some one in selector.matchExpressions],
)

words(one) := sprintf("`%s: %v`", [one.key, one.values[0]]) if {
	one.operator == "In"
	count(one.values) == 1
} else := sprintf("`%s` in (%s)", [one.key, listed(one.values)]) if {
	one.operator == "In"
} else := sprintf("`%s` not in (%s)", [one.key, listed(one.values)]) if {
	one.operator == "NotIn"
} else := sprintf("`%s`", [one.key]) if {
	one.operator == "Exists"
} else := sprintf("no `%s`", [one.key])

listed(values) := concat(", ", [sprintf("%v", [value]) | some value in values])

# Whether a `namespaceSelector` that finds nothing asks for the name of a namespace by a label such
# as `name`, which no namespace has by itself.
asks_for_the_name(link) if by_another_label(link)

asks_for_the_name(link) if {
	link.selector.matchLabels.name
	not link.nearest
}

# The one requirement where it does so, when there is a namespace of that name.
by_another_label(link) := difference if {
	[difference] := link.nearest.differences
	difference.hasKey == "kubernetes.io/metadata.name"
}

# Whether a rule is for every address.
is_for_everyone(rule, direction) if peers(rule, direction) == []

is_for_everyone(rule, direction) if {
	some peer in peers(rule, direction)
	peer.ipBlock.cidr in {"0.0.0.0/0", "::/0"}
	object.get(peer.ipBlock, "except", []) == []
}
