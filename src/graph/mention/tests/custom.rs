//! What custom resources say.

use super::lines;

/// The lines of a custom resource whose spec is `spec`, without their places.
fn said(kind: &str, spec: &str) -> Vec<String> {
    let found = lines(&format!("{{apiVersion: {kind}, spec: {spec}}}"));
    let place = |line: &String| line.split(" @").next().map(str::to_owned);
    found.iter().filter_map(place).collect()
}

#[test]
fn certificates_name_their_issuer() {
    let kind = "cert-manager.io/v1, kind: Certificate";
    assert_eq!(
        lines(
            "{apiVersion: cert-manager.io/v1, kind: Certificate, spec: {secretName: made, issuerRef: {name: own}}}"
        ),
        ["custom-resource issuerRef: cert-manager.io/Issuer/own @spec.issuerRef.name"]
    );
    assert_eq!(
        said(
            kind,
            "{issuerRef: {name: all, kind: ClusterIssuer, group: cert-manager.io}}"
        ),
        ["custom-resource issuerRef: cert-manager.io/ClusterIssuer/all cluster"]
    );
    assert!(
        said(
            kind,
            "{issuerRef: {name: a, kind: Issuer, group: example.com}}"
        )
        .is_empty()
    );
    assert!(said(kind, "{issuerRef: {name: a, kind: OwnIssuer}}").is_empty());
    assert_eq!(
        said(
            kind,
            "{keystores: {jks: {passwordSecretRef: {name: jks, key: password}}}}"
        ),
        ["secret secretRef: Secret/jks#password"]
    );
}

#[test]
fn issuers_name_the_secrets_that_they_do_not_make() {
    let acme = "{acme: {privateKeySecretRef: {name: made}, solvers: [{dns01: {cloudflare: {apiTokenSecretRef: {name: token, key: api}}}}, {http01: {ingress: {ingressClassName: nginx}}}]}}";
    assert_eq!(
        said("cert-manager.io/v1, kind: Issuer", acme),
        [
            "secret secretRef: Secret/token#api",
            "ingress-class ingressClassName: networking.k8s.io/IngressClass/nginx cluster",
        ]
    );
    // They lie in a namespace that cert-manager was told.
    assert_eq!(
        said(
            "cert-manager.io/v1, kind: ClusterIssuer",
            "{ca: {secretName: root}}"
        ),
        ["secret secretName: Secret/root optional"]
    );
}

#[test]
fn external_secrets_name_their_store() {
    assert_eq!(
        said(
            "external-secrets.io/v1, kind: ExternalSecret",
            "{secretStoreRef: {name: vault, kind: ClusterSecretStore}, target: {name: made}, data: [{sourceRef: {storeRef: {name: other}}}], dataFrom: [{extract: {key: a}}]}"
        ),
        [
            "custom-resource secretStoreRef: external-secrets.io/ClusterSecretStore/vault cluster",
            "custom-resource storeRef: external-secrets.io/SecretStore/other",
        ]
    );
    assert_eq!(
        said(
            "external-secrets.io/v1alpha1, kind: PushSecret",
            "{secretStoreRefs: [{name: vault}], selector: {secret: {name: db}}}"
        ),
        [
            "custom-resource secretStoreRefs: external-secrets.io/SecretStore/vault",
            "secret secret: Secret/db",
        ]
    );
    let vault = "{provider: {vault: {auth: {appRole: {secretRef: {name: role, key: id, namespace: infra}}}, caProvider: {name: x}}}}";
    assert_eq!(
        said("external-secrets.io/v1, kind: ClusterSecretStore", vault),
        ["secret secretRef: Secret/infra/role#id"]
    );
}

#[test]
fn applications_name_their_project() {
    let kind = "argoproj.io/v1alpha1, kind: Application";
    assert_eq!(
        said(kind, "{project: shop}"),
        ["custom-resource project: argoproj.io/AppProject/shop"]
    );
    assert!(said(kind, "{project: default}").is_empty());
    let set = "argoproj.io/v1alpha1, kind: ApplicationSet";
    assert!(said(set, "{template: {spec: {project: '{{project}}'}}}").is_empty());
}

