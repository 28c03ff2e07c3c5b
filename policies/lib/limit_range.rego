# What the LimitRanges of a namespace (`input.links.limitRanges`) give to its containers.
package kubelint.lib.limit_range

# Whether a container without a limit of the resource gets one. A maximum is also the default.
default_limit(limit_ranges, resource) if {
	some limit_range in limit_ranges
	some item in limit_range.limits
	item.type == "Container"
	some field in ["default", "max"]
	item[field][resource]
}

# Whether a container without a request of the resource gets one. It comes from the default limit or
# the minimum when the LimitRange has no `defaultRequest`.
default_request(limit_ranges, resource) if {
	some limit_range in limit_ranges
	some item in limit_range.limits
	item.type == "Container"
	some field in ["defaultRequest", "default", "max", "min"]
	item[field][resource]
}
