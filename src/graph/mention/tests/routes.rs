//! What the Gateway API, meshes and the policies of networks beside Kubernetes say.

use super::lines;

#[test]
fn a_route_names_gateways_and_backends() {
    assert_eq!(
        lines(
            "
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
spec:
  parentRefs:
  - {name: public, namespace: infra, sectionName: https}
  - {name: inner, port: 8080}
  - {group: '', kind: Service, name: web}
  rules:
  - filters:
    - {type: RequestMirror, requestMirror: {backendRef: {name: shadow, port: 80}}}
    - {type: ExtensionRef, extensionRef: {group: example.com, kind: Limit, name: slow}}
    backendRefs:
    - {name: web, port: 8080}
    - {name: api, namespace: shop, filters: [{requestMirror: {backendRef: {name: copy}}}]}
    - {group: multicluster.x-k8s.io, kind: ServiceImport, name: far}
  - backendRefs: [{name: '${NAME}'}, {name: other, namespace: '${NAMESPACE}'}]
"
        ),
        [
            "route-parent parentRef: gateway.networking.k8s.io/Gateway/infra/public#https @spec.parentRefs[0].name",
            "route-parent parentRef: gateway.networking.k8s.io/Gateway/inner#8080 @spec.parentRefs[1].name",
            "route-parent parentRef: Service/web @spec.parentRefs[2].name",
            "route-backend requestMirror: Service/shadow#80 @spec.rules[0].filters[0].requestMirror.backendRef.name",
            "custom-resource extensionRef: example.com/Limit/slow @spec.rules[0].filters[1].extensionRef.name",
            "route-backend backendRef: Service/web#8080 @spec.rules[0].backendRefs[0].name",
            "route-backend backendRef: Service/shop/api @spec.rules[0].backendRefs[1].name",
            "route-backend requestMirror: Service/copy @spec.rules[0].backendRefs[1].filters[0].requestMirror.backendRef.name",
            "route-backend backendRef: multicluster.x-k8s.io/ServiceImport/far @spec.rules[0].backendRefs[2].name",
        ]
    );
}

#[test]
fn a_gateway_names_its_class_and_certificates() {
    assert_eq!(
        lines(
            "
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {annotations: {cert-manager.io/issuer: own}}
spec:
  gatewayClassName: cilium
  listeners:
  - tls:
      certificateRefs: [{name: cert}, {kind: Secret, group: '', name: other, namespace: certs}]
      frontendValidation: {caCertificateRefs: [{kind: ConfigMap, group: '', name: ca}]}
  - {name: http, port: 80}
"
        ),
        [
            "custom-resource annotation: cert-manager.io/Issuer/own @metadata.annotations.cert-manager.io/issuer",
            "gateway-class gatewayClassName: gateway.networking.k8s.io/GatewayClass/cilium cluster @spec.gatewayClassName",
            "tls-secret certificateRefs: Secret/cert @spec.listeners[0].tls.certificateRefs[0].name",
            "tls-secret certificateRefs: Secret/certs/other @spec.listeners[0].tls.certificateRefs[1].name",
            "config-map caCertificateRefs: ConfigMap/ca @spec.listeners[0].tls.frontendValidation.caCertificateRefs[0].name",
        ]
    );
    assert_eq!(
        lines(
            "{apiVersion: gateway.networking.k8s.io/v1, kind: BackendTLSPolicy, spec: {targetRefs: [{group: '', kind: Service, name: web, sectionName: https}], validation: {caCertificateRefs: [{group: '', kind: ConfigMap, name: ca}]}}}"
        ),
        [
            "route-backend targetRefs: Service/web#https @spec.targetRefs[0].name",
            "config-map caCertificateRefs: ConfigMap/ca @spec.validation.caCertificateRefs[0].name",
        ]
    );
}

