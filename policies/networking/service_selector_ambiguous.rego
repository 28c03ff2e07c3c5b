# METADATA
# title: Service also selects pods that do not listen on its port
# description: |
#   A Service spreads its connections over all pods that have the labels of its selector, whatever
#   workload they belong to. Where one of these does not listen on the port, a part of the
#   connections is refused, now and then.
#
#   Workloads that all declare the port, or that a label such as `version` or `track` tells apart,
#   share a Service on purpose. A target port with a name leaves out the pods that lack it, and a
#   headless Service passes nothing on.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: shop}
#     ports: [{port: 80, targetPort: 8080}]
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: shop, part: web}}
#     template:
#       metadata: {labels: {app: shop, part: web}}
#       spec:
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             ports: [{containerPort: 8080}]
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: worker}
#   spec:
#     selector: {matchLabels: {app: shop, part: worker}}
#     template:
#       metadata: {labels: {app: shop, part: worker}}
#       spec:
#         containers:
#           - {name: worker, image: "example.com/worker:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: shop, part: web}
#     ports: [{port: 80, targetPort: 8080}]
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: shop, part: web}}
#     template:
#       metadata: {labels: {app: shop, part: web}}
#       spec:
#         containers:
#           - name: web
#             image: example.com/web:1.0
#             ports: [{containerPort: 8080}]
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: worker}
#   spec:
#     selector: {matchLabels: {app: shop, part: worker}}
#     template:
#       metadata: {labels: {app: shop, part: worker}}
#       spec:
#         containers:
#           - {name: worker, image: "example.com/worker:1.0"}
#   ```
#
#   ```yaml bad
#   # No label tells them apart.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: cache}
#   spec:
#     selector: {app: shop}
#     ports: [{port: 6379}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: cache, labels: {app: shop}}
#   spec:
#     containers:
#       - {name: cache, image: "example.com/cache:1.0", ports: [{containerPort: 6379}]}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: shop}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0", ports: [{containerPort: 8080}]}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: worker, labels: {app: shop}}
#   spec:
#     containers:
#       - {name: worker, image: "example.com/worker:1.0"}
#   ```
#
#   ```yaml good
#   # Two versions, of which the new one listens elsewhere.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 80, targetPort: 8080}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web-1, labels: {app: web, version: v1}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0", ports: [{containerPort: 8080}]}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web-2, labels: {app: web, version: v2}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:2.0", ports: [{containerPort: 8081}]}
#   ```
#
#   ```yaml good
#   # Both listen on the port.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: web}
#     ports: [{port: 8080}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web-a, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0", ports: [{containerPort: 8080}]}
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web-b, labels: {app: web}}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0", ports: [{containerPort: 8080}]}
#   ```
#
#   ```yaml good
#   # The name of the port leaves the worker out, and a headless Service only lists addresses.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web}
#   spec:
#     selector: {app: shop}
#     ports: [{port: 80, targetPort: http}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: peers}
#   spec:
#     clusterIP: None
#     selector: {app: shop}
#     ports: [{port: 8080}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: shop}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: http, containerPort: 8080}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: worker, labels: {app: shop}}
#   spec:
#     containers:
#       - {name: worker, image: "example.com/worker:1.0"}
#   ```
# custom:
#   level: warning
#   on: links
#   links: [several-workloads]
#   outcomes: [found]
#   params:
#     track-labels:
#       default: [version, app.kubernetes.io/version, track, color, slot]
#       description: labels that tell the variants of one application apart
package kubelint.networking.service_selector_ambiguous

import data.kubelint.lib.service_port

deny contains finding if {
	input.object.spec.ports
	not input.object.spec.clusterIP == "None"
	count(problems) > 0
	not told_apart
	problem := problems[0]
	finding := {
		"message": sprintf("Service %q also selects %s, which %s not declare its target port `%v`", [
			input.resource.name,
			service_port.pods(problem.others),
			service_port.do(problem.others),
			problem.port,
		]),
		"path": ["spec", "selector"],
		"label": sprintf("selects %d workloads", [count(input.targets)]),
		"help": help(problem.serving, problem.others),
		"related": array.concat(
			[labels(target, "listens on the port") | some target in problem.serving],
			[labels(target, "does not") | some target in problem.others],
		),
	}
}

# The ports, by number, that some of the workloads declare and others do not.
problems := [problem |
	some entry in input.object.spec.ports
	port := object.get(entry, "targetPort", entry.port)
	is_number(port)
	serving := [target | some target in input.targets; declares(target, port)]
	count(serving) > 0
	others := [target | some target in input.targets; not declares(target, port)]
	count(others) > 0
	problem := {"port": port, "serving": serving, "others": others}
]

declares(target, number) if {
	some port in service_port.declared(target.pod.spec)
	port.containerPort == number
}

told_apart if {
	some label in input.params["track-labels"]
	every target in input.targets {
		target.pod.labels[label]
	}
	count({target.pod.labels[label] | some target in input.targets}) > 1
}

help(serving, others) := sprintf("select `%s` as well, which the others lack", [own[0]]) if {
	own := [sprintf("%s: %v", [key, value]) |
		some key, value in serving[0].pod.labels
		every target in serving {
			target.pod.labels[key] == value
		}
		every target in others {
			not target.pod.labels[key] == value
		}
	]
	count(own) > 0
} else := sprintf("give %s a label that the others do not have, and select it", [
	service_port.pods(serving),
])

labels(target, words) := {
	"of": target.ref,
	"path": array.concat(target.pod.path, ["metadata", "labels"]),
	"message": sprintf("%s %q %s", [target.resource.kind, target.resource.name, words]),
}
