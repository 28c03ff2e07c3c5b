# METADATA
# title: PodDisruptionBudget cannot be computed for its pods
# description: |
#   A percentage and `maxUnavailable` need a number of replicas, which only workloads with a scale
#   have. For bare pods, and for those of a DaemonSet or a Job, the budget cannot be computed, and
#   no pod that it selects may be evicted.
#
#   A number in `minAvailable` needs no replicas.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     labels: {app: web}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     maxUnavailable: 1
#     selector: {matchLabels: {app: web}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     labels: {app: web}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     minAvailable: 1
#     selector: {matchLabels: {app: web}}
#   ```
#
#   ```yaml bad
#   apiVersion: apps/v1
#   kind: DaemonSet
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     minAvailable: 50%
#     selector: {matchLabels: {app: web}}
#   ```
#
#   ```yaml bad
#   # One that has no scale among others.
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
#   ---
#   apiVersion: batch/v1
#   kind: Job
#   metadata: {name: migrate}
#   spec:
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         restartPolicy: Never
#         containers:
#           - {name: migrate, image: "example.com/web:1.0"}
#   ---
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     maxUnavailable: 1
#     selector: {matchLabels: {app: web}}
#   ```
#
#   ```yaml good
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     maxUnavailable: 1
#     selector: {matchLabels: {app: web}}
#   ```
#
#   ```yaml good
#   # A test of Helm is gone again.
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
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web-test
#     labels: {app: web}
#     annotations: {helm.sh/hook: test}
#   spec:
#     restartPolicy: Never
#     containers:
#       - {name: test, image: "example.com/web-test:1.0"}
#   ---
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: web}
#   spec:
#     maxUnavailable: 1
#     selector: {matchLabels: {app: web}}
#   ```
# custom:
#   level: warning
#   on: links
#   links: [disruption-budget-pods]
#   outcomes: [found]
package kubelint.scaling.pdb_unmanaged_pods

deny contains finding if {
	some field in ["maxUnavailable", "minAvailable"]
	value := input.object.spec[field]
	needs_a_scale(field, value)
	unmanaged := [target |
		some target in input.targets
		target.resource.kind in {"Pod", "DaemonSet", "Job", "CronJob"}
		not is_managed(target.object.metadata)
	]
	count(unmanaged) > 0
	first := unmanaged[0].resource
	finding := {
		"message": sprintf("`%s: %v` cannot be computed for %s %q, which has no scale", [
			field,
			value,
			first.kind,
			first.name,
		]),
		"path": ["spec", field],
		"help": help(first.kind),
		"related": [{
			"of": target.ref,
			"path": ["metadata", "name"],
			"message": sprintf("%s %q is selected", [target.resource.kind, target.resource.name]),
		} |
			some target in array.slice(unmanaged, 0, 3)
		],
	}
}

needs_a_scale("maxUnavailable", _) := true

needs_a_scale("minAvailable", value) if is_string(value)

is_managed(metadata) if metadata.ownerReferences

is_managed(metadata) if metadata.annotations["helm.sh/hook"]

help("Pod") := "set `minAvailable` to a number, or put the pod into a Deployment"

help("DaemonSet") := "remove the budget: a drain leaves the pods of a DaemonSet alone"

help(kind) := sprintf("select labels that the pods of the %s do not have", [kind]) if {
	kind in {"Job", "CronJob"}
}
