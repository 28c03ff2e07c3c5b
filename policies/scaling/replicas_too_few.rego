# METADATA
# title: workload behind a Service has too few replicas
# description: |
#   While the only pod of a Service is restarted, moved or replaced, nobody answers its requests.
#   With a second one on another node a crash or a drained node goes unnoticed.
#
#   Workloads that cannot run twice are not reported: those that write to a claim, those with the
#   strategy `Recreate`, and StatefulSets, of which a second pod is no spare of the first, unless
#   `kinds` names them. How few replicas an autoscaler may keep is a matter of its own, and a
#   number that a kustomization patches is not judged.
#
#   ```yaml bad
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 1
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ```
#
#   ```yaml good
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
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ```
#
#   ```yaml bad
#   # Without a number it is one.
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
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ```
#
#   ```yaml bad {"min": 3, "kinds": ["StatefulSet"]}
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: web}
#   spec:
#     replicas: 2
#     serviceName: web
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ```
#
#   ```yaml good
#   # No Service sends requests to it.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 1
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad {"require-service": false}
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 1
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   # An autoscaler sets the number.
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
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ---
#   apiVersion: autoscaling/v2
#   kind: HorizontalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#     minReplicas: 2
#     maxReplicas: 5
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
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ---
#   apiVersion: keda.sh/v1alpha1
#   kind: ScaledObject
#   metadata: {name: web}
#   spec:
#     scaleTargetRef: {name: web}
#     minReplicaCount: 2
#   ```
#
#   ```yaml bad
#   # A VerticalPodAutoscaler does not change it.
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
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ---
#   apiVersion: autoscaling.k8s.io/v1
#   kind: VerticalPodAutoscaler
#   metadata: {name: web}
#   spec:
#     targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
#   ```
#
#   ```yaml good
#   # Two pods must never run at once.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     strategy: {type: Recreate}
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
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
#         volumes:
#           - {name: data, persistentVolumeClaim: {claimName: data}}
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             volumeMounts:
#               - {name: data, mountPath: /data}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ```
#
#   ```yaml good
#   # Nobody waits for metrics.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 1
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web-metrics}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ```
#
#   ```yaml good
#   # Switched off, which is another matter.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 0
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ```
#
#   ```yaml good
#   # Another pod would have state of its own, and not that of the first.
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: web}
#   spec:
#     serviceName: web
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
#   ```
# custom:
#   level: {recommended: off, strict: warning}
#   on: [Deployment, StatefulSet, argoproj.io/Rollout]
#   aliases:
#     - kube-linter:minimum-three-replicas
#     - kube-score:deployment-replicas
#     - polaris:deploymentMissingReplicas
#     - gatekeeper:K8sReplicaLimits
#   params:
#     min: {default: 2, description: the fewest replicas}
#     require-service: {default: true, description: only workloads that a Service selects}
#     kinds:
#       default: [Deployment, Rollout]
#       description: the kinds of workloads that are asked
package kubelint.scaling.replicas_too_few

import data.kubelint.lib.claim
import data.kubelint.lib.horizontal_autoscaler
import data.kubelint.lib.traffic

deny contains finding if {
	input.resource.kind in input.params.kinds
	replicas > 0
	replicas < input.params.min
	is_asked
	count(horizontal_autoscaler.among(input.links.autoscalers)) == 0
	not runs_only_once
	not is_patched
	finding := {
		"message": sprintf("%s %q has %s, fewer than %d", [
			input.resource.kind,
			input.resource.name,
			in_words,
			input.params.min,
		]),
		"path": ["spec", "replicas"],
		"help": sprintf("set `spec.replicas` to %d, or add an autoscaler", [input.params.min]),
		"related": [{
			"of": service.ref,
			"path": ["spec", "selector"],
			"message": sprintf("Service %q sends requests to it", [service.name]),
		} |
			some service in array.slice(traffic.services(input.links.services), 0, 1)
		],
	}
}

replicas := input.object.spec.replicas if is_number(input.object.spec.replicas)

replicas := 1 if object.get(input.object, ["spec", "replicas"], null) == null

in_words := "1 replica" if replicas == 1

in_words := sprintf("%d replicas", [replicas]) if replicas != 1

# A kustomization sets the number.
is_patched if {
	some path in input.links.unit.patches
	path in {"spec", "spec.replicas"}
}

is_asked if not input.params["require-service"]

is_asked if count(traffic.services(input.links.services)) > 0

runs_only_once if input.object.spec.strategy.type == "Recreate"

runs_only_once if {
	input.resource.kind != "StatefulSet"
	count(claim.writable(input.object.spec.template.spec.volumes, [])) > 0
}
