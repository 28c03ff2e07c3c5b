//! Objects that make others, and what they make.

use super::*;
use crate::yaml::{Limits, parse};

/// What an object makes, a line each: kind, name (`*` after a beginning), where, keys.
fn made(text: &str) -> Vec<String> {
    let tree = parse(text.into(), &Limits::default()).tree;
    let resource = Resource::new(tree.node(tree.documents()[0].root));
    let mut found = Vec::new();
    implied(&resource, &mut found);
    let line = |one: &Implied<'_>| {
        let star = if one.prefix { "*" } else { "" };
        let place = match one.namespace {
            ImpliedIn::Own => String::new(),
            ImpliedIn::Everywhere => " everywhere".to_owned(),
            ImpliedIn::Named(name) => format!(" in {name}"),
        };
        let keys = one.keys.as_ref();
        let keys = keys.map_or(String::new(), |keys| format!(" {keys:?}"));
        assert_eq!(one.group, "");
        assert!(!one.at.text().is_empty());
        format!("{} {}{star}{place}{keys}", one.kind, one.name)
    };
    found.iter().map(line).collect()
}

fn object(api_version: &str, kind: &str, rest: &str) -> Vec<String> {
    made(&format!(
        "{{apiVersion: {api_version}, kind: {kind}, metadata: {{name: web}}, {rest}}}"
    ))
}

fn spec(api_version: &str, kind: &str, spec: &str) -> Vec<String> {
    object(api_version, kind, &format!("spec: {spec}"))
}

fn external_secret(text: &str) -> Vec<String> {
    spec("external-secrets.io/v1", "ExternalSecret", text)
}

