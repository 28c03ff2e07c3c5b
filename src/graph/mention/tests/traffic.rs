//! What Services, Ingresses and policies say.

use super::lines;

#[test]
fn a_service_selects_pods_and_wants_their_ports() {
    assert_eq!(
        lines(
            "
apiVersion: v1
kind: Service
spec:
  selector: {app: web, tier: '${TIER}'}
  ports:
  - {port: 80, targetPort: http}
  - {port: 53, protocol: UDP}
  - {port: 81, targetPort: 0}
  - {port: 82, targetPort: '${PORT}'}
  - {port: 83, protocol: '${PROTOCOL}'}
"
        ),
        [
            "service-pods selector: (app=web,tier=${TIER},?) @spec.selector",
            "service-port targetPort: http/TCP of [0] @spec.ports[0].targetPort",
            "service-port port: 53/UDP of [0] @spec.ports[1].port",
            "service-port port: 81/TCP of [0] @spec.ports[2].port",
        ]
    );
    for spec in [
        "{type: ExternalName, selector: {a: b}, ports: [{port: 80}]}",
        "{selector: {}, ports: [{port: 80}]}",
        "{selector: null, ports: [{port: 80}]}",
        "{ports: [{port: 80}]}",
        "text",
    ] {
        let text = format!("{{apiVersion: v1, kind: Service, spec: {spec}}}");
        assert!(lines(&text).is_empty(), "{spec}");
    }
}

#[test]
fn endpoints_belong_to_a_service() {
    assert_eq!(
        lines("{apiVersion: v1, kind: Endpoints, metadata: {name: db}}"),
        ["endpoints name: Service/db @metadata.name"]
    );
    assert_eq!(
        lines(
            "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: db-1, labels: {kubernetes.io/service-name: db}}}"
        ),
        ["endpoints label: Service/db @metadata.labels.kubernetes.io/service-name"]
    );
}

#[test]
fn an_ingress_names_services_secrets_and_its_class() {
    assert_eq!(
        lines(
            "
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  annotations:
    kubernetes.io/ingress.class: nginx
    cert-manager.io/cluster-issuer: public
    cert-manager.io/issuer: own
    nginx.ingress.kubernetes.io/auth-secret: auth/users
spec:
  ingressClassName: nginx
  defaultBackend: {service: {name: fallback, port: {number: 80}}}
  rules:
  - http:
      paths:
      - {backend: {service: {name: web, port: {name: http}}}}
      - {backend: {resource: {apiGroup: k8s.example.com, kind: Bucket, name: files}}}
      - {backend: {service: {name: redirect, port: {name: use-annotation}}}}
  - host: only.example.com
  tls: [{hosts: [a], secretName: cert}, {hosts: [b]}]
"
        ),
        [
            "ingress-class annotation: networking.k8s.io/IngressClass/nginx cluster @metadata.annotations.kubernetes.io/ingress.class",
            "custom-resource annotation: cert-manager.io/ClusterIssuer/public cluster @metadata.annotations.cert-manager.io/cluster-issuer",
            "custom-resource annotation: cert-manager.io/Issuer/own @metadata.annotations.cert-manager.io/issuer",
            "secret annotation: Secret/auth/users @metadata.annotations.nginx.ingress.kubernetes.io/auth-secret",
            "ingress-class ingressClassName: networking.k8s.io/IngressClass/nginx cluster @spec.ingressClassName",
            "backend default: Service/fallback#80 @spec.defaultBackend.service.name",
            "backend rule: Service/web#http @spec.rules[0].http.paths[0].backend.service.name",
            "custom-resource rule: k8s.example.com/Bucket/files @spec.rules[0].http.paths[1].backend.resource.name",
            "tls-secret tls: Secret/cert @spec.tls[0].secretName",
        ]
    );
}

