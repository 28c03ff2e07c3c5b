# METADATA
# title: container keeps the right to forge packets
# description: |
#   With `NET_RAW`, which runtimes give by default, a process that is root in its container sends
#   packets under the address of another pod. It so answers in place of a gateway or of the DNS;
#   only tools such as `ping` ever need the right.
#
#   A container that adds `NET_RAW` is the matter of `capability-dangerous`.
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
#           capabilities: {drop: [MKNOD]}
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
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: ping}
#   spec:
#     containers:
#       - name: ping
#         image: example.com/ping:1.0
#         securityContext:
#           capabilities: {add: [NET_RAW]}
#   ```
# custom:
#   level: off
#   on: containers
#   containers: [regular, sidecar, init, ephemeral]
#   aliases:
#     - kube-linter:drop-net-raw-capability
#     - checkov:CKV_K8S_28
#     - kubescape:C-0211
#     - gatekeeper:K8sPSPCapabilities
package kubelint.security.net_raw_not_dropped

import data.kubelint.lib.capability

deny contains finding if {
	input.pod.os != "windows"
	lists := object.get(input.container, ["securityContext", "capabilities"], {})
	dropped := object.get(lists, "drop", [])
	not has(dropped)
	not has(object.get(lists, "add", []))
	finding := {
		"message": sprintf("container %q keeps capability `NET_RAW`", [input.container.name]),
		"path": ["securityContext", "capabilities", "drop"],
		"help": "set `capabilities.drop: [ALL]`, or drop `NET_RAW` alone",
		"fix": object.union({"title": "drop NET_RAW"}, edit(dropped)),
	}
}

has(list) if {
	some text in list
	capability.canonical(text) in {"ALL", "NET_RAW"}
}

edit(dropped) := {
	"set": ["securityContext", "capabilities", "drop"],
	"value": ["NET_RAW"],
} if count(dropped) == 0

edit(dropped) := {
	"append": ["securityContext", "capabilities", "drop"],
	"value": "NET_RAW",
} if count(dropped) > 0
