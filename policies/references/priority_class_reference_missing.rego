# METADATA
# title: PriorityClass of the pods is not there
# description: |
#   The API server refuses to create a pod whose PriorityClass does not exist. A Deployment is
#   then accepted and never gets a pod, and only the events of its ReplicaSet say why.
#
#   A name that nothing resembles is reported only where other PriorityClasses are among the
#   files. Every cluster has those that begin with `system-`.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     priorityClassName: imporant
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: scheduling.k8s.io/v1
#   kind: PriorityClass
#   metadata: {name: important}
#   value: 1000
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     priorityClassName: important
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: scheduling.k8s.io/v1
#   kind: PriorityClass
#   metadata: {name: important}
#   value: 1000
#   ```
#
#   ```yaml bad
#   # Nothing resembles it, but another PriorityClass is here.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     priorityClassName: batch
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: scheduling.k8s.io/v1
#   kind: PriorityClass
#   metadata: {name: important}
#   value: 1000
#   ```
#
#   ```yaml good
#   # Every cluster has this one.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     priorityClassName: system-cluster-critical
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: scheduling.k8s.io/v1
#   kind: PriorityClass
#   metadata: {name: important}
#   value: 1000
#   ```
#
#   ```yaml good
#   # The PriorityClasses are elsewhere.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     priorityClassName: important
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: info
#   on: links
#   links: [priority-class]
#   outcomes: [missing]
package kubelint.references.priority_class_reference_missing

import data.kubelint.lib.link

deny contains link.finding(input.link, message, otherwise) if {
	link.reportable(input.link)
}

message := sprintf("%s %q has PriorityClass %q, which is not among the manifests", [
	input.resource.kind,
	input.resource.name,
	input.link.target.name,
])

otherwise := "create it, or list it under `[externals]` in kubelint.toml"
