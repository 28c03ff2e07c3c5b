# METADATA
# title: container keeps the runtime's default capabilities
# description: |
#   A container starts with about a dozen capabilities of root unless `drop: [ALL]` takes them
#   away. A program that runs as a user of its own never uses them, but whoever becomes root in it
#   does.
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
#           capabilities: {drop: [ALL]}
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
#           capabilities: {drop: [NET_RAW]}
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
#           capabilities: {drop: [all], add: [NET_BIND_SERVICE]}
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
#     - polaris:insecureCapabilities
#     - checkov:CKV_K8S_37
#     - trivy:KSV-0003
#     - trivy:KSV-0106
#     - kubescape:C-0055
#     - gatekeeper:K8sPSPCapabilities
#   mutes: [capabilities-nothing-dropped, net-raw-not-dropped, linux-hardening-absent]
package kubelint.security.capabilities_not_dropped

deny contains finding if {
	input.pod.os != "windows"
	dropped := object.get(input.container, ["securityContext", "capabilities", "drop"], [])
	not drops_all(dropped)
	finding := {
		"message": sprintf("container %q does not drop all capabilities", [input.container.name]),
		"path": ["securityContext", "capabilities", "drop"],
		"help": "set `capabilities.drop: [ALL]`, and `add` what the program fails without",
		"fix": {
			"title": "drop all capabilities",
			"set": ["securityContext", "capabilities", "drop"],
			"value": ["ALL"],
		},
	}
}

drops_all(dropped) if {
	some text in dropped
	upper(text) == "ALL"
}
