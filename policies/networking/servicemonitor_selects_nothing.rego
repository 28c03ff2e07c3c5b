# METADATA
# title: monitor selects nothing
# description: |
#   A ServiceMonitor selects Services, a PodMonitor pods, by labels and namespaces. When nothing
#   has the labels Prometheus scrapes nothing and reports nothing, and alerts over the metrics that
#   are missing never fire.
#
#   The labels that count for a ServiceMonitor are those of the Service itself, not those of its
#   selector or pods. An absence without near labels is an info, and only reported where objects to
#   select are among the files.
#
#   ```yaml bad
#   apiVersion: monitoring.coreos.com/v1
#   kind: ServiceMonitor
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: wbe}}
#     endpoints: [{port: metrics}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     selector: {app: web}
#     ports: [{name: metrics, port: 9090}]
#   ```
#
#   ```yaml good
#   apiVersion: monitoring.coreos.com/v1
#   kind: ServiceMonitor
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     endpoints: [{port: metrics}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     selector: {app: web}
#     ports: [{name: metrics, port: 9090}]
#   ```
#
#   ```yaml bad
#   # The Service is in another namespace, and the monitor looks only in its own.
#   apiVersion: monitoring.coreos.com/v1
#   kind: ServiceMonitor
#   metadata: {name: web, namespace: monitoring}
#   spec:
#     selector: {matchLabels: {app: web}}
#     endpoints: [{port: metrics}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web, namespace: shop, labels: {app: web}}
#   spec:
#     selector: {app: web}
#     ports: [{name: metrics, port: 9090}]
#   ```
#
#   ```yaml good
#   apiVersion: monitoring.coreos.com/v1
#   kind: ServiceMonitor
#   metadata: {name: web, namespace: monitoring}
#   spec:
#     namespaceSelector: {matchNames: [shop]}
#     selector: {matchLabels: {app: web}}
#     endpoints: [{port: metrics}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web, namespace: shop, labels: {app: web}}
#   spec:
#     selector: {app: web}
#     ports: [{name: metrics, port: 9090}]
#   ```
#
#   ```yaml bad
#   apiVersion: monitoring.coreos.com/v1
#   kind: PodMonitor
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: wbe}}
#     podMetricsEndpoints: [{port: metrics}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: metrics, containerPort: 9090}]
#   ```
#
#   ```yaml bad
#   # It looks into other namespaces, but not into that of the Service.
#   apiVersion: monitoring.coreos.com/v1
#   kind: ServiceMonitor
#   metadata: {name: shop, namespace: monitoring}
#   spec:
#     namespaceSelector: {matchNames: [blog]}
#     selector: {matchLabels: {app: web, part: shop}}
#     endpoints: [{port: metrics}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web, namespace: shop, labels: {app: web, part: shop}}
#   spec:
#     selector: {app: web}
#     ports: [{name: metrics, port: 9090}]
#   ```
#
#   ```yaml good
#   # The Services are elsewhere.
#   apiVersion: monitoring.coreos.com/v1
#   kind: ServiceMonitor
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     endpoints: [{port: metrics}]
#   ```
# custom:
#   level: warning
#   on: links
#   links: [monitor-services, monitor-pods]
#   aliases: [kube-linter:dangling-servicemonitor]
package kubelint.networking.servicemonitor_selects_nothing

import data.kubelint.lib.label_selector
import data.kubelint.lib.link

deny contains finding if {
	link.reportable(input.link)
	finding := object.union(
		link.selector_finding(
			input.link,
			sprintf("%s %q selects no %s: %s", [
				input.resource.kind,
				input.resource.name,
				target,
				reason,
			]),
			sprintf("select labels that a %s has, in a namespace where it looks", [target]),
		),
		object.union({"path": place}, elsewhere),
	)
}

# A monitor may look into another namespace, when it says so.
elsewhere := {
	"help": sprintf("add %q to `namespaceSelector.matchNames`", [nearest.namespace]),
	"fix": {
		"title": sprintf("look into namespace %s", [nearest.namespace]),
		"append": ["spec", "namespaceSelector", "matchNames"],
		"value": nearest.namespace,
	},
} if {
	nearest.why == "other-namespace"
	input.object.spec.namespaceSelector.matchNames
} else := {
	"help": sprintf("set `namespaceSelector` to `{matchNames: [%s]}`", [nearest.namespace]),
	"fix": {
		"title": sprintf("look into namespace %s", [nearest.namespace]),
		"set": ["spec", "namespaceSelector", "matchNames"],
		"value": [nearest.namespace],
	},
} if {
	nearest.why == "other-namespace"
} else := {}

nearest := input.link.nearest

reason := sprintf("one with %s is in namespace %q, where it does not look", [
	label_selector.in_words(input.link.selector),
	nearest.namespace,
]) if {
	nearest.why == "other-namespace"
} else := sprintf("none has %s", [label_selector.in_words(input.link.selector)])

target := "Service" if {
	input.link.relation == "monitor-services"
} else := "pod"

# The one label that is wrong, or the selector.
place := nearest.differences[0].path if {
	count(nearest.differences) == 1
} else := input.link.path
