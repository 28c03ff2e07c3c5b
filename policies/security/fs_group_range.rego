# METADATA
# title: group of the volumes is outside of the allowed ranges
# description: |
#   The group of a volume's files decides who else may read them, on shared storage across the
#   whole cluster. Ranges per team keep one team's processes out of another team's files.
#
#   Without `ranges` nothing is reported.
#
#   ```yaml bad {"ranges": [{"min": 1000, "max": 65535}]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {fsGroup: 500}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good {"ranges": [{"min": 1000, "max": 65535}]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {fsGroup: 2000}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad {"ranges": [{"min": 1000, "max": 65535}]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {fsGroup: 500}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: off
#   on: pods
#   aliases:
#     - kubescape:C-0211
#     - gatekeeper:K8sPSPFSGroup
#     - gatekeeper:K8sPSPAllowedUsers
#   params:
#     ranges:
#       default: []
#       description: the group ids that are allowed, each range as `{min, max}`
package kubelint.security.fs_group_range

import data.kubelint.lib.number_range

deny contains finding if {
	group := input.pod.spec.securityContext.fsGroup
	is_number(group)
	count(input.params.ranges) > 0
	not number_range.covers(input.params.ranges, group)
	finding := {
		"message": sprintf("`fsGroup` %d is outside of the allowed ranges", [group]),
		"path": ["spec", "securityContext", "fsGroup"],
		"help": help,
	}
}

deny contains finding if {
	count(input.params.ranges) > 0
	input.pod.os != "windows"
	not input.pod.spec.securityContext.fsGroup
	finding := {
		"message": "pod sets no `fsGroup`",
		"path": ["spec", "securityContext", "fsGroup"],
		"help": help,
	}
}

help := sprintf("set `fsGroup` to one of %s", [number_range.text(input.params.ranges)])
