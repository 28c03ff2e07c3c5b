# METADATA
# title: kustomization lists a file or folder that is not there
# description: |
#   `kubectl apply -k` and `kustomize build` stop at the first resource, component or patch that
#   they cannot open, and apply nothing at all. A delivery tool then goes on with the last state
#   that worked.
#
#   Addresses of other repositories are not looked at.
#
#   ```yaml bad
#   apiVersion: kustomize.config.k8s.io/v1beta1
#   kind: Kustomization
#   resources:
#     - deployment.yaml
#   ```
#
#   ```yaml good
#   apiVersion: kustomize.config.k8s.io/v1beta1
#   kind: Kustomization
#   resources:
#     - https://example.com/manifests/deployment.yaml
#   ```
#
#   ```yaml bad
#   # The key of the ConfigMap is before the equals sign, the file behind it.
#   apiVersion: kustomize.config.k8s.io/v1beta1
#   kind: Kustomization
#   configMapGenerator:
#     - name: web
#       files: [app.yaml=config/web.yaml]
#   ```
#
#   ```yaml bad
#   # What a Secret is made of is often kept out of the repository on purpose: a warning.
#   apiVersion: kustomize.config.k8s.io/v1beta1
#   kind: Kustomization
#   secretGenerator:
#     - name: database
#       envs: [database.env]
#   ```
#
#   ```yaml good
#   apiVersion: kustomize.config.k8s.io/v1beta1
#   kind: Kustomization
#   secretGenerator:
#     - name: database
#       literals: [user=web]
#   ```
# custom:
#   level: error
#   on: links
#   links: [kustomization-resource]
#   outcomes: [missing]
package kubelint.references.kustomization_resource_missing

import data.kubelint.lib.link

deny contains finding if {
	input.link.text
	finding := object.union(link.finding(input.link, message, otherwise), {"shift": shift})
}

message := sprintf("the kustomization lists `%s`, which does not exist", [file])

# Generators may write `key=file`.
file := substring(input.link.text, indexof(input.link.text, "=") + 1, -1) if {
	endswith(input.link.path[0], "Generator")
} else := input.link.text

# What Secrets are made of is often not in the repository: git ignores it.
shift := -1 if {
	input.link.path[0] == "secretGenerator"
} else := 0

otherwise := "write the path of a file or folder, from the folder of the kustomization"
