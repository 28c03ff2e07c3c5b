# METADATA
# title: pod has names of its own for addresses
# description: |
#   Entries of `hostAliases` go before DNS: the pod keeps to the address that was written once,
#   whatever becomes of the name. They also let one name lead to another machine, which nobody
#   looks for in a manifest.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     hostAliases:
#       - {ip: 192.0.2.10, hostnames: [db.example.com]}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: off
#   on: pods
#   aliases: [trivy:KSV-0007]
package kubelint.security.host_aliases_set

deny contains finding if {
	count(input.pod.spec.hostAliases) > 0
	finding := {
		"message": "pod overrides DNS with names of its own (`hostAliases`)",
		"path": ["spec", "hostAliases"],
		"help": "give the name to a Service, or to a record in DNS",
	}
}
