# METADATA
# title: pod is killed without a grace period
# description: |
#   With a grace period of zero the container gets no chance to finish its requests or to write its
#   data, and its preStop hooks do not run. On a StatefulSet a second pod of the same name may start
#   while the first is still running, and both write to the same volume.
#
#   Containers that only sleep have nothing to finish and are not reported.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     terminationGracePeriodSeconds: 0
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     terminationGracePeriodSeconds: 5
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: db}
#   spec:
#     serviceName: db
#     selector: {matchLabels: {app: db}}
#     template:
#       metadata: {labels: {app: db}}
#       spec:
#         terminationGracePeriodSeconds: 0
#         containers:
#           - {name: db, image: "example.com/db:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: client}
#   spec:
#     terminationGracePeriodSeconds: 0
#     containers:
#       - {name: client, image: "example.com/curl:1.0", command: [/bin/sleep, infinity]}
#   ```
# custom:
#   level: warning
#   on: pods
package kubelint.probes.grace_period_zero

import data.kubelint.lib.probe

deny contains finding if {
	input.pod.spec.terminationGracePeriodSeconds == 0
	some container in input.pod.containers
	container.type == "regular"
	not probe.only_sleeps(container)
	finding := {
		"message": sprintf("the pod is killed without a grace period%s", [consequence]),
		"path": ["spec", "terminationGracePeriodSeconds"],
		"help": "remove it (the default is 30 seconds), or write what a clean stop takes",
	}
}

consequence := ", and two pods of one name may run at once" if {
	input.pod.kind == "StatefulSet"
} else := ""
