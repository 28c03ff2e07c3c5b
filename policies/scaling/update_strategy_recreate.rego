# METADATA
# title: Deployment stops before it is updated
# description: |
#   With `Recreate` all pods are stopped before the first new one starts, so that its Service has
#   nobody to send requests to during every update. A rolling update starts new pods first and
#   stops the old ones when these are ready.
#
#   Not reported are Deployments whose pods cannot run side by side: those that write to a claim,
#   those that hold ports or folders of their node, and those for which one replica is written
#   beside the strategy. Nobody waits for a Service of metrics.
#
#   ```yaml bad
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
#     strategy: {type: RollingUpdate}
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
#     strategy: {type: Recreate}
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   # Only metrics are read from it.
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
#   metadata: {name: controller}
#   spec:
#     selector: {app: web}
#     ports: [{name: metrics, port: 9090}]
#   ```
#
#   ```yaml bad {"require-service": false}
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
#   ```
#
#   ```yaml good
#   # The new pod could not mount the volume.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     strategy: {type: Recreate}
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
#           - name: web
#             image: example.com/web:1.0
#             ports: [{containerPort: 80, hostPort: 80}]
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
#     strategy: {type: Recreate}
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         hostNetwork: true
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
#   # One pod, and never two: somebody has decided so.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     replicas: 1
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
#   ```yaml bad {"pattern": "^Recreate$"}
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     strategy: {type: RollingUpdate}
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
#   level: info
#   on: [Deployment, apps.openshift.io/DeploymentConfig]
#   aliases:
#     - kube-linter:no-rolling-update-strategy
#     - kube-score:deployment-strategy
#     - kubescape:C-0305
#   params:
#     pattern:
#       default: "^Rolling(Update)?$"
#       description: a regular expression that good strategies match
#     require-service: {default: true, description: only Deployments that a Service selects}
package kubelint.scaling.update_strategy_recreate

import data.kubelint.lib.claim
import data.kubelint.lib.traffic

deny contains finding if {
	input.object.spec.strategy.type
	not regex.match(input.params.pattern, input.object.spec.strategy.type)
	is_asked
	not runs_only_once(input.object.spec.template.spec)
	not is_single
	finding := {
		"message": sprintf("%s %q is updated by `%s`%s", [
			input.resource.kind,
			input.resource.name,
			input.object.spec.strategy.type,
			consequence,
		]),
		"path": ["spec", "strategy", "type"],
		"help": "use `RollingUpdate`, unless two pods must never run at once",
		"related": [{
			"of": service.ref,
			"path": ["spec", "selector"],
			"message": sprintf("Service %q sends requests to it", [service.name]),
		} |
			some service in array.slice(services, 0, 1)
		],
	}
}

services := traffic.services(input.links.services)

consequence := sprintf(": meanwhile nobody answers for Service %q", [services[0].name]) if {
	input.object.spec.strategy.type == "Recreate"
	count(services) > 0
} else := ""

is_asked if not input.params["require-service"]

is_asked if count(services) > 0

is_single if {
	input.object.spec.replicas == 1
	input.object.spec.strategy.type == "Recreate"
}

runs_only_once(spec) if count(claim.writable(spec.volumes, [])) > 0

runs_only_once(spec) if spec.hostNetwork == true

runs_only_once(spec) if {
	some container in spec.containers
	some port in container.ports
	port.hostPort > 0
}

runs_only_once(spec) if {
	some volume in spec.volumes
	volume.hostPath
}
