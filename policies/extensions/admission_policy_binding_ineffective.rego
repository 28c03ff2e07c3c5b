# METADATA
# title: binding of an admission policy does nothing
# description: |
#   A binding whose policy does not exist is taken without a word, and so is one without
#   parameters for a policy that reads them. The first does nothing, and the second refuses or
#   admits everything, as the policy's `failurePolicy` says.
#
#   A policy that nothing resembles is reported only where others are among the files.
#
#   ```yaml bad
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingAdmissionPolicy
#   metadata: {name: replicas}
#   spec:
#     matchConstraints:
#       resourceRules:
#         - apiGroups: [apps]
#           apiVersions: [v1]
#           operations: [CREATE, UPDATE]
#           resources: [deployments]
#     validations: [{expression: object.spec.replicas < 10}]
#   ---
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingAdmissionPolicyBinding
#   metadata: {name: replicas}
#   spec:
#     policyName: repilcas
#     validationActions: [Deny]
#   ```
#
#   ```yaml good
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingAdmissionPolicy
#   metadata: {name: replicas}
#   spec:
#     matchConstraints:
#       resourceRules:
#         - apiGroups: [apps]
#           apiVersions: [v1]
#           operations: [CREATE, UPDATE]
#           resources: [deployments]
#     validations: [{expression: object.spec.replicas < 10}]
#   ---
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingAdmissionPolicyBinding
#   metadata: {name: replicas}
#   spec:
#     policyName: replicas
#     validationActions: [Deny]
#   ```
#
#   ```yaml bad
#   # The policy wants parameters.
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingAdmissionPolicy
#   metadata: {name: replicas}
#   spec:
#     matchConstraints:
#       resourceRules:
#         - apiGroups: [apps]
#           apiVersions: [v1]
#           operations: [CREATE, UPDATE]
#           resources: [deployments]
#     validations: [{expression: object.spec.replicas < 10}]
#     paramKind: {apiVersion: v1, kind: ConfigMap}
#   ---
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingAdmissionPolicyBinding
#   metadata: {name: replicas}
#   spec:
#     policyName: replicas
#     validationActions: [Deny]
#   ```
#
#   ```yaml good
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingAdmissionPolicy
#   metadata: {name: replicas}
#   spec:
#     matchConstraints:
#       resourceRules:
#         - apiGroups: [apps]
#           apiVersions: [v1]
#           operations: [CREATE, UPDATE]
#           resources: [deployments]
#     validations: [{expression: object.spec.replicas < 10}]
#     paramKind: {apiVersion: v1, kind: ConfigMap}
#   ---
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingAdmissionPolicyBinding
#   metadata: {name: replicas}
#   spec:
#     policyName: replicas
#     validationActions: [Deny]
#     paramRef: {name: limits, namespace: shop, parameterNotFoundAction: Deny}
#   ```
#
#   ```yaml good
#   # The policy is elsewhere.
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingAdmissionPolicyBinding
#   metadata: {name: replicas}
#   spec:
#     policyName: replicas
#     validationActions: [Deny]
#   ```
# custom:
#   level: warning
#   on: links
#   links: [admission-policy]
#   outcomes: [missing, found]
package kubelint.extensions.admission_policy_binding_ineffective

import data.kubelint.lib.link

deny contains link.finding(input.link, missing, otherwise) if {
	input.link.outcome == "missing"
	link.reportable(input.link)
}

missing := sprintf("%s %q binds %s %q, which is not among the manifests", [
	input.resource.kind,
	input.resource.name,
	input.link.target.kind,
	input.link.target.name,
])

otherwise := "create it, or list it under `[externals]` in kubelint.toml"

deny contains finding if {
	input.link.outcome == "found"
	not input.object.spec.paramRef
	some policy in input.targets
	parameters := policy.object.spec.paramKind.kind
	finding := {
		"message": sprintf("%s %q gives no parameters, and %q reads a %s", [
			input.resource.kind,
			input.resource.name,
			policy.resource.name,
			parameters,
		]),
		"path": ["spec", "paramRef"],
		"help": sprintf("set `paramRef` to the name of a %s", [parameters]),
		"related": [{
			"of": policy.ref,
			"path": ["spec", "paramKind"],
			"message": "the policy wants parameters",
		}],
	}
}
