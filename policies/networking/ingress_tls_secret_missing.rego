# METADATA
# title: certificate is taken from a Secret that is not there
# description: |
#   A controller that does not find the Secret of `tls.secretName`, or no certificate in it, serves
#   its own certificate in place of yours. Browsers then warn every visitor, and other clients
#   refuse to connect.
#
#   It holds for Ingresses and Gateways. Secrets that a Certificate, cert-manager's annotations, an
#   ExternalSecret or a SealedSecret produce count as there.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web}
#   spec:
#     tls: [{hosts: [shop.example.com], secretName: shop-tsl}]
#     defaultBackend: {service: {name: web, port: {number: 80}}}
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: shop-tls}
#   type: kubernetes.io/tls
#   data: {tls.crt: "", tls.key: ""}
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web}
#   spec:
#     tls: [{hosts: [shop.example.com], secretName: shop-tls}]
#     defaultBackend: {service: {name: web, port: {number: 80}}}
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: shop-tls}
#   type: kubernetes.io/tls
#   data: {tls.crt: "", tls.key: ""}
#   ```
#
#   ```yaml bad
#   # A Secret with something else in it.
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web}
#   spec:
#     tls: [{hosts: [shop.example.com], secretName: shop}]
#     defaultBackend: {service: {name: web, port: {number: 80}}}
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: shop}
#   stringData: {password: changeme}
#   ```
#
#   ```yaml good
#   # The keys are there, whatever the type.
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web}
#   spec:
#     tls: [{hosts: [shop.example.com], secretName: shop}]
#     defaultBackend: {service: {name: web, port: {number: 80}}}
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: shop}
#   stringData: {tls.crt: "", tls.key: ""}
#   ```
#
#   ```yaml good
#   # cert-manager makes the Secret.
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata:
#     name: web
#     annotations: {cert-manager.io/cluster-issuer: letsencrypt}
#   spec:
#     tls: [{hosts: [shop.example.com], secretName: web-tls}]
#     defaultBackend: {service: {name: web, port: {number: 80}}}
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: api-tls}
#   type: kubernetes.io/tls
#   data: {tls.crt: "", tls.key: ""}
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web}
#   spec:
#     tls: [{hosts: [shop.example.com], secretName: web-tls}]
#     defaultBackend: {service: {name: web, port: {number: 80}}}
#   ---
#   apiVersion: cert-manager.io/v1
#   kind: Certificate
#   metadata: {name: web}
#   spec:
#     secretName: web-tls
#     dnsNames: [shop.example.com]
#     issuerRef: {kind: ClusterIssuer, name: letsencrypt}
#   ---
#   apiVersion: v1
#   kind: Secret
#   metadata: {name: api-tls}
#   type: kubernetes.io/tls
#   data: {tls.crt: "", tls.key: ""}
#   ```
# custom:
#   level: info
#   on: links
#   links: [tls-secret]
#   outcomes: [missing, missing-key, wrong-namespace, wrong-kind, found]
package kubelint.networking.ingress_tls_secret_missing

import data.kubelint.lib.link

deny contains finding if {
	input.link.outcome != "found"
	link.reportable(input.link)
	finding := link.finding(
		input.link,
		sprintf("%s %q takes its certificate from Secret %q, which is not among the manifests", [
			input.resource.kind,
			input.resource.name,
			input.link.target.name,
		]),
		"write the name of a Secret of type `kubernetes.io/tls`, or add a Certificate that makes it",
	)
}

deny contains finding if {
	input.link.outcome == "found"
	secret := input.targets[0].object
	secret.kind == "Secret"
	object.get(secret, "type", "Opaque") != "kubernetes.io/tls"
	not has_certificate(secret)
	finding := {
		"message": sprintf("%s %q takes its certificate from Secret %q, which holds none", [
			input.resource.kind,
			input.resource.name,
			secret.metadata.name,
		]),
		"path": input.link.path,
		"help": "name a Secret of type `kubernetes.io/tls`, with `tls.crt` and `tls.key`",
		"related": [{
			"of": input.targets[0].ref,
			"path": ["metadata", "name"],
			"message": "it has no key `tls.crt`",
		}],
	}
}

has_certificate(secret) if "tls.crt" in object.keys(secret.data)

has_certificate(secret) if "tls.crt" in object.keys(secret.stringData)
