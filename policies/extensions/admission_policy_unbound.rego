# METADATA
# title: admission policy has no binding
# description: |
#   A ValidatingAdmissionPolicy or MutatingAdmissionPolicy does nothing by itself: only a binding
#   says where it holds. Without one everything is admitted, and nothing tells that the policy is
#   not at work.
#
#   Where no binding is among the files, they are taken to be elsewhere, unless nothing else is.
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
#   kind: ValidatingAdmissionPolicy
#   metadata: {name: images}
#   spec:
#     matchConstraints:
#       resourceRules:
#         - apiGroups: [apps]
#           apiVersions: [v1]
#           operations: [CREATE, UPDATE]
#           resources: [deployments]
#     validations: [{expression: "true"}]
#   ---
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingAdmissionPolicyBinding
#   metadata: {name: replicas}
#   spec:
#     policyName: images
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
#   ```yaml good
#   # The bindings are elsewhere.
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
#   ```
# custom:
#   level: warning
#   on:
#     - admissionregistration.k8s.io/ValidatingAdmissionPolicy
#     - admissionregistration.k8s.io/MutatingAdmissionPolicy
package kubelint.extensions.admission_policy_unbound

deny contains finding if {
	not input.links.usedBy[0]
	not input.links.unit.open
	binding := sprintf("%sBinding", [input.resource.kind])
	input.links.unit.kinds[binding] < input.links.unit.kinds[input.resource.kind]
	finding := {
		"message": sprintf("nothing binds %s %q, so that it does nothing", [
			input.resource.kind,
			input.resource.name,
		]),
		"path": ["metadata", "name"],
		"help": sprintf("add a %s with `policyName: %s`", [binding, input.resource.name]),
	}
}
