# METADATA
# title: webhook has to admit the pods that it runs in
# description: |
#   When the last pod of such a webhook is gone, the API server asks it before it creates the next
#   one, gets no answer and refuses. The cluster cannot get out of this by itself: somebody has to
#   delete the webhook's configuration.
#
#   Selectors that may exclude its namespace or its pods by labels that are not among the files,
#   and `matchConditions`, are taken to exclude it.
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
#       namespaceSelector:
#         matchExpressions:
#           - {key: kubernetes.io/metadata.name, operator: NotIn, values: [shop]}
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
#   ```yaml bad
#   # The selector excludes other namespaces.
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
#       namespaceSelector:
#         matchExpressions:
#           - {key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system]}
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
#   ```yaml bad
#   # The selector includes its namespace.
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
#       namespaceSelector: {matchLabels: {team: shop}}
#       sideEffects: None
#       admissionReviewVersions: [v1]
#   ---
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop, labels: {team: shop}}
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
#   ```yaml bad
#   # Nothing in the selector excludes it.
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
#       namespaceSelector:
#         matchExpressions:
#           - {key: team, operator: In, values: [shop, web]}
#           - {key: kubernetes.io/metadata.name, operator: Exists}
#           - {key: unchecked, operator: DoesNotExist}
#       sideEffects: None
#       admissionReviewVersions: [v1]
#   ---
#   apiVersion: v1
#   kind: Namespace
#   metadata: {name: shop, labels: {team: shop}}
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
#   # A kustomization may put something before the name.
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
#       namespaceSelector:
#         matchExpressions:
#           - {key: kubernetes.io/metadata.name, operator: NotIn, values: [test-shop]}
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
#   # A label that nothing is known of.
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
#       namespaceSelector: {matchLabels: {checked: "true"}}
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
#   # Pods go on without it.
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
#   # Only some pods.
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
#       objectSelector: {matchLabels: {checked: "true"}}
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
#   # No pods.
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
#           resources: [services]
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
# custom:
#   level: warning
#   on: links
#   links: [webhook-service]
#   outcomes: [found]
package kubelint.extensions.webhook_self_deadlock

import data.kubelint.lib.webhook

deny contains finding if {
	input.link.use == "webhook"
	hook := input.object.webhooks[input.link.path[1]]
	webhook.must_answer(hook, input.object.apiVersion)
	not hook.matchConditions
	count(object.get(hook, "objectSelector", {})) == 0
	some rule in hook.rules
	is_about_pods(rule)
	some service in input.targets
	service.object.spec.selector
	selects(object.get(hook, "namespaceSelector", {}), service)
	finding := {
		"message": sprintf("webhook %q has to admit its own pods: without them none can start", [
			hook.name,
		]),
		"path": ["webhooks", input.link.path[1], "namespaceSelector"],
		"help": sprintf("exclude its namespace: `%s`", [exclusion]),
		"related": [{
			"of": service.ref,
			"path": ["metadata", "name"],
			"message": "its pods are behind this Service",
		}],
	}
}

exclusion := sprintf("{key: kubernetes.io/metadata.name, operator: NotIn, values: [%s]}", [
	input.link.target.namespace,
])

is_about_pods(rule) if {
	some group in rule.apiGroups
	group in {"", "*"}
	some operation in rule.operations
	operation in {"CREATE", "*"}
	some resource in rule.resources
	resource in {"pods", "*", "*/*"}
	object.get(rule, "scope", "*") != "Cluster"
}

# Whether the selector certainly matches the namespace of the Service.
selects(selector, service) if {
	every key, value in object.get(selector, "matchLabels", {}) {
		label(key, service) == value
	}
	every requirement in object.get(selector, "matchExpressions", []) {
		holds(requirement, service)
	}
}

holds(requirement, service) if {
	requirement.operator == "Exists"
	label(requirement.key, service)
}

holds(requirement, service) if {
	requirement.operator == "In"
	label(requirement.key, service) in requirement.values
}

holds(requirement, service) if {
	requirement.operator == "NotIn"
	is_known(requirement.key, service)
	not label(requirement.key, service) in requirement.values
	not is_part_of(requirement.key, requirement.values)
}

holds(requirement, service) if {
	requirement.operator == "DoesNotExist"
	is_known(requirement.key, service)
	not label(requirement.key, service)
}

name_label := "kubernetes.io/metadata.name"

label(key, service) := input.link.target.namespace if {
	key == name_label
} else := service.namespace.labels[key]

is_known(key, _) if key == name_label

is_known(_, service) if service.namespace

# A kustomization may put something before the name.
is_part_of(key, values) if {
	key == name_label
	some value in values
	contains(value, input.link.target.namespace)
}
