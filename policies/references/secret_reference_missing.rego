# METADATA
# title: Secret that is referred to is not there
# description: |
#   A container that needs a Secret is not started until somebody creates it. The pod stays in
#   `CreateContainerConfigError` or `ContainerCreating`, and a rollout waits for it until its
#   deadline.
#
#   Secrets are often kept elsewhere: a name that nothing resembles is reported only where other
#   Secrets of the namespace are among the files. What a SealedSecret, an ExternalSecret, a
#   Certificate or a kustomization makes is there.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         envFrom:
#           - secretRef: {name: databse}
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: database}
#   stringData: {password: example}
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
#         envFrom:
#           - secretRef: {name: database}
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: database}
#   stringData: {password: example}
#   ```
#
#   ```yaml bad
#   # Nothing resembles it, but another Secret is here.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#     volumes:
#       - {name: certificate, secret: {secretName: web-tls}}
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: database}
#   stringData: {password: example}
#   ```
#
#   ```yaml bad
#   # The name is that of a ConfigMap.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         envFrom:
#           - secretRef: {name: web-config}
#   ---
#   apiVersion: v1
#   kind: ConfigMap
#   metadata: {name: web-config}
#   data: {mode: fast}
#   ```
#
#   ```yaml good
#   # The Secrets are elsewhere.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         envFrom:
#           - secretRef: {name: database}
#   ```
#
#   ```yaml good
#   # It may be missing.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env:
#           - name: PASSWORD
#             valueFrom:
#               secretKeyRef: {name: databse, key: password, optional: true}
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: database}
#   stringData: {password: example}
#   ```
#
#   ```yaml good
#   # An operator makes it.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         envFrom:
#           - secretRef: {name: payment}
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: database}
#   stringData: {password: example}
#   ---
#   apiVersion: external-secrets.io/v1
#   kind: ExternalSecret
#   metadata: {name: payment}
#   spec:
#     secretStoreRef: {name: vault, kind: ClusterSecretStore}
#     target: {name: payment}
#     dataFrom: [{extract: {key: payment}}]
#   ```
#
#   ```yaml good
#   # The pod may make it, and its Role names it.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: cache}
#   spec:
#     serviceAccountName: cache
#     initContainers:
#       - {name: password, image: "example.com/make-password:1.0"}
#     containers:
#       - name: cache
#         image: example.com/cache:1.0
#         env:
#           - name: PASSWORD
#             valueFrom:
#               secretKeyRef: {name: cache-password, key: password}
#   ---
#   apiVersion: v1
#   kind: ServiceAccount
#   metadata: {name: cache}
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: cache}
#   rules:
#     - apiGroups: [""]
#       resources: [secrets]
#       verbs: [create]
#     - apiGroups: [""]
#       resources: [secrets]
#       resourceNames: [cache-password]
#       verbs: [get]
#   ---
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: cache}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: Role
#     name: cache
#   subjects:
#     - {kind: ServiceAccount, name: cache}
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: other}
#   stringData: {password: example}
#   ```
# custom:
#   level: warning
#   on: links
#   links: [secret]
#   outcomes: [missing, wrong-kind]
#   aliases: [kube-linter:env-value-from]
package kubelint.references.secret_reference_missing

import data.kubelint.lib.link

deny contains link.finding(input.link, message, otherwise) if {
	link.reportable(input.link)
	not is_made_by_pod
}

# The pod may make Secrets, and has a rule for this one.
is_made_by_pod if {
	some binding in input.links.serviceAccount.bindings
	some rule in binding.role.rules
	"secrets" in rule.resources
	input.link.target.name in rule.resourceNames
	some other in binding.role.rules
	"secrets" in other.resources
	"create" in other.verbs
}

message := sprintf("%s needs Secret %q, but %q is a %s", [
	link.who(input.link, input.resource),
	input.link.target.name,
	input.link.target.name,
	input.link.to[0].kind,
]) if {
	input.link.outcome == "wrong-kind"
} else := sprintf("%s needs Secret %q, which is not among the manifests", [
	link.who(input.link, input.resource),
	input.link.target.name,
])

otherwise := "create it, or list it under `[externals]` in kubelint.toml"
