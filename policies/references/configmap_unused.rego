# METADATA
# title: ConfigMap is not used
# description: |
#   What no object refers to is in the way of those who look for the configuration of a program.
#   It may be left over from a program that is gone, or be meant for one that reads another name.
#
#   Only where workloads of the namespace are among the files. What a sidecar or a controller
#   finds by a label is not reported.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         args: [--mode=fast]
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config}
#   data: {mode: fast}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         envFrom:
#           - configMapRef: {name: web-config}
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config}
#   data: {mode: fast}
#   ```
#
#   ```yaml good
#   # A sidecar looks for the label.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         args: [--mode=fast]
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata:
#     name: dashboard
#     labels: {grafana_dashboard: "1"}
#   data: {web.json: "{}"}
#   ```
#
#   ```yaml good
#   # Nothing that could use it.
#
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config}
#   data: {mode: fast}
#   ```
# custom:
#   level: off
#   on: [ConfigMap]
#   params:
#     discovery-labels:
#       default:
#         - grafana_dashboard
#         - grafana_datasource
#         - grafana_alert
#         - grafana_notifier
#         - prometheus_rule
#         - config.kubernetes.io/local-config
#         - k8s-app
#       description: labels and annotations by which a sidecar or a controller finds ConfigMaps
package kubelint.references.configmap_unused

import data.kubelint.lib.unused

deny contains finding if {
	input.object.metadata.name != ""
	not input.links.usedBy[0]
	not input.links.unit.open
	unused.has_workloads(input.links.unit.kinds)
	not unused.is_discovered(input.object.metadata, input.params["discovery-labels"])
	finding := {
		"message": sprintf("ConfigMap %q is used by nothing here", [input.resource.name]),
		"path": ["metadata", "name"],
		"help": "remove it, or refer to it",
	}
}
