# METADATA
# title: Deployment does not say which team owns it
# description: |
#   When it breaks at night, nobody knows whom to call. A label on the object answers that in one
#   command.
#
#   ```yaml bad
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: web}
#   ```
#
#   ```yaml good
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata:
#     name: web
#     labels: {team: checkout}
#   ```
# custom:
#   level: warning
#   on: [Deployment]
#   params:
#     label: {default: team, description: the label that names the owner}
package PACKAGE

deny contains finding if {
	not input.object.metadata.labels[input.params.label]
	finding := {
		"message": sprintf("%s %q has no label `%s`", [
			input.resource.kind,
			input.resource.name,
			input.params.label,
		]),
		"path": ["metadata", "labels", input.params.label],
		"help": sprintf("add the label `%s` to `metadata.labels`", [input.params.label]),
	}
}
