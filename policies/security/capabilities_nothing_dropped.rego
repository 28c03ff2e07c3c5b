# METADATA
# title: container drops no capability
# description: |
#   A container starts with about a dozen capabilities of root, among them the right to forge
#   packets and to ignore file permissions. Without a `drop` list it keeps them all, needed or not.
#
#   ```yaml bad
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
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           capabilities: {drop: [NET_RAW]}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           capabilities: {drop: []}
#   ```
#
#   Windows has no capabilities:
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     os: {name: windows}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: off
#   on: containers
#   containers: [regular, sidecar, init, ephemeral]
#   aliases:
#     - trivy:KSV-0004
#     - polaris:linuxHardening
package kubelint.security.capabilities_nothing_dropped

deny contains finding if {
	input.pod.os != "windows"
	object.get(input.container, ["securityContext", "capabilities", "drop"], []) == []
	finding := {
		"message": sprintf("container %q drops no capability", [input.container.name]),
		"path": ["securityContext", "capabilities", "drop"],
		"help": "set `capabilities.drop: [ALL]`, and `add` what the program fails without",
		"fix": {
			"title": "drop all capabilities",
			"set": ["securityContext", "capabilities", "drop"],
			"value": ["ALL"],
		},
	}
}
