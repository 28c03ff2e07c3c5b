# METADATA
# title: object is declared twice
# description: |
#   Of two objects with the same kind, namespace and name there is only one in the cluster: the
#   one that is applied last replaces the other. Which one that is depends on the order of the
#   files, and kustomize and Helm refuse to go on.
#
#   Only what is applied together is compared: an overlay may have an object of its base once
#   more. It is an error in one file and in a kustomization, or a warning when both are equal. The
#   files of a folder are mostly alternatives, of which one is applied: there it is an info.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config}
#   data: {mode: fast}
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config}
#   data: {mode: slow}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config}
#   data: {mode: fast}
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: database-config}
#   data: {mode: slow}
#   ```
#
#   ```yaml bad
#   # Both are equal: a warning.
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config}
#   data: {mode: fast}
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config}
#   data: {mode: fast}
#   ```
#
#   ```yaml good
#   # Other namespaces, and other kinds.
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web, namespace: shop}
#   data: {mode: fast}
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web, namespace: test}
#   data: {mode: slow}
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: web, namespace: test}
#   stringData: {mode: slow}
#   ```
# custom:
#   level: warning
#   on: links
#   links: [same-identity]
#   outcomes: [found]
package kubelint.metadata.object_duplicate

deny contains finding if {
	input.link.outcome == "found"
	finding := {
		"message": sprintf("%s is declared twice, %s", [this, consequence]),
		"path": input.link.path,
		"help": help,
		"shift": shift,
		"related": [{
			"of": input.link.to[0].ref,
			"path": ["metadata", "name"],
			"message": "it is declared here as well",
		}],
	}
}

this := sprintf("%s %q", [input.resource.kind, input.resource.name])

consequence := "with the same content" if {
	input.link.equal
} else := "and what is applied last wins"

help := "remove one of the two" if {
	input.link.equal
} else := "give one of the two another name, or remove it"

shift := -1 if not is_together

shift := 0 if {
	is_together
	input.link.equal
}

shift := 1 if {
	is_together
	not input.link.equal
}

# What a file holds or a kustomization lists is applied together; the files of a folder are mostly
# alternatives.
is_together if input.link.to[0].sameFile

is_together if input.links.unit.kustomize
