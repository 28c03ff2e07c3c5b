# METADATA
# title: workloads ask for more than the quota of their namespace
# description: |
#   A ResourceQuota limits what all pods of a namespace may ask for together. Once it is used up
#   the server refuses further pods, and a Deployment stays at fewer replicas than it should have.
#
#   Counted is what is certain: the replicas in the manifests, and one pod for a DaemonSet or a
#   Job. Autoscalers count with `use-hpa-max`. Quotas with scopes are left out.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: compute}
#   spec:
#     hard: {requests.memory: 1Gi}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 3
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             resources: {requests: {memory: 512Mi}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: compute}
#   spec:
#     hard: {requests.memory: 2Gi}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 3
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             resources: {requests: {memory: 512Mi}}
#   ```
#
#   ```yaml bad
#   # `cpu` is short for the requests, which a limit sets, too.
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: compute}
#   spec:
#     hard: {cpu: 1}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             resources: {requests: {cpu: 600m}}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: api}
#   spec:
#     selector: {matchLabels: {app: api}}
#     template:
#       metadata: {labels: {app: api}}
#       spec:
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             resources: {limits: {cpu: 600m}}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: compute}
#   spec:
#     hard: {limits.cpu: 2}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 3
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             resources: {limits: {cpu: 1}}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: compute}
#   spec:
#     hard: {pods: 2}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 2
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: once}
#   spec:
#     containers:
#       - {name: once, image: "example.com/once:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: compute}
#   spec:
#     hard: {count/pods: 2}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 3
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   # Also before it starts.
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: compute}
#   spec:
#     hard: {cpu: 1}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         initContainers:
#           - name: migrate
#             image: example.com/migrate:1.0
#             resources: {requests: {cpu: 2}}
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   # How many of them run is not known.
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: compute}
#   spec:
#     hard: {cpu: 1}
#   ---
#   apiVersion: batch/v1
#   kind: CronJob
#   metadata: {name: report}
#   spec:
#     schedule: "0 4 * * *"
#     jobTemplate:
#       spec:
#         template:
#           spec:
#             restartPolicy: Never
#             containers:
#               - name: report
#                 image: example.com/report:1.0
#                 resources: {requests: {cpu: 2}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: compute}
#   spec:
#     hard: {requests.cpu: 300m}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 3
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             resources: {requests: {cpu: 100m}}
#   ```
#
#   ```yaml good
#   # It depends on the load.
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: compute}
#   spec:
#     hard: {cpu: 2}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             resources: {requests: {cpu: 1}}
#   ---
#   apiVersion: autoscaling/v2
#   kind: HorizontalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     maxReplicas: 4
#   ```
#
#   ```yaml bad {"use-hpa-max": true}
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: compute}
#   spec:
#     hard: {cpu: 2}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             resources: {requests: {cpu: 1}}
#   ---
#   apiVersion: autoscaling/v2
#   kind: HorizontalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     maxReplicas: 4
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: compute}
#   spec:
#     hard: {cpu: 1}
#     scopes: [Terminating]
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 3
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             resources: {requests: {cpu: 1}}
#   ```
#
#   ```yaml bad
#   # What the pod as a whole asks for.
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: compute}
#   spec:
#     hard: {memory: 1Gi}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         resources: {requests: {memory: 2Gi}}
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: ResourceQuota
#   metadata: {name: compute}
#   spec:
#     hard: {memory: 3Gi}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         resources: {requests: {memory: 2Gi}}
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#           - {name: proxy, image: "example.com/proxy:1.0"}
#   ```
# custom:
#   level: warning
#   on: [ResourceQuota]
#   params:
#     use-hpa-max: {default: false, description: count the most replicas that autoscalers may run}
package kubelint.resources.quota_exceeded_by_input

deny contains finding if {
	not input.object.spec.scopes
	not input.object.spec.scopeSelector
	some quota in input.links.quotas
	quota.name == input.resource.name
	some name, bound in quota.hard
	asked := total(name)
	# In thousandths, since fractions do not add up exactly.
	round(asked * 1000) > round(bound.value * 1000)
	finding := {
		"message": sprintf("ResourceQuota %q allows `%s: %s`, and the manifests ask for %s", [
			quota.name,
			name,
			bound.text,
			in_words(name, asked),
		]),
		"path": ["spec", "hard", name],
		"help": "raise the quota, or ask for less",
		"related": [{
			"of": workload.ref,
			"path": ["metadata", "name"],
			"message": sprintf("%s %q asks for %s", [
				workload.kind,
				workload.name,
				in_words(name, amount(name, workload)),
			]),
		} |
			some workload in input.links.workloads
			amount(name, workload) > asked / 4
		],
	}
}

total(name) := sum([amount(name, workload) | some workload in input.links.workloads])

amount("pods", workload) := pods(workload)

amount("count/pods", workload) := pods(workload)

amount(name, workload) := pods(workload) * of_pod(workload.containers, kind, resource) if {
	[kind, resource] := counted[name]
}

counted := {
	"cpu": ["requests", "cpu"],
	"memory": ["requests", "memory"],
	"requests.cpu": ["requests", "cpu"],
	"requests.memory": ["requests", "memory"],
	"limits.cpu": ["limits", "cpu"],
	"limits.memory": ["limits", "memory"],
}

pods(workload) := workload.maxReplicas if {
	input.params["use-hpa-max"]
	workload.maxReplicas
} else := workload.replicas if {
	workload.replicas
} else := 1 if {
	workload.kind in {"Pod", "DaemonSet", "Job"}
} else := 0

# The largest of: all that run together, one init container alone, the pod as a whole.
of_pod(containers, kind, resource) := max(array.concat(
	[sum([container[kind][resource].value |
		some container in containers
		container.type in {"regular", "sidecar"}
		container[kind][resource].from != "pod"
	])],
	[quantity.value |
		some container in containers
		quantity := container[kind][resource]
		is_alone(container.type, quantity.from)
	],
))

is_alone("init", _) := true

is_alone(_, "pod") := true

in_words(name, amount) := sprintf("%v", [round(amount * 1000) / 1000]) if {
	not endswith(name, "memory")
}

in_words(name, amount) := sprintf("%dMi", [ceil(amount / 1048576)]) if endswith(name, "memory")
