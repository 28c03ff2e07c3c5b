# Two objects that claim the same thing.
package kubelint.lib.conflict

# Whether it is one object that is there twice, which `object-duplicate` reports.
is_same(one, other) if {
	one.kind == other.kind
	one.name == other.name
	object.get(one, "namespace", "") == object.get(other, "namespace", "")
}
