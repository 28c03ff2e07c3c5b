# METADATA
# title: StatefulSet has no Service that names its pods
# description: |
#   The Service in `serviceName` gives each pod of a StatefulSet a name of its own in DNS. When it
#   does not exist, is not headless or selects other pods, members that look for each other by
#   these names do not find each other.
#
#   A StatefulSet without `serviceName` needs none. A Service that is not headless is an info, and only
#   where there are several pods: many programs never use the names.
#
#   ```yaml bad
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: db}
#   spec:
#     serviceName: bd
#     selector: {matchLabels: {app: db}}
#     template:
#       metadata: {labels: {app: db}}
#       spec:
#         containers:
#           - {name: db, image: "example.com/db:1.0"}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: db}
#   spec:
#     clusterIP: None
#     selector: {app: db}
#     ports: [{port: 80}]
#   ```
#
#   ```yaml good
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: db}
#   spec:
#     serviceName: db
#     selector: {matchLabels: {app: db}}
#     template:
#       metadata: {labels: {app: db}}
#       spec:
#         containers:
#           - {name: db, image: "example.com/db:1.0"}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: db}
#   spec:
#     clusterIP: None
#     selector: {app: db}
#     ports: [{port: 80}]
#   ```
#
#   ```yaml bad
#   # It is not headless.
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: db}
#   spec:
#     replicas: 3
#     serviceName: db
#     selector: {matchLabels: {app: db}}
#     template:
#       metadata: {labels: {app: db}}
#       spec:
#         containers:
#           - {name: db, image: "example.com/db:1.0"}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: db}
#   spec:
#     selector: {app: db}
#     ports: [{port: 80}]
#   ```
#
#   ```yaml good
#   # It is not headless, and leads to the only pod.
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: db}
#   spec:
#     replicas: 1
#     serviceName: db
#     selector: {matchLabels: {app: db}}
#     template:
#       metadata: {labels: {app: db}}
#       spec:
#         containers:
#           - {name: db, image: "example.com/db:1.0"}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: db}
#   spec:
#     selector: {app: db}
#     ports: [{port: 80}]
#   ```
#
#   ```yaml bad
#   # It selects other pods.
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: db}
#   spec:
#     serviceName: api
#     selector: {matchLabels: {app: db}}
#     template:
#       metadata: {labels: {app: db}}
#       spec:
#         containers:
#           - {name: db, image: "example.com/db:1.0"}
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
#           - {name: api, image: "example.com/api:1.0"}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: api}
#   spec:
#     clusterIP: None
#     selector: {app: api}
#     ports: [{port: 80}]
#   ```
#
#   ```yaml bad
#   # No name is near, but there are Services in this namespace.
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: db}
#   spec:
#     serviceName: db-peers
#     selector: {matchLabels: {app: db}}
#     template:
#       metadata: {labels: {app: db}}
#       spec:
#         containers:
#           - {name: db, image: "example.com/db:1.0"}
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
#   kind: StatefulSet
#   metadata: {name: db}
#   spec:
#     selector: {matchLabels: {app: db}}
#     template:
#       metadata: {labels: {app: db}}
#       spec:
#         containers:
#           - {name: db, image: "example.com/db:1.0"}
#   ```
#
#   ```yaml good
#   # Nothing says that the Services are among these files.
#   apiVersion: apps/v1
#   kind: StatefulSet
#   metadata: {name: db}
#   spec:
#     serviceName: db
#     selector: {matchLabels: {app: db}}
#     template:
#       metadata: {labels: {app: db}}
#       spec:
#         containers:
#           - {name: db, image: "example.com/db:1.0"}
#   ```
# custom:
#   level: warning
#   on: links
#   links: [governing-service]
#   outcomes: [found, missing, wrong-namespace, wrong-kind]
#   aliases: [kube-score:statefulset-has-servicename]
package kubelint.scaling.statefulset_service_missing

import data.kubelint.lib.link

deny contains finding if {
	input.link.outcome != "found"
	link.reportable(input.link)
	finding := link.finding(
		input.link,
		sprintf("StatefulSet %q names its pods after Service %q, which is not among the manifests", [
			input.resource.name,
			input.link.target.name,
		]),
		"add a headless Service (`clusterIP: None`) of that name, or remove `serviceName`",
	)
}

deny contains finding if {
	input.link.outcome == "found"
	service := input.targets[0]
	finding := object.union(problem(service, input.resource.name), {
		"path": input.link.path,
		"related": [{
			"of": service.ref,
			"path": ["spec"],
			"message": sprintf("Service %q", [service.resource.name]),
		}],
	})
}

problem(service, name) := {
	"message": sprintf("Service of StatefulSet %q is not headless: its pods have no names in DNS", [
		name,
	]),
	"help": "name a Service with `clusterIP: None`",
	"shift": -1,
} if {
	not service.object.spec.clusterIP == "None"
	input.object.spec.replicas > 1
} else := {
	"message": sprintf("Service %q names the pods of StatefulSet %q, but selects others", [
		service.resource.name,
		name,
	]),
	"help": "select the labels of the StatefulSet's pods there, or name another Service",
} if {
	selects_others(service.workloads, name)
}

# A Service that selects nothing has a finding of its own.
selects_others(workloads, name) if {
	count(workloads) > 0
	every workload in workloads {
		[workload.kind, workload.name] != ["StatefulSet", name]
	}
}