#[test]
fn older_versions_of_an_ingress_write_backends_differently() {
    assert_eq!(
        lines(
            "
apiVersion: extensions/v1beta1
kind: Ingress
spec:
  backend: {serviceName: web, servicePort: 80}
  rules: [{http: {paths: [{backend: {serviceName: api, servicePort: http}}]}}]
"
        ),
        [
            "backend default: Service/web#80 @spec.backend.serviceName",
            "backend rule: Service/api#http @spec.rules[0].http.paths[0].backend.serviceName",
        ]
    );
}

#[test]
fn a_route_of_openshift_leads_to_services() {
    assert_eq!(
        lines(
            "
apiVersion: route.openshift.io/v1
kind: Route
spec:
  to: {kind: Service, name: web}
  alternateBackends: [{kind: Service, name: next}]
  port: {targetPort: http}
"
        ),
        [
            "backend to: Service/web#http @spec.to.name",
            "backend alternateBackends: Service/next#http @spec.alternateBackends[0].name",
        ]
    );
}

#[test]
fn a_network_policy_selects_its_pods_and_peers() {
    assert_eq!(
        lines(
            "
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
spec:
  podSelector: {matchLabels: {app: db}}
  ingress:
  - from:
    - podSelector: {matchLabels: {app: web}}
    - namespaceSelector: {matchLabels: {team: x}}
    - {namespaceSelector: {matchLabels: {team: y}}, podSelector: {}}
    - {namespaceSelector: {}, podSelector: {matchLabels: {app: all}}}
    - {namespaceSelector: null, podSelector: {matchLabels: {app: own}}}
    - ipBlock: {cidr: 10.0.0.0/8}
    ports: [{port: 5432}, {port: dns, protocol: UDP}, {port: 8000, endPort: 8010}, {protocol: UDP}]
  egress:
  - to: [{podSelector: {matchLabels: {app: a}}}, {podSelector: {matchLabels: {app: b}}}]
    ports: [{port: 80}]
  - to: [{podSelector: {matchLabels: {app: c}}}, {ipBlock: {cidr: 10.0.0.0/8}}]
    ports: [{port: 81}]
  - ports: [{port: 82}]
"
        ),
        [
            "network-policy-pods subject: (app=db) @spec.podSelector",
            "network-policy-peer-pods ingress: (app=web) @spec.ingress[0].from[0].podSelector",
            "network-policy-peer-namespaces ingress: (team=x) in all @spec.ingress[0].from[1].namespaceSelector",
            "network-policy-peer-namespaces ingress: (team=y) in all @spec.ingress[0].from[2].namespaceSelector",
            "network-policy-peer-pods ingress: () in (team=y) @spec.ingress[0].from[2].podSelector",
            "network-policy-peer-namespaces ingress: () in all @spec.ingress[0].from[3].namespaceSelector",
            "network-policy-peer-pods ingress: (app=all) in all @spec.ingress[0].from[3].podSelector",
            "network-policy-peer-pods ingress: (app=own) @spec.ingress[0].from[4].podSelector",
            "network-policy-port ingress: 5432/TCP of [0] @spec.ingress[0].ports[0].port",
            "network-policy-port ingress: dns/UDP of [0] @spec.ingress[0].ports[1].port",
            "network-policy-peer-pods egress: (app=a) @spec.egress[0].to[0].podSelector",
            "network-policy-peer-pods egress: (app=b) @spec.egress[0].to[1].podSelector",
            "network-policy-port egress: 80/TCP of [10, 11] @spec.egress[0].ports[0].port",
            "network-policy-peer-pods egress: (app=c) @spec.egress[1].to[0].podSelector",
        ]
    );
}

#[test]
fn a_network_policy_without_a_selector_is_about_all_pods() {
    let text = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, spec: SPEC}";
    assert_eq!(
        lines(&text.replace("SPEC", "{podSelector: {}}")),
        ["network-policy-pods subject: () @spec.podSelector"]
    );
    assert_eq!(
        lines(&text.replace("SPEC", "{podSelector: null}")),
        ["network-policy-pods subject: () @spec"]
    );
    assert!(lines(&text.replace("SPEC", "null")).is_empty());
}
