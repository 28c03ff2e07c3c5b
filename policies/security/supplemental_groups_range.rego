# METADATA
# title: supplemental group is outside of the allowed ranges
# description: |
#   Each supplemental group gives the process the rights of that group, on shared storage across
#   the whole cluster. Ranges per team keep one team's processes out of another team's files.
#
#   Without `ranges` nothing is reported.
#
#   ```yaml bad {"ranges": [{"min": 1000, "max": 65535}]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {supplementalGroups: [2000, 500]}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good {"ranges": [{"min": 1000, "max": 65535}]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     securityContext: {supplementalGroups: [2000, 5000]}
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
#     securityContext: {supplementalGroups: [500]}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: off
#   on: pods
#   aliases:
#     - kubescape:C-0211
#     - gatekeeper:K8sPSPAllowedUsers
#   params:
#     ranges:
#       default: []
#       description: the group ids that are allowed, each range as `{min, max}`
package kubelint.security.supplemental_groups_range

import data.kubelint.lib.number_range

deny contains finding if {
	some i, group in input.pod.spec.securityContext.supplementalGroups
	count(input.params.ranges) > 0
	not number_range.covers(input.params.ranges, group)
	finding := {
		"message": sprintf("supplemental group %d is outside of the allowed ranges", [group]),
		"path": ["spec", "securityContext", "supplementalGroups", i],
		"help": help,
	}
}

deny contains finding if {
	count(input.params.ranges) > 0
	input.pod.os != "windows"
	not input.pod.spec.securityContext.supplementalGroups
	finding := {
		"message": "pod sets no `supplementalGroups`",
		"path": ["spec", "securityContext", "supplementalGroups"],
		"help": help,
	}
}

help := sprintf("use groups of %s", [number_range.text(input.params.ranges)])