#[test]
fn an_external_secret_has_the_keys_that_it_lists() {
    let data = "data: [{secretKey: user}, {secretKey: pass}]";
    assert_eq!(
        external_secret(&format!("{{{data}}}")),
        [r#"Secret web ["user", "pass"]"#]
    );
    let named = format!("{{target: {{name: other}}, {data}}}");
    assert_eq!(
        external_secret(&named),
        [r#"Secret other ["user", "pass"]"#]
    );
    assert_eq!(
        external_secret(&format!("{{{data}, dataFrom: [{{extract: {{}}}}]}}")),
        ["Secret web"]
    );
    assert_eq!(external_secret("{}"), ["Secret web"]);
}

#[test]
fn the_template_of_an_external_secret_decides_on_its_keys() {
    let with = |template: &str| {
        let data = "dataFrom: [{extract: {key: a}}]";
        external_secret(&format!("{{target: {{template: {template}}}, {data}}}"))
    };
    assert_eq!(with("{data: {url: x}}"), [r#"Secret web ["url"]"#]);
    assert_eq!(
        with("{data: {url: x}, templateFrom: [{literal: y}]}"),
        ["Secret web"]
    );
    assert_eq!(with("{mergePolicy: Merge, data: {url: x}}"), ["Secret web"]);
    assert_eq!(with("{type: Opaque}"), ["Secret web"]);
    let merged = "{target: {template: {mergePolicy: Merge, data: {a: x}}}, data: [{secretKey: b}]}";
    assert_eq!(external_secret(merged), [r#"Secret web ["a", "b"]"#]);
}

#[test]
fn the_policy_of_an_external_secret_decides_what_it_makes() {
    let with =
        |target: &str| external_secret(&format!("{{target: {target}, data: [{{secretKey: a}}]}}"));
    assert_eq!(with("{creationPolicy: Merge}"), ["Secret web"]);
    assert!(with("{creationPolicy: None}").is_empty());
    assert_eq!(
        with("{manifest: {kind: ConfigMap}}"),
        [r#"ConfigMap web ["a"]"#]
    );
    assert!(with("{manifest: {kind: Application}}").is_empty());
}

#[test]
fn a_cluster_external_secret_is_everywhere() {
    let text = "{externalSecretName: db, externalSecretSpec: {data: [{secretKey: a}]}}";
    let found = spec("external-secrets.io/v1", "ClusterExternalSecret", text);
    assert_eq!(found, [r#"Secret db everywhere ["a"]"#]);
}

#[test]
fn encrypted_secrets_show_their_keys() {
    let sealed = "{encryptedData: {a: x}, template: {data: {b: y}}}";
    assert_eq!(
        spec("bitnami.com/v1alpha1", "SealedSecret", sealed),
        [r#"Secret web ["a", "b"]"#]
    );
    let old = "{data: AgB}";
    assert_eq!(
        spec("bitnami.com/v1alpha1", "SealedSecret", old),
        ["Secret web"]
    );
    let sops = "{secretTemplates: [{name: one, stringData: {a: x}}, {name: two, data: {b: y}}]}";
    assert_eq!(
        spec("isindir.github.com/v1alpha3", "SopsSecret", sops),
        [r#"Secret one ["a"]"#, r#"Secret two ["b"]"#]
    );
}

#[test]
fn vaults_make_the_secret_that_they_are_told_to() {
    let class = "{secretObjects: [{secretName: db, data: [{key: user}, {key: pass}]}]}";
    assert_eq!(
        spec(
            "secrets-store.csi.x-k8s.io/v1",
            "SecretProviderClass",
            class
        ),
        [r#"Secret db ["user", "pass"]"#]
    );
    let vault = |destination: &str| {
        let text = format!("{{destination: {destination}}}");
        spec("secrets.hashicorp.com/v1beta1", "VaultStaticSecret", &text)
    };
    assert_eq!(vault("{name: db, create: true}"), ["Secret db"]);
    assert!(vault("{name: db}").is_empty());
    assert_eq!(
        spec("onepassword.com/v1", "OnePasswordItem", "{}"),
        ["Secret web"]
    );
    assert_eq!(
        spec(
            "secrets.doppler.com/v1alpha1",
            "DopplerSecret",
            "{managedSecret: {name: a, namespace: b}}"
        ),
        ["Secret a in b"]
    );
    let azure = "{output: {secret: {name: a}, configMap: {name: b}}}";
    assert_eq!(
        spec("spv.no/v1", "AzureKeyVaultSecret", azure),
        ["Secret a", "ConfigMap b"]
    );
    let infisical = "{managedKubeSecretReferences: [{secretName: a, secretNamespace: b}]}";
    assert_eq!(
        spec(
            "secrets.infisical.com/v1alpha1",
            "InfisicalSecret",
            infisical
        ),
        ["Secret a in b"]
    );
}

#[test]
fn a_certificate_has_the_stores_that_it_asks_for() {
    let certificate = |text: &str| spec("cert-manager.io/v1", "Certificate", text);
    assert_eq!(
        certificate("{secretName: tls}"),
        [r#"Secret tls ["tls.crt", "tls.key", "ca.crt"]"#]
    );
    let more = "{secretName: tls, keystores: {jks: {create: true}, pkcs12: {create: false}},
        additionalOutputFormats: [{type: CombinedPEM}]}";
    assert_eq!(
        certificate(more),
        [
            r#"Secret tls ["tls.crt", "tls.key", "ca.crt", "keystore.jks", "truststore.jks", "tls-combined.pem"]"#
        ]
    );
    assert!(certificate("{}").is_empty());
}

#[test]
fn an_annotated_ingress_gets_its_certificate() {
    let ingress = |annotations: &str| {
        made(&format!(
            "{{apiVersion: networking.k8s.io/v1, kind: Ingress,
              metadata: {{name: web, annotations: {annotations}}}, spec: {{tls: [{{secretName: tls}}]}}}}"
        ))
    };
    let tls = r#"Secret tls ["tls.crt", "tls.key", "ca.crt"]"#;
    assert_eq!(ingress("{cert-manager.io/cluster-issuer: le}"), [tls]);
    assert_eq!(ingress("{kubernetes.io/tls-acme: 'true'}"), [tls]);
    assert!(ingress("{other: x}").is_empty());
}

#[test]
fn an_annotated_gateway_gets_the_certificates_of_its_listeners() {
    let gateway = "
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: web, annotations: {cert-manager.io/issuer: le}}
spec:
  gatewayClassName: istio
  listeners:
  - tls: {certificateRefs: [{name: a}, {name: b, namespace: certs}, {kind: Other, name: c}]}
";
    let keys = r#"["tls.crt", "tls.key", "ca.crt"]"#;
    let expected = [
        format!("Secret a {keys}"),
        format!("Secret b in certs {keys}"),
        "Service web-istio".to_owned(),
        "ServiceAccount web-istio".to_owned(),
    ];
    assert_eq!(made(gateway), expected);
}

#[test]
fn openshift_gives_a_service_its_certificate() {
    let service = "{apiVersion: v1, kind: Service, metadata: {name: web, annotations: {
        service.beta.openshift.io/serving-cert-secret-name: tls}}}";
    assert_eq!(
        made(service),
        [r#"Secret tls ["tls.crt", "tls.key", "ca.crt"]"#]
    );
}

#[test]
fn a_bundle_is_everywhere() {
    let text = "{target: {configMap: {key: ca.pem}, additionalFormats: {jks: {key: ca.jks}}}}";
    assert_eq!(
        spec("trust.cert-manager.io/v1alpha1", "Bundle", text),
        [r#"ConfigMap web everywhere ["ca.pem", "ca.jks"]"#]
    );
}

#[test]
fn copies_are_everywhere() {
    let secret = |annotations: &str| {
        made(&format!(
            "{{apiVersion: v1, kind: Secret, metadata: {{name: pull, annotations: {annotations}}}, data: {{a: eA==}}}}"
        ))
    };
    let copied = [r#"Secret pull everywhere ["a"]"#];
    assert_eq!(
        secret("{reflector.v1.k8s.emberstack.com/reflection-auto-enabled: 'true'}"),
        copied
    );
    assert_eq!(
        secret("{replicator.v1.mittwald.de/replicate-to: '*'}"),
        copied
    );
    assert!(
        secret("{reflector.v1.k8s.emberstack.com/reflection-auto-enabled: 'false'}").is_empty()
    );
    assert!(secret("{}").is_empty());
}

#[test]
fn policies_of_kyverno_generate_objects() {
    let rules = "{rules: [
        {generate: {kind: ConfigMap, name: ca, namespace: '{{request.object.metadata.name}}'}},
        {generate: {kind: Secret, name: pull, namespace: shop}},
        {generate: {kind: Secret, name: '{{request.name}}'}},
        {generate: {kind: NetworkPolicy, name: deny}}]}";
    assert_eq!(
        spec("kyverno.io/v1", "ClusterPolicy", rules),
        ["ConfigMap ca everywhere", "Secret pull in shop"]
    );
}

#[test]
fn claims_of_a_stateful_set_are_called_after_template_and_set() {
    let text = "{volumeClaimTemplates: [{metadata: {name: data}}, {metadata: {name: log}}]}";
    assert_eq!(
        spec("apps/v1", "StatefulSet", text),
        [
            "PersistentVolumeClaim data-web-*",
            "PersistentVolumeClaim log-web-*"
        ]
    );
    let unnamed = "{apiVersion: apps/v1, kind: StatefulSet, spec: {volumeClaimTemplates: [{metadata: {name: data}}]}}";
    assert!(made(unnamed).is_empty());
}

#[test]
fn the_claim_of_an_ephemeral_volume_is_called_after_pod_and_volume() {
    let text = "{volumes: [{name: scratch, ephemeral: {}}, {name: tmp, emptyDir: {}}]}";
    assert_eq!(
        spec("v1", "Pod", text),
        ["PersistentVolumeClaim web-scratch"]
    );
}

#[test]
fn databases_have_services_and_secrets() {
    let found = spec("postgresql.cnpg.io/v1", "Cluster", "{}");
    assert!(found[0].starts_with("Secret web-app [\"dbname\""));
    for name in [
        "Service web-rw",
        "Service web-ro",
        "Service web-r",
        "Secret web-ca",
    ] {
        assert!(found.iter().any(|one| one == name), "{name}");
    }
    let found = spec(
        "acid.zalan.do/v1",
        "postgresql",
        "{users: {shop_user: [], app.bob: []}}",
    );
    for name in [
        "Secret postgres.web.credentials*",
        "Secret shop-user.web.credentials*",
        "Secret app.bob.web.credentials* in app",
        "Service web-repl",
    ] {
        assert!(found.iter().any(|one| one == name), "{name}");
    }
    let found = spec("elasticsearch.k8s.elastic.co/v1", "Elasticsearch", "{}");
    assert!(found.iter().any(|one| one == "Secret web-es-*"));
    let mongo = "{users: [{name: bob, db: shop}, {name: eve, connectionStringSecretName: eves}]}";
    let found = spec("mongodbcommunity.mongodb.com/v1", "MongoDBCommunity", mongo);
    assert_eq!(found[..2], ["Secret web-shop-bob", "Secret eves"]);
}

#[test]
fn queues_and_buckets_have_users() {
    let found = spec("rabbitmq.com/v1beta1", "RabbitmqCluster", "{}");
    assert!(found.iter().any(|one| one == "Secret web-default-user"));
    let found = spec("kafka.strimzi.io/v1", "KafkaUser", "{}");
    assert!(found[0].contains("\"user.p12\""));
    let found = spec("objectbucket.io/v1alpha1", "ObjectBucketClaim", "{}");
    assert!(found[0].starts_with("ConfigMap web [\"BUCKET_HOST\""));
    assert_eq!(
        found[1],
        r#"Secret web ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]"#
    );
    assert_eq!(
        spec("ceph.rook.io/v1", "CephObjectStoreUser", "{store: s3}"),
        ["Secret rook-ceph-object-user-s3-web"]
    );
}

#[test]
fn operators_have_services_of_their_own_name() {
    assert_eq!(
        spec("monitoring.coreos.com/v1", "Alertmanager", "{}")[0],
        "Service alertmanager-operated"
    );
    assert_eq!(
        spec("serving.knative.dev/v1", "Service", "{}"),
        ["Service web"]
    );
    assert_eq!(
        object("kubeflow.org/v1", "Profile", "spec: {}"),
        [
            "ServiceAccount default-editor in web",
            "ServiceAccount default-viewer in web"
        ]
    );
}

#[test]
fn any_custom_kind_can_write_its_connection_to_a_secret() {
    let text = "{writeConnectionSecretToRef: {name: conn, namespace: shop}}";
    assert_eq!(
        spec("database.example.org/v1", "PostgreSQLInstance", text),
        ["Secret conn in shop"]
    );
}

#[test]
fn what_brings_unknown_objects_names_none() {
    assert!(spec("helm.toolkit.fluxcd.io/v2", "HelmRelease", "{chart: {}}").is_empty());
    assert!(spec("argoproj.io/v1alpha1", "Application", "{}").is_empty());
    assert!(spec("v1", "ServiceAccount", "{}").is_empty());
    assert!(spec("apps/v1", "Deployment", "{}").is_empty());
}
