# What changes the number of pods: HorizontalPodAutoscalers, and the ScaledObjects of KEDA that make
# them. Each is given as its kind and its `spec`; a VerticalPodAutoscaler is neither.
package kubelint.lib.horizontal_autoscaler

# Those among `autoscalers` that change the number of pods.
among(autoscalers) := [autoscaler |
	some autoscaler in autoscalers
	autoscaler.kind in {"HorizontalPodAutoscaler", "ScaledObject"}
]

# The fewest pods that run; without any there is nothing to protect.
fewest("HorizontalPodAutoscaler", spec) := max([1, object.get(spec, "minReplicas", 1)])

fewest("ScaledObject", spec) := max([1, object.get(spec, "minReplicaCount", 0)])

most("HorizontalPodAutoscaler", spec) := spec.maxReplicas

most("ScaledObject", spec) := object.get(spec, "maxReplicaCount", 100)

# What it measures of cpu and memory: for all containers when `container` is empty; `utilization`
# says that it is a share of the request, and the paths where that is written.
metrics("HorizontalPodAutoscaler", spec) := [{
	"resource": source.name,
	"container": object.get(source, "container", ""),
	"utilization": is_utilization(source),
	"path": ["spec", "metrics", i, field, "name"],
	"container-path": ["spec", "metrics", i, field, "container"],
} |
	some i, metric in spec.metrics
	some field in ["resource", "containerResource"]
	source := metric[field]
] if {
	count(spec.metrics) > 0
} else := [of_cpu(["spec", "targetCPUUtilizationPercentage"])] if {
	spec.targetCPUUtilizationPercentage
} else := [of_cpu(["spec"])]

metrics("ScaledObject", spec) := [{
	"resource": trigger.type,
	"container": object.get(trigger, ["metadata", "containerName"], ""),
	"utilization": is_utilization_trigger(trigger),
	"path": ["spec", "triggers", i, "type"],
	"container-path": ["spec", "triggers", i, "metadata", "containerName"],
} |
	some i, trigger in spec.triggers
	trigger.type in {"cpu", "memory"}
]

# Without a metric the server takes 80 % of the cpu request.
of_cpu(path) := {
	"resource": "cpu",
	"container": "",
	"utilization": true,
	"path": path,
	"container-path": path,
}

is_utilization(source) if {
	source.target.averageUtilization
} else if {
	source.targetAverageUtilization
} else := false

is_utilization_trigger(trigger) if {
	trigger.metricType == "Utilization"
} else if {
	trigger.metadata.type == "Utilization"
} else := false
