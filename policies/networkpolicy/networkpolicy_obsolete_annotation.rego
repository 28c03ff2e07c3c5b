# METADATA
# title: annotation that isolated a namespace before Kubernetes 1.7
# description: |
#   Kubernetes ignores `net.beta.kubernetes.io/network-policy` since 1.7. The namespace looks
#   isolated, and every pod in it is open.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Namespace
#   metadata:
#     name: shop
#     annotations:
#       net.beta.kubernetes.io/network-policy: '{"ingress": {"isolation": "DefaultDeny"}}'
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop}
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: default-deny, namespace: shop}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#   ```
# custom:
#   level: warning
#   on: [Namespace]
package kubelint.networkpolicy.networkpolicy_obsolete_annotation

annotation := "net.beta.kubernetes.io/network-policy"

deny contains finding if {
	input.object.metadata.annotations[annotation]
	finding := {
		"message": sprintf("annotation `%s` of Namespace %q is ignored: it isolates no pod", [
			annotation,
			input.resource.name,
		]),
		"path": ["metadata", "annotations", annotation],
		"mark": "key",
		"help": "add a NetworkPolicy with `podSelector: {}` and `policyTypes: [Ingress]` instead",
		"fix": {
			"remove": ["metadata", "annotations", annotation],
			"title": "remove the annotation",
		},
	}
}
