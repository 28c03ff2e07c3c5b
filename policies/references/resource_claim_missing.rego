# METADATA
# title: claim of a device is not there
# description: |
#   A pod waits in `Pending` until every ResourceClaim that it names exists, and one made from a
#   ResourceClaimTemplate needs that template. A container may only use claims that its pod lists
#   under `resourceClaims`: the API server refuses the pod otherwise.
#
#   A name that nothing resembles is reported only where others of the kind are among the files.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     resourceClaims: [{name: gpu, resourceClaimTemplateName: one-gup}]
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {claims: [{name: gpu}]}
#   ---
#   apiVersion: resource.k8s.io/v1
#   kind: ResourceClaimTemplate
#   metadata: {name: one-gpu}
#   spec:
#     spec:
#       devices:
#         requests: [{name: gpu, exactly: {deviceClassName: gpu.example.com}}]
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     resourceClaims: [{name: gpu, resourceClaimTemplateName: one-gpu}]
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {claims: [{name: gpu}]}
#   ---
#   apiVersion: resource.k8s.io/v1
#   kind: ResourceClaimTemplate
#   metadata: {name: one-gpu}
#   spec:
#     spec:
#       devices:
#         requests: [{name: gpu, exactly: {deviceClassName: gpu.example.com}}]
#   ```
#
#   ```yaml bad
#   # The pod does not list the claim of its container.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     resourceClaims: [{name: gpu, resourceClaimTemplateName: one-gpu}]
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {claims: [{name: accelerator}]}
#   ---
#   apiVersion: resource.k8s.io/v1
#   kind: ResourceClaimTemplate
#   metadata: {name: one-gpu}
#   spec:
#     spec:
#       devices:
#         requests: [{name: gpu, exactly: {deviceClassName: gpu.example.com}}]
#   ```
#
#   ```yaml bad
#   # A template stands where a claim belongs.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     resourceClaims: [{name: gpu, resourceClaimName: one-gpu}]
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {claims: [{name: gpu}]}
#   ---
#   apiVersion: resource.k8s.io/v1
#   kind: ResourceClaimTemplate
#   metadata: {name: one-gpu}
#   spec:
#     spec:
#       devices:
#         requests: [{name: gpu, exactly: {deviceClassName: gpu.example.com}}]
#   ```
#
#   ```yaml good
#   # The templates are elsewhere.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     resourceClaims: [{name: gpu, resourceClaimTemplateName: one-gpu}]
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         resources: {claims: [{name: gpu}]}
#   ```
# custom:
#   level: warning
#   on: links
#   links: [resource-claim, resource-claim-template, pod-resource-claim]
#   outcomes: [missing, wrong-kind]
package kubelint.references.resource_claim_missing

import data.kubelint.lib.link

deny contains link.finding(input.link, message, otherwise) if {
	input.link.relation != "pod-resource-claim"
	link.reportable(input.link)
}

message := sprintf("%s %q needs %s %q, but %q is a %s", [
	input.resource.kind,
	input.resource.name,
	input.link.target.kind,
	input.link.target.name,
	input.link.target.name,
	input.link.to[0].kind,
]) if {
	input.link.outcome == "wrong-kind"
} else := sprintf("%s %q needs %s %q, which is not among the manifests", [
	input.resource.kind,
	input.resource.name,
	input.link.target.kind,
	input.link.target.name,
])

otherwise := "create it, or list it under `[externals]` in kubelint.toml"

deny contains finding if {
	input.link.relation == "pod-resource-claim"
	finding := {
		"message": sprintf("%s uses the claim `%s`, which its pod does not list", [
			link.who(input.link, input.resource),
			input.link.target.name,
		]),
		"path": input.link.path,
		"help": help,
		"shift": 1,
	}
}

help := sprintf("the pod lists `%s` under `resourceClaims`", [concat("`, `", listed)]) if {
	count(listed) > 0
} else := "add it to `resourceClaims` of the pod"

listed := [claim.name | some claim in input.pod.spec.resourceClaims; claim.name]
