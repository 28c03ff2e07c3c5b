# METADATA
# title: pull Secret is not there or is no login for a registry
# description: |
#   The kubelet leaves out a pull Secret that it cannot read and asks the registry without a
#   login. A private image then fails with `ImagePullBackOff`, on those nodes that do not have it
#   yet.
#
#   Pull Secrets are mostly created by hand: a name that nothing resembles is reported only where
#   other Secrets of the namespace are among the files.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     imagePullSecrets: [{name: registyr}]
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: registry}
#   type: kubernetes.io/dockerconfigjson
#   stringData: {.dockerconfigjson: '{"auths": {}}'}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     imagePullSecrets: [{name: registry}]
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: registry}
#   type: kubernetes.io/dockerconfigjson
#   stringData: {.dockerconfigjson: '{"auths": {}}'}
#   ```
#
#   ```yaml bad
#   # A Secret of another type.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     imagePullSecrets: [{name: registry}]
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: registry}
#   stringData: {username: web, password: example}
#   ```
#
#   ```yaml bad
#   # A ServiceAccount gives it to its pods.
#   apiVersion: v1
#   kind: ServiceAccount
#   metadata: {name: web}
#   imagePullSecrets: [{name: regisrty}]
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: registry}
#   type: kubernetes.io/dockerconfigjson
#   stringData: {.dockerconfigjson: '{"auths": {}}'}
#   ```
#
#   ```yaml good
#   # The Secrets are elsewhere.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     imagePullSecrets: [{name: registry}]
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: info
#   on: links
#   links: [image-pull-secret]
#   outcomes: [missing, wrong-kind, found]
package kubelint.references.image_pull_secret_missing

import data.kubelint.lib.link

deny contains link.finding(input.link, missing, otherwise) if {
	input.link.outcome != "found"
	link.reportable(input.link)
}

missing := sprintf("%s %q pulls images with Secret %q, which is not among the manifests", [
	input.resource.kind,
	input.resource.name,
	input.link.target.name,
])

otherwise := "create it, or list it under `[externals]` in kubelint.toml"

deny contains finding if {
	input.link.outcome == "found"
	some secret in input.targets
	secret.resource.kind == "Secret"
	type := object.get(secret.object, "type", "Opaque")
	not type in login_types
	finding := {
		"message": sprintf("Secret %q is of type `%s`, which no image is pulled with", [
			secret.resource.name,
			type,
		]),
		"path": input.link.path,
		"help": "create it with `kubectl create secret docker-registry`",
		"shift": 1,
		"related": [{
			"of": secret.ref,
			"path": ["type"],
			"message": sprintf("here it is `%s`", [type]),
		}],
	}
}

login_types := {"kubernetes.io/dockerconfigjson", "kubernetes.io/dockercfg"}
