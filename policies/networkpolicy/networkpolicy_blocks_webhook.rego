# METADATA
# title: NetworkPolicies keep the API server from a webhook
# description: |
#   The API server calls a webhook from an address of its own, which no `podSelector` matches. When
#   the policies of the pods behind it admit only pods, requests wait for the time-out and are then
#   refused, or go through unchecked.
#
#   Blocks of addresses and the namespace `kube-system`, where some clusters have a proxy of the
#   API server, are taken to let it through.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: guard, namespace: guard}
#   spec:
#     podSelector: {matchLabels: {app: guard}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: web}}}]
#         ports: [{port: 8443}]
#   ---
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingWebhookConfiguration
#   metadata: {name: guard}
#   webhooks:
#     - name: guard.example.com
#       clientConfig: {service: {name: guard, namespace: guard}}
#       rules:
#         - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}
#       sideEffects: None
#       admissionReviewVersions: [v1]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: guard, namespace: guard}
#   spec:
#     selector: {app: guard}
#     ports: [{port: 443, targetPort: 8443}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: guard, namespace: guard, labels: {app: guard}}
#   spec:
#     containers:
#       - {name: guard, image: "example.com/guard:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: guard, namespace: guard}
#   spec:
#     podSelector: {matchLabels: {app: guard}}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: 8443}]
#   ---
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingWebhookConfiguration
#   metadata: {name: guard}
#   webhooks:
#     - name: guard.example.com
#       clientConfig: {service: {name: guard, namespace: guard}}
#       rules:
#         - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}
#       sideEffects: None
#       admissionReviewVersions: [v1]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: guard, namespace: guard}
#   spec:
#     selector: {app: guard}
#     ports: [{port: 443, targetPort: 8443}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: guard, namespace: guard, labels: {app: guard}}
#   spec:
#     containers:
#       - {name: guard, image: "example.com/guard:1.0"}
#   ```
#
#   ```yaml bad
#   # The port of the pods counts, not that of the Service.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: guard, namespace: guard}
#   spec:
#     podSelector: {matchLabels: {app: guard}}
#     policyTypes: [Ingress]
#     ingress:
#       - ports: [{port: 443}]
#   ---
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingWebhookConfiguration
#   metadata: {name: guard}
#   webhooks:
#     - name: guard.example.com
#       clientConfig: {service: {name: guard, namespace: guard}}
#       rules:
#         - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}
#       sideEffects: None
#       admissionReviewVersions: [v1]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: guard, namespace: guard}
#   spec:
#     selector: {app: guard}
#     ports: [{port: 443, targetPort: 8443}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: guard, namespace: guard, labels: {app: guard}}
#   spec:
#     containers:
#       - {name: guard, image: "example.com/guard:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: deny, namespace: guard}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: guard, namespace: guard}
#   spec:
#     podSelector: {matchLabels: {app: guard}}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingWebhookConfiguration
#   metadata: {name: guard}
#   webhooks:
#     - name: guard.example.com
#       clientConfig: {service: {name: guard, namespace: guard}}
#       rules:
#         - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}
#       sideEffects: None
#       admissionReviewVersions: [v1]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: guard, namespace: guard}
#   spec:
#     selector: {app: guard}
#     ports: [{port: 443, targetPort: 8443}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: guard, namespace: guard, labels: {app: guard}}
#   spec:
#     containers:
#       - {name: guard, image: "example.com/guard:1.0"}
#   ```
#
#   ```yaml good
#   # A policy for all pods may be there for itself, in a folder without a kustomization.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: deny, namespace: guard}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingWebhookConfiguration
#   metadata: {name: guard}
#   webhooks:
#     - name: guard.example.com
#       clientConfig: {service: {name: guard, namespace: guard}}
#       rules:
#         - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}
#       sideEffects: None
#       admissionReviewVersions: [v1]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: guard, namespace: guard}
#   spec:
#     selector: {app: guard}
#     ports: [{port: 443, targetPort: 8443}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: guard, namespace: guard, labels: {app: guard}}
#   spec:
#     containers:
#       - {name: guard, image: "example.com/guard:1.0"}
#   ```
#
#   ```yaml good
#   # That may be where the API server is.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: guard, namespace: guard}
#   spec:
#     podSelector: {matchLabels: {app: guard}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{ipBlock: {cidr: 10.0.0.0/16}}]
#         ports: [{port: 8443}]
#   ---
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingWebhookConfiguration
#   metadata: {name: guard}
#   webhooks:
#     - name: guard.example.com
#       clientConfig: {service: {name: guard, namespace: guard}}
#       rules:
#         - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}
#       sideEffects: None
#       admissionReviewVersions: [v1]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: guard, namespace: guard}
#   spec:
#     selector: {app: guard}
#     ports: [{port: 443, targetPort: 8443}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: guard, namespace: guard, labels: {app: guard}}
#   spec:
#     containers:
#       - {name: guard, image: "example.com/guard:1.0"}
#   ```
#
#   ```yaml good
#   # Some clusters have its proxy there.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: guard, namespace: guard}
#   spec:
#     podSelector: {matchLabels: {app: guard}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}]
#   ---
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingWebhookConfiguration
#   metadata: {name: guard}
#   webhooks:
#     - name: guard.example.com
#       clientConfig: {service: {name: guard, namespace: guard}}
#       rules:
#         - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}
#       sideEffects: None
#       admissionReviewVersions: [v1]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: guard, namespace: guard}
#   spec:
#     selector: {app: guard}
#     ports: [{port: 443, targetPort: 8443}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: guard, namespace: guard, labels: {app: guard}}
#   spec:
#     containers:
#       - {name: guard, image: "example.com/guard:1.0"}
#   ```
#
#   ```yaml good
#   # Policies do not hold for pods in the network of the node.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: guard, namespace: guard}
#   spec:
#     podSelector: {matchLabels: {app: guard}}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingWebhookConfiguration
#   metadata: {name: guard}
#   webhooks:
#     - name: guard.example.com
#       clientConfig: {service: {name: guard, namespace: guard}}
#       rules:
#         - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}
#       sideEffects: None
#       admissionReviewVersions: [v1]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: guard, namespace: guard}
#   spec:
#     selector: {app: guard}
#     ports: [{port: 443, targetPort: 8443}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: guard, namespace: guard, labels: {app: guard}}
#   spec:
#     hostNetwork: true
#     containers:
#       - {name: guard, image: "example.com/guard:1.0"}
#   ```
#
#   ```yaml good
#   # No webhook.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: deny, namespace: guard}
#   spec:
#     podSelector: {}
#     policyTypes: [Ingress]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: guard, namespace: guard}
#   spec:
#     selector: {app: guard}
#     ports: [{port: 443, targetPort: 8443}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: guard, namespace: guard, labels: {app: guard}}
#   spec:
#     containers:
#       - {name: guard, image: "example.com/guard:1.0"}
#   ```
# custom:
#   level: warning
#   on: links
#   links: [service-pods]
#   outcomes: [found]
package kubelint.networkpolicy.networkpolicy_blocks_webhook