#[test]
fn flux_names_sources_values_and_what_comes_first() {
    assert_eq!(
        said(
            "kustomize.toolkit.fluxcd.io/v1, kind: Kustomization",
            "{sourceRef: {kind: GitRepository, name: fleet, namespace: flux-system}, dependsOn: [{name: infra}], postBuild: {substituteFrom: [{kind: Secret, name: vars, optional: true}, {kind: Other, name: x}]}, decryption: {secretRef: {name: sops}}, serviceAccountName: applier}"
        ),
        [
            "custom-resource sourceRef: source.toolkit.fluxcd.io/GitRepository/flux-system/fleet",
            "custom-resource dependsOn: kustomize.toolkit.fluxcd.io/Kustomization/infra",
            "secret substituteFrom: Secret/vars optional",
            "secret secretRef: Secret/sops",
            "service-account serviceAccountName: ServiceAccount/applier",
        ]
    );
    assert_eq!(
        said(
            "helm.toolkit.fluxcd.io/v2, kind: HelmRelease",
            "{chart: {spec: {sourceRef: {kind: HelmRepository, name: charts}}}, chartRef: {kind: OCIRepository, name: app}, valuesFrom: [{kind: ConfigMap, name: values, valuesKey: prod.yaml}], dependsOn: [{name: db, namespace: data}]}"
        ),
        [
            "custom-resource sourceRef: source.toolkit.fluxcd.io/HelmRepository/charts",
            "custom-resource chartRef: source.toolkit.fluxcd.io/OCIRepository/app",
            "config-map valuesFrom: ConfigMap/values#prod.yaml",
            "custom-resource dependsOn: helm.toolkit.fluxcd.io/HelmRelease/data/db",
        ]
    );
    assert_eq!(
        said(
            "notification.toolkit.fluxcd.io/v1beta3, kind: Alert",
            "{providerRef: {name: chat}, eventSources: [{kind: HelmRelease, name: '*'}, {kind: HelmRelease, name: web}]}"
        ),
        [
            "custom-resource providerRef: notification.toolkit.fluxcd.io/Provider/chat",
            "custom-resource eventSources: helm.toolkit.fluxcd.io/HelmRelease/web",
        ]
    );
    assert_eq!(
        said(
            "source.toolkit.fluxcd.io/v1, kind: GitRepository",
            "{secretRef: {name: deploy-key}, verify: {secretRef: {name: keys}}}"
        ),
        [
            "secret secretRef: Secret/deploy-key",
            "secret secretRef: Secret/keys"
        ]
    );
}

#[test]
fn monitors_select_services_or_pods_and_ask_for_ports() {
    assert_eq!(
        lines(
            "
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
spec:
  selector: {matchLabels: {app: web}}
  namespaceSelector: {matchNames: [shop, data]}
  endpoints:
  - {port: metrics, basicAuth: {username: {name: auth, key: user}}}
  - {targetPort: 8080, bearerTokenSecret: {key: ''}, tlsConfig: {ca: {configMap: {name: ca, key: crt}}}}
"
        ),
        [
            "monitor-services selector: (app=web) in shop,data @spec.selector",
            "monitor-port port: metrics/TCP of [0] @spec.endpoints[0].port",
            "secret endpoint: Secret/auth#user @spec.endpoints[0].basicAuth.username.name",
            "config-map endpoint: ConfigMap/ca#crt @spec.endpoints[1].tlsConfig.ca.configMap.name",
        ]
    );
    assert_eq!(
        said(
            "monitoring.coreos.com/v1, kind: PodMonitor",
            "{selector: {}, namespaceSelector: {any: true}, podMetricsEndpoints: [{port: http}, {portNumber: 8080}]}"
        ),
        [
            "monitor-pods selector: () in all",
            "monitor-port port: http/TCP of [0]",
            "monitor-port portNumber: 8080/TCP of [0]",
        ]
    );
    assert_eq!(
        said(
            "monitoring.coreos.com/v1, kind: Alertmanager",
            "{configSecret: config, serviceAccountName: alerts, secrets: [a], configMaps: [b]}"
        ),
        [
            "service-account serviceAccountName: ServiceAccount/alerts",
            "secret secrets: Secret/a",
            "config-map configMaps: ConfigMap/b",
            "secret configSecret: Secret/config",
        ]
    );
}

#[test]
fn routes_of_traefik_name_services_and_middlewares() {
    assert_eq!(
        said(
            "traefik.io/v1alpha1, kind: IngressRoute",
            "{routes: [{services: [{name: web, port: 80}, {name: api@internal, kind: TraefikService}], middlewares: [{name: auth, namespace: infra}, {name: x@file}]}], tls: {secretName: cert}}"
        ),
        [
            "backend services: Service/web#80",
            "custom-resource middlewares: traefik.io/Middleware/infra/auth",
            "tls-secret secretName: Secret/cert",
        ]
    );
}

#[test]
fn credentials_of_keda_are_keys_of_secrets() {
    let spec = "{secretTargetRef: [{parameter: host, name: queue, key: url}]}";
    assert_eq!(
        said("keda.sh/v1alpha1, kind: TriggerAuthentication", spec),
        ["secret secretTargetRef: Secret/queue#url"]
    );
    assert_eq!(
        said("keda.sh/v1alpha1, kind: ClusterTriggerAuthentication", spec),
        ["secret secretTargetRef: Secret/queue#url optional"]
    );
}