#[test]
fn a_virtual_service_names_services_subsets_and_gateways() {
    assert_eq!(
        lines(
            "
apiVersion: networking.istio.io/v1
kind: VirtualService
spec:
  gateways: [mesh, web-gateway, infra/public]
  http:
  - route:
    - destination: {host: reviews, subset: v1, port: {number: 9080}}
    - destination: {host: ratings.shop.svc.cluster.local}
    - destination: {host: example.com}
    - destination: {host: reviews.shop}
    - destination: {host: '*'}
    mirror: {host: shadow}
    delegate: {name: more, namespace: shop}
  tcp: [{route: [{destination: {host: db}}]}]
"
        ),
        [
            "custom-resource gateways: networking.istio.io/Gateway/web-gateway @spec.gateways[1]",
            "custom-resource gateways: networking.istio.io/Gateway/infra/public @spec.gateways[2]",
            "mesh-host destination: Service/reviews#9080 @spec.http[0].route[0].destination.host",
            "mesh-subset destination: networking.istio.io/DestinationRule/reviews#v1 @spec.http[0].route[0].destination.host",
            "mesh-host destination: Service/shop/ratings @spec.http[0].route[1].destination.host",
            "mesh-host mirror: Service/shadow @spec.http[0].mirror.host",
            "custom-resource delegate: networking.istio.io/VirtualService/shop/more @spec.http[0].delegate.name",
            "mesh-host destination: Service/db @spec.tcp[0].route[0].destination.host",
        ]
    );
    assert_eq!(
        lines(
            "{apiVersion: networking.istio.io/v1, kind: DestinationRule, spec: {host: reviews.shop.svc}}"
        ),
        ["mesh-host host: Service/shop/reviews @spec.host"]
    );
}

#[test]
fn a_policy_of_cilium_selects_by_labels_with_sources() {
    assert_eq!(
        lines(
            "
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
spec:
  endpointSelector: {matchLabels: {'any:app': db}}
  ingress:
  - fromEndpoints:
    - matchLabels: {'k8s:app': web, k8s:io.kubernetes.pod.namespace: shop}
    - matchLabels: {app: own}
    - matchExpressions: [{key: io.kubernetes.pod.namespace, operator: Exists}]
    - matchLabels: {'reserved:host': ''}
  egress:
  - toEndpoints: [{matchLabels: {app: x, k8s:io.cilium.k8s.policy.serviceaccount: y}}, {}]
"
        ),
        [
            "mesh-policy-pods subject: (app=db) @spec.endpointSelector",
            "mesh-policy-pods ingress: (app=web) in shop @spec.ingress[0].fromEndpoints[0]",
            "mesh-policy-pods ingress: (app=own) @spec.ingress[0].fromEndpoints[1]",
            "mesh-policy-pods ingress: () in all @spec.ingress[0].fromEndpoints[2]",
            "mesh-policy-pods ingress: (reserved:host=,?) @spec.ingress[0].fromEndpoints[3]",
            "mesh-policy-pods egress: (app=x,?) @spec.egress[0].toEndpoints[0]",
            "mesh-policy-pods egress: () @spec.egress[0].toEndpoints[1]",
        ]
    );
    assert_eq!(
        lines(
            "{apiVersion: cilium.io/v2, kind: CiliumClusterwideNetworkPolicy, specs: [{endpointSelector: {matchLabels: {app: a}}}]}"
        ),
        ["mesh-policy-pods subject: (app=a) in all @specs[0].endpointSelector"]
    );
}

#[test]
fn a_policy_of_calico_selects_by_an_expression() {
    assert_eq!(
        lines(
            "
apiVersion: projectcalico.org/v3
kind: NetworkPolicy
spec:
  selector: app == 'db' && has(tier)
  ingress:
  - source: {selector: app == \"web\", namespaceSelector: team != 'x'}
  - source: {selector: 'app in {\"a\", \"b\"}'}
  - source: {selector: 'app == \"a\" || app == \"b\"', namespaceSelector: all()}
  - source: {selector: 'all()', namespaceSelector: global()}
  - source: {nets: [10.0.0.0/8]}
  egress:
  - destination: {selector: all(), notSelector: has(x)}
"
        ),
        [
            "mesh-policy-pods subject: (app=db,tier) @spec.selector",
            "mesh-policy-pods ingress: (app=web) in (team!=x) @spec.ingress[0].source.selector",
            "mesh-policy-pods ingress: (?) @spec.ingress[1].source.selector",
            "mesh-policy-pods ingress: (?) in all @spec.ingress[2].source.selector",
            "mesh-policy-pods egress: (?) @spec.egress[0].destination.selector",
        ]
    );
    assert_eq!(
        lines(
            "{apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, spec: {selector: \"projectcalico.org/namespace == 'a' && app == 'b'\"}}"
        ),
        ["mesh-policy-pods subject: (app=b,?) in all @spec.selector"]
    );
}
