# Ranges of numbers as parameters write them: `{"min": 1000, "max": 2000}`, both ends included.
package kubelint.lib.number_range

covers(ranges, number) if {
	some range in ranges
	number >= range.min
	number <= range.max
}

text(ranges) := concat(", ", [sprintf("%d to %d", [range.min, range.max]) | some range in ranges])
