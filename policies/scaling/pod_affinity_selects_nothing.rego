# METADATA
# title: pod wants to be near pods that do not exist
# description: |
#   A required affinity lets a pod run only where a matching pod runs already. When there is none,
#   the scheduler finds no node, and the pod stays pending.
#
#   ```yaml bad
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         affinity:
#           podAffinity:
#             requiredDuringSchedulingIgnoredDuringExecution:
#               - topologyKey: kubernetes.io/hostname
#                 labelSelector: {matchLabels: {app: databse}}
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: database}
#   spec:
#     selector: {matchLabels: {app: database}}
#     template:
#       metadata: {labels: {app: database}}
#       spec:
#         containers:
#           - {name: database, image: "example.com/database:1.0"}
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
#         affinity:
#           podAffinity:
#             requiredDuringSchedulingIgnoredDuringExecution:
#               - topologyKey: kubernetes.io/hostname
#                 labelSelector: {matchLabels: {app: database}}
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: database}
#   spec:
#     selector: {matchLabels: {app: database}}
#     template:
#       metadata: {labels: {app: database}}
#       spec:
#         containers:
#           - {name: database, image: "example.com/database:1.0"}
#   ```
#
#   ```yaml bad
#   # No label is near, but the workloads of the namespace are all here.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         affinity:
#           podAffinity:
#             requiredDuringSchedulingIgnoredDuringExecution:
#               - topologyKey: kubernetes.io/hostname
#                 labelSelector: {matchLabels: {app: redis}}
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
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
#   ```
#
#   ```yaml good
#   # Near each other: the first one may run anywhere.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         affinity:
#           podAffinity:
#             requiredDuringSchedulingIgnoredDuringExecution:
#               - topologyKey: kubernetes.io/hostname
#                 labelSelector: {matchLabels: {app: web}}
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   # A wish does not keep it from running.
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     template:
#       metadata: {labels: {app: web}}
#       spec:
#         affinity:
#           podAffinity:
#             preferredDuringSchedulingIgnoredDuringExecution:
#               - weight: 100
#                 podAffinityTerm:
#                   topologyKey: kubernetes.io/hostname
#                   labelSelector: {matchLabels: {app: databse}}
#         containers:
#           - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: database}
#   spec:
#     selector: {matchLabels: {app: database}}
#     template:
#       metadata: {labels: {app: database}}
#       spec:
#         containers:
#           - {name: database, image: "example.com/database:1.0"}
#   ```
# custom:
#   level: info
#   on: links
#   links: [affinity-pods]
package kubelint.scaling.pod_affinity_selects_nothing

import data.kubelint.lib.label_selector
import data.kubelint.lib.link

deny contains finding if {
	input.link.use == "required"
	link.reportable(input.link)
	message := sprintf("%s %q runs only beside pods with %s, and there are none", [
		input.resource.kind,
		input.resource.name,
		label_selector.in_words(input.link.selector),
	])
	finding := link.finding(input.link, message, "select labels of pods that exist")
}