import data.kubelint.lib.network_policy

deny contains finding if {
	some user in input.links.usedBy
	user.relation == "webhook-service"
	targets := input.targets
	count(targets) > 0
	every target in targets {
		refuses(target)
	}
	not input.links.unit.open
	not input.links.unit.kinds.CiliumNetworkPolicy
	finding := {
		"message": sprintf(
			"%s %q calls Service %q, and no ingress rule of its pods admits the API server",
			[user.kind, user.name, input.resource.name],
		),
		"path": input.link.path,
		"help": "add an ingress rule for the port of the webhook that has no `from`",
		"related": array.concat(
			network_policy.places(targets[0].networkPolicies, "ingress"),
			[{
				"of": user.ref,
				"path": user.path,
				"message": "the API server calls the Service for this",
			}],
		),
	}
}

refuses(target) if {
	network_policy.surely_isolates(target.networkPolicies, "ingress", input.links.unit)
	not target.pod.spec.hostNetwork
	not may_let_through(network_policy.rules(target.networkPolicies, "ingress"))
}

may_let_through(rules) if {
	some rule in rules
	may_open(rule)
	may_admit(rule)
}

may_admit(rule) if network_policy.peers(rule, "ingress") == []

may_admit(rule) if {
	some peer in rule.from
	may_be_the_server(peer)
}

may_be_the_server(peer) if peer.ipBlock

may_be_the_server(peer) if network_policy.may_select(peer.namespaceSelector, system)

may_be_the_server(peer) if {
	not peer.namespaceSelector
	input.resource.namespace == "kube-system"
}

system := {"kubernetes.io/metadata.name": "kube-system"}

may_open(rule) if {
	some port in input.object.spec.ports
	may_open_one(rule, object.get(port, "targetPort", port.port), object.get(port, "protocol", "TCP"))
}

may_open_one(_, number, _) if is_string(number)

may_open_one(rule, number, protocol) if network_policy.opens(rule, number, protocol)
