# Address ranges such as 10.0.0.0/8 and 2001:db8::/32, as groups of sixteen bits.
package kubelint.lib.cidr

# `family` (4 or 6), `groups` and `length`; undefined for what is no range.
parse(text) := {"family": address.family, "groups": address.groups, "length": length} if {
	regex.match(`^[0-9a-fA-F.:]+/[0-9]{1,3}$`, text)
	[written, prefix] := split(text, "/")
	address := parse_address(written)
	length := to_number(prefix)
	length <= count(address.groups) * 16
}

parse_address(text) := {"family": 4, "groups": [(a * 256) + b, (c * 256) + d]} if {
	regex.match(`^[0-9]{1,3}([.][0-9]{1,3}){3}$`, text)
	[a, b, c, d] := [to_number(octet) | some octet in split(text, ".")]
	max([a, b, c, d]) < 256
} else := {"family": 6, "groups": [hexadecimal(group) | some group in whole]} if {
	contains(text, ":")
	not contains(text, ".")
	whole := written_out(split(text, "::"))
	count(whole) == 8
	every group in whole {
		regex.match(`^[0-9a-fA-F]{1,4}$`, group)
	}
}

# With the zeros that `::` stands for.
written_out([text]) := split(text, ":")

written_out([start, end]) := array.concat(
	array.concat(parts(start), zeros),
	parts(end),
) if {
	missing := (8 - count(parts(start))) - count(parts(end))
	missing > 0
	zeros := array.slice(["0", "0", "0", "0", "0", "0", "0", "0"], 0, missing)
}

parts("") := []

parts(text) := split(text, ":") if text != ""

hexadecimal(group) := (((d[0] * 4096) + (d[1] * 256)) + (d[2] * 16)) + d[3] if {
	padded := concat("", ["000", lower(group)])
	four := substring(padded, count(padded) - 4, 4)
	d := [indexof("0123456789abcdef", digit) | some digit in split(four, "")]
}

# The first address of a range.
network(range) := masked(range.groups, range.length)

masked(groups, length) := [first |
	some i, group in groups
	rest := 16 - bounded(length - (16 * i))
	first := group - (group % powers[rest])
]

bounded(bits) := 0 if {
	bits < 0
} else := 16 if {
	bits > 16
} else := bits

powers := [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536]

# Whether a range lies in another one, or is the same.
within(inner, outer) if {
	inner.family == outer.family
	inner.length >= outer.length
	masked(inner.groups, outer.length) == network(outer)
}

# Whether bits are set that the range does not look at.
has_host_bits(range) if range.groups != network(range)

# A range as text, from its first address on.
text(range) := sprintf("%d.%d.%d.%d/%d", [
	floor(high / 256),
	high % 256,
	floor(low / 256),
	low % 256,
	range.length,
]) if {
	range.family == 4
	[high, low] := network(range)
} else := sprintf("%s/%d", [
	concat(":", [sprintf("%x", [group]) | some group in network(range)]),
	range.length,
])
