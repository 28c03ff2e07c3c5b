# METADATA
# title: webhook that must answer has one pod, or may lose all at once
# description: |
#   While such a webhook does not answer, the API server refuses everything that it is asked
#   about. One pod is away for every update of its node or of itself, and without a
#   PodDisruptionBudget a drain may take all of them at once.
#
#   ```yaml bad
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingWebhookConfiguration
#   metadata: {name: shop}
#   webhooks:
#     - name: pods.shop.example.com
#       clientConfig: {service: {name: webhook, namespace: shop}}
#       rules:
#         - apiGroups: [""]
#           apiVersions: [v1]
#           operations: [CREATE]
#           resources: [pods]
#       sideEffects: None
#       admissionReviewVersions: [v1]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: webhook, namespace: shop}
#   spec:
#     selector: {app: webhook}
#     ports: [{port: 443}]
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: webhook, namespace: shop}
#   spec:
#     replicas: 1
#     selector: {matchLabels: {app: webhook}}
#     template:
#       metadata: {labels: {app: webhook}}
#       spec:
#         containers:
#           - {name: webhook, image: "example.com/webhook:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingWebhookConfiguration
#   metadata: {name: shop}
#   webhooks:
#     - name: pods.shop.example.com
#       clientConfig: {service: {name: webhook, namespace: shop}}
#       rules:
#         - apiGroups: [""]
#           apiVersions: [v1]
#           operations: [CREATE]
#           resources: [pods]
#       sideEffects: None
#       admissionReviewVersions: [v1]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: webhook, namespace: shop}
#   spec:
#     selector: {app: webhook}
#     ports: [{port: 443}]
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: webhook, namespace: shop}
#   spec:
#     replicas: 2
#     selector: {matchLabels: {app: webhook}}
#     template:
#       metadata: {labels: {app: webhook}}
#       spec:
#         containers:
#           - {name: webhook, image: "example.com/webhook:1.0"}
#   ---
#   apiVersion: policy/v1
#   kind: PodDisruptionBudget
#   metadata: {name: webhook, namespace: shop}
#   spec:
#     maxUnavailable: 1
#     selector: {matchLabels: {app: webhook}}
#   ```
#
#   ```yaml bad
#   # Two pods that may go at the same time.
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingWebhookConfiguration
#   metadata: {name: shop}
#   webhooks:
#     - name: pods.shop.example.com
#       clientConfig: {service: {name: webhook, namespace: shop}}
#       rules:
#         - apiGroups: [""]
#           apiVersions: [v1]
#           operations: [CREATE]
#           resources: [pods]
#       sideEffects: None
#       admissionReviewVersions: [v1]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: webhook, namespace: shop}
#   spec:
#     selector: {app: webhook}
#     ports: [{port: 443}]
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: webhook, namespace: shop}
#   spec:
#     replicas: 2
#     selector: {matchLabels: {app: webhook}}
#     template:
#       metadata: {labels: {app: webhook}}
#       spec:
#         containers:
#           - {name: webhook, image: "example.com/webhook:1.0"}
#   ```
#
#   ```yaml good
#   # What it checks goes on without it.
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingWebhookConfiguration
#   metadata: {name: shop}
#   webhooks:
#     - name: pods.shop.example.com
#       clientConfig: {service: {name: webhook, namespace: shop}}
#       rules:
#         - apiGroups: [""]
#           apiVersions: [v1]
#           operations: [CREATE]
#           resources: [pods]
#       failurePolicy: Ignore
#       sideEffects: None
#       admissionReviewVersions: [v1]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: webhook, namespace: shop}
#   spec:
#     selector: {app: webhook}
#     ports: [{port: 443}]
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: webhook, namespace: shop}
#   spec:
#     replicas: 1
#     selector: {matchLabels: {app: webhook}}
#     template:
#       metadata: {labels: {app: webhook}}
#       spec:
#         containers:
#           - {name: webhook, image: "example.com/webhook:1.0"}
#   ```
#
#   ```yaml good
#   # The pods are elsewhere.
#   apiVersion: admissionregistration.k8s.io/v1
#   kind: ValidatingWebhookConfiguration
#   metadata: {name: shop}
#   webhooks:
#     - name: pods.shop.example.com
#       clientConfig: {service: {name: webhook, namespace: shop}}
#       rules:
#         - apiGroups: [""]
#           apiVersions: [v1]
#           operations: [CREATE]
#           resources: [pods]
#       sideEffects: None
#       admissionReviewVersions: [v1]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: webhook, namespace: shop}
#   spec:
#     selector: {app: webhook}
#     ports: [{port: 443}]
#   ```
# custom:
#   level: info
#   on: links
#   links: [webhook-service]
#   outcomes: [found]
package kubelint.extensions.webhook_single_replica

import data.kubelint.lib.webhook

deny contains finding if {
	input.link.use == "webhook"
	webhook.must_answer(hook, input.object.apiVersion)
	is_first
	some service in input.targets
	[workload] := service.workloads
	reason := weakness(workload)
	finding := {
		"message": sprintf("webhook %q must answer, and %s %q behind it has %s", [
			hook.name,
			workload.kind,
			workload.name,
			reason.lack,
		]),
		"path": input.link.path,
		"help": reason.help,
		"related": [{
			"of": workload.ref,
			"path": ["spec", "replicas"],
			"message": "its pods answer",
		}],
	}
}

hook := input.object.webhooks[index]

index := input.link.path[1]

# Of the webhooks with this Service only the first is reported.
is_first if {
	same := [at |
		some at, other in input.object.webhooks
		other.clientConfig.service.name == hook.clientConfig.service.name
		webhook.must_answer(other, input.object.apiVersion)
	]
	same[0] == index
}

weakness(workload) := {"lack": "one replica", "help": "set `replicas` to 2 or more"} if {
	workload.replicas == 1
	count(object.get(workload, "autoscalers", [])) == 0
} else := {
	"lack": "no PodDisruptionBudget",
	"help": "add one with `maxUnavailable: 1`",
} if {
	workload.replicas >= 1
	workload.disruptionBudgets == 0
}
