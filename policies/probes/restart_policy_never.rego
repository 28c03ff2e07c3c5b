# METADATA
# title: pod is never restarted
# description: |
#   A container that ends stays down when the pod's restart policy is `Never`, and nothing else
#   replaces a pod that no controller owns. For teams that write bare pods which are meant to keep
#   running, and therefore off by default.
#
#   A pod without a restart policy has `Always`.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     restartPolicy: Never
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     restartPolicy: OnFailure
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
#
#   ```yaml bad {"accepted": ["Always"]}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     restartPolicy: OnFailure
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: off
#   on: [Pod]
#   aliases: [kube-linter:restart-policy]
#   params:
#     accepted:
#       default: [Always, OnFailure]
#       description: the restart policies that are fine
package kubelint.probes.restart_policy_never

deny contains finding if {
	policy := input.object.spec.restartPolicy
	not policy in input.params.accepted
	finding := {
		"message": sprintf("the pod has the restart policy `%s`", [policy]),
		"path": ["spec", "restartPolicy"],
		"help": sprintf("use `%s`", [concat("` or `", input.params.accepted)]),
	}
}
