# METADATA
# title: Service selects only pods of a Job
# description: |
#   The pods of a Job end, and with the last of them the Service has nothing to pass requests on to.
#   Mostly the labels were meant to be those of a Deployment.
#
#   A headless Service is not reported: it gives the pods of a Job names to find each other by.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: migration}
#     ports: [{port: 80}]
#   ---
#   apiVersion: batch/v1
#   kind: Job
#   metadata: {name: migration}
#   spec:
#     template:
#       metadata: {labels: {app: migration}}
#       spec:
#         restartPolicy: Never
#         containers:
#           - {name: migration, image: "example.com/migration:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80}]
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
#           - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Service
#   metadata: {name: report}
#   spec:
#     selector: {app: report}
#     ports: [{port: 80}]
#   ---
#   apiVersion: batch/v1
#   kind: CronJob
#   metadata: {name: report}
#   spec:
#     schedule: "0 4 * * *"
#     jobTemplate:
#       spec:
#         template:
#           metadata: {labels: {app: report}}
#           spec:
#             restartPolicy: Never
#             containers:
#               - {name: report, image: "example.com/report:1.0"}
#   ```
#
#   ```yaml good
#   # The pods of the Job call each other.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: training}
#   spec:
#     clusterIP: None
#     selector: {app: training}
#   ---
#   apiVersion: batch/v1
#   kind: Job
#   metadata: {name: training}
#   spec:
#     completionMode: Indexed
#     completions: 2
#     parallelism: 2
#     template:
#       metadata: {labels: {app: training}}
#       spec:
#         subdomain: training
#         restartPolicy: Never
#         containers:
#           - {name: training, image: "example.com/training:1.0"}
#   ```
# custom:
#   level: info
#   on: links
#   links: [service-pods]
#   outcomes: [found]
package kubelint.networking.service_selects_job_pods

deny contains finding if {
	input.link.to[0].kind in {"Job", "CronJob"}
	every workload in input.link.to {
		workload.kind in {"Job", "CronJob"}
	}
	not input.object.spec.clusterIP == "None"
	first := input.link.to[0]
	finding := {
		"message": sprintf("Service %q selects only pods of %s %q, which end", [
			input.resource.name,
			first.kind,
			first.name,
		]),
		"path": input.link.path,
		"help": "select the pods of a workload that keeps running",
		"related": [{
			"of": first.ref,
			"path": ["metadata", "name"],
			"message": sprintf("%s %q has the labels", [first.kind, first.name]),
		}],
	}
}
