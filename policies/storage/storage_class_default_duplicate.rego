# METADATA
# title: two classes are the default
# description: |
#   Objects that name no class get the default one, of which there can be one. Of two storage
#   classes the newer wins, of two ingress classes none, so that an Ingress without a class is
#   refused, and a second default priority class is refused itself.
#
#   ```yaml bad
#   apiVersion: storage.k8s.io/v1
#   kind: StorageClass
#   metadata:
#     name: fast
#     annotations: {storageclass.kubernetes.io/is-default-class: "true"}
#   provisioner: ebs.csi.aws.com
#   ---
#   apiVersion: storage.k8s.io/v1
#   kind: StorageClass
#   metadata:
#     name: slow
#     annotations: {storageclass.kubernetes.io/is-default-class: "true"}
#   provisioner: ebs.csi.aws.com
#   ```
#
#   ```yaml good
#   apiVersion: storage.k8s.io/v1
#   kind: StorageClass
#   metadata:
#     name: fast
#     annotations: {storageclass.kubernetes.io/is-default-class: "true"}
#   provisioner: ebs.csi.aws.com
#   ---
#   apiVersion: storage.k8s.io/v1
#   kind: StorageClass
#   metadata:
#     name: slow
#     annotations: {storageclass.kubernetes.io/is-default-class: "false"}
#   provisioner: ebs.csi.aws.com
#   ```
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: IngressClass
#   metadata:
#     name: public
#     annotations: {ingressclass.kubernetes.io/is-default-class: "true"}
#   spec: {controller: example.com/public}
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: IngressClass
#   metadata:
#     name: internal
#     annotations: {ingressclass.kubernetes.io/is-default-class: "true"}
#   spec: {controller: example.com/internal}
#   ```
#
#   ```yaml bad
#   apiVersion: scheduling.k8s.io/v1
#   kind: PriorityClass
#   metadata: {name: low}
#   value: 10
#   globalDefault: true
#   ---
#   apiVersion: scheduling.k8s.io/v1
#   kind: PriorityClass
#   metadata: {name: normal}
#   value: 100
#   globalDefault: true
#   ```
# custom:
#   level: warning
#   on: links
#   links: [same-default]
#   outcomes: [found]
package kubelint.storage.storage_class_default_duplicate

deny contains finding if {
	input.link.outcome == "found"
	other := input.link.to[0]
	finding := {
		"message": sprintf("%s %q is the default, and so is %q: %s", [
			input.resource.kind,
			input.resource.name,
			other.name,
			consequence[input.resource.kind],
		]),
		"path": input.link.path,
		"help": "mark one of them only",
		"related": [{
			"of": other.ref,
			"path": ["metadata", "name"],
			"message": sprintf("%s %q is the default, too", [other.kind, other.name]),
		}],
	}
}

consequence := {
	"IngressClass": "an Ingress without a class is refused",
	"PriorityClass": "the server refuses the second one",
	"StorageClass": "the newer one wins",
}
