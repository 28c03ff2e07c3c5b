# What VerticalPodAutoscalers (among `input.links.autoscalers`) do to a container.
package kubelint.lib.vertical_autoscaler

# Whether one of them writes the request of the resource into the container of this name.
sets_request(autoscalers, container, resource) if {
	some autoscaler in autoscalers
	autoscaler.kind == "VerticalPodAutoscaler"
	object.get(autoscaler.spec, ["updatePolicy", "updateMode"], "Recreate") != "Off"
	policy := policy_of(autoscaler.spec, container)
	object.get(policy, "mode", "Auto") != "Off"
	resource in object.get(policy, "controlledResources", ["cpu", "memory"])
}

# A policy that names the container goes before the one for all.
policy_of(spec, container) := policies(spec, container)[0] if {
	count(policies(spec, container)) > 0
} else := policies(spec, "*")[0] if {
	count(policies(spec, "*")) > 0
} else := {}

policies(spec, name) := [policy |
	some policy in spec.resourcePolicy.containerPolicies
	policy.containerName == name
]
