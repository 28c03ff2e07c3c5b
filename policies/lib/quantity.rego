# Amounts of resources. `effective` is that of a container or a pod.
package kubelint.lib.quantity

# Whether a container's request of a resource is another amount than its limit. A limit without a
# request is its own request.
request_differs(effective, resource) if {
	limit := effective.limits[resource]
	limit.from == "container"
	effective.requests[resource].value != limit.value
}

request_differs(effective, resource) if {
	effective.requests[resource].from == "container"
	not effective.limits[resource]
}

# The limit of a resource as it stands in a message.
limit_in_words(effective, resource) := sprintf("and is limited to `%s`", [
	effective.limits[resource].text,
])

limit_in_words(effective, resource) := "without a limit" if not effective.limits[resource]

# What a container itself asks for: its requests and limits of the resources, each with its place.
written(effective, resources) := [{
	"path": ["resources", kind, resource],
	"name": sprintf("%s %s", [resource, words[kind]]),
	"resource": resource,
	"text": quantity.text,
	"value": quantity.value,
} |
	some kind in ["requests", "limits"]
	some resource in resources
	quantity := effective[kind][resource]
	quantity.from == "container"
]

words := {"requests": "request", "limits": "limit"}
