# METADATA
# title: Ingress does not say which controller it is for
# description: |
#   An Ingress without a class belongs to the default IngressClass of the cluster, and to nobody
#   when there is none. On a cluster with two controllers both may take it, or neither.
#
#   It is not reported where an IngressClass is among the files, which may be the default one, and
#   for the controller of GKE, which has no class and shows by its annotations.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web}
#   spec:
#     defaultBackend: {service: {name: web, port: {number: 80}}}
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web}
#   spec:
#     ingressClassName: nginx
#     defaultBackend: {service: {name: web, port: {number: 80}}}
#   ```
#
#   ```yaml good
#   # The annotation of earlier days says it, too.
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata:
#     name: web
#     annotations: {kubernetes.io/ingress.class: nginx}
#   spec:
#     defaultBackend: {service: {name: web, port: {number: 80}}}
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web}
#   spec:
#     defaultBackend: {service: {name: web, port: {number: 80}}}
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: IngressClass
#   metadata:
#     name: nginx
#     annotations: {ingressclass.kubernetes.io/is-default-class: "true"}
#   spec:
#     controller: k8s.io/ingress-nginx
#   ```
#
#   ```yaml good
#   # GKE's own controller.
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata:
#     name: web
#     annotations: {networking.gke.io/managed-certificates: web}
#   spec:
#     defaultBackend: {service: {name: web, port: {number: 80}}}
#   ```
#
#   ```yaml good {"assume-default": true}
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web}
#   spec:
#     defaultBackend: {service: {name: web, port: {number: 80}}}
#   ```
# custom:
#   level: info
#   on: [networking.k8s.io/Ingress, extensions/Ingress]
#   params:
#     assume-default:
#       default: false
#       description: the cluster has a default IngressClass
package kubelint.networking.ingress_class_missing

deny contains finding if {
	input.object.spec
	not input.object.spec.ingressClassName
	not input.object.metadata.annotations["kubernetes.io/ingress.class"]
	not input.params["assume-default"]
	not input.links.unit.kinds.IngressClass
	not is_for_gke
	finding := {
		"message": sprintf("Ingress %q names no class", [input.resource.name]),
		"path": ["spec", "ingressClassName"],
		"help": "set `ingressClassName` to the IngressClass of the controller, for example `nginx`",
	}
}

is_for_gke if {
	some key, _ in input.object.metadata.annotations
	strings.any_prefix_match(key, ["networking.gke.io/", "kubernetes.io/ingress."])
}
