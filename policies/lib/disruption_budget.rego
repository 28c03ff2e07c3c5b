# What a PodDisruptionBudget leaves to evict; `targets` are the workloads that it selects, as in
# `input.targets`.
package kubelint.lib.disruption_budget

import data.kubelint.lib.horizontal_autoscaler

# How many pods there are at least; undefined when that is not known of all workloads.
pods(targets) := sum(numbers) if {
	numbers := [number | some target in targets; number := fewest(target)]
	count(numbers) > 0
	count(numbers) == count(targets)
}

fewest(target) := min(numbers) if {
	numbers := [number |
		some autoscaler in horizontal_autoscaler.among(target.autoscalers)
		number := horizontal_autoscaler.fewest(autoscaler.kind, autoscaler.spec)
	]
	count(numbers) > 0
} else := target.replicas

# What has to stay available of that many.
wanted(min_available, _) := min_available if is_number(min_available)

wanted(min_available, pods) := ceil((percent(min_available) * pods) / 100)

percent(text) := to_number(trim_suffix(text, "%")) if {
	is_string(text)
	regex.match(`^[0-9]+%$`, text)
}

# The autoscalers of the workloads that change the number of pods.
autoscalers(targets) := [autoscaler |
	some target in targets
	some autoscaler in horizontal_autoscaler.among(target.autoscalers)
]

# The workloads in words, such as `Deployment "web"`.
in_words(targets) := sprintf("%s %q", [targets[0].resource.kind, targets[0].resource.name]) if {
	count(targets) == 1
} else := sprintf("%s %q and %d more", [
	targets[0].resource.kind,
	targets[0].resource.name,
	count(targets) - 1,
])

fields := {"HorizontalPodAutoscaler": "minReplicas", "ScaledObject": "minReplicaCount"}

# Where the number of pods comes from.
related(targets) := array.concat(
	[{
		"of": autoscaler.ref,
		"path": ["spec", fields[autoscaler.kind]],
		"message": sprintf("%s %q goes down to %d", [
			autoscaler.kind,
			autoscaler.name,
			horizontal_autoscaler.fewest(autoscaler.kind, autoscaler.spec),
		]),
	} |
		some autoscaler in autoscalers(targets)
	],
	[{
		"of": target.ref,
		"path": ["spec", "replicas"],
		"message": sprintf("%s %q has %d", [
			target.resource.kind,
			target.resource.name,
			target.replicas,
		]),
	} |
		some target in targets
		count(horizontal_autoscaler.among(target.autoscalers)) == 0
	],
)
