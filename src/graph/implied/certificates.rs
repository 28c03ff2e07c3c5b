//! Secrets and ConfigMaps with certificates.

use super::copies::reach;
use super::{CONFIG_MAP, Implied, ImpliedIn, SECRET, each, is_true, name_node, text};
use crate::resource::Resource;
use crate::yaml::Node;

/// The keys of a Secret with a certificate; `ca.crt` is left out by some issuers.
const KEYS: [&str; 3] = ["tls.crt", "tls.key", "ca.crt"];

/// Annotations of what gets a certificate for its hosts.
///
/// <https://cert-manager.io/docs/usage/ingress/#supported-annotations>
const ISSUED: &[&str] = &[
    "cert-manager.io/issuer",
    "cert-manager.io/cluster-issuer",
    "certmanager.k8s.io/issuer",
    "certmanager.k8s.io/cluster-issuer",
    "kubernetes.io/tls-acme",
    "cert.gardener.cloud/purpose",
];

/// Annotations of what OpenShift gives a certificate.
///
/// <https://docs.openshift.com/container-platform/latest/security/certificates/service-serving-certificate.html>
const SERVING: [&str; 2] = [
    "service.beta.openshift.io/serving-cert-secret-name",
    "service.alpha.openshift.io/serving-cert-secret-name",
];

pub(super) fn add<'t>(resource: &Resource<'t>, found: &mut Vec<Implied<'t>>) {
    let gvk = resource.gvk();
    match (gvk.group, gvk.kind) {
        ("cert-manager.io" | "certmanager.k8s.io", "Certificate") => {
            of_certificate(resource, found)
        }
        ("cert-manager.io" | "certmanager.k8s.io", "Issuer" | "ClusterIssuer") => {
            of_issuer(resource, found);
        }
        ("gateway.networking.k8s.io", "Gateway" | "ListenerSet")
        | ("gateway.networking.x-k8s.io", "XListenerSet") => of_gateway(resource, found),
        ("trust.cert-manager.io", "Bundle") | ("trust-manager.io", "ClusterBundle") => {
            of_bundle(resource, found);
        }
        _ => {}
    }
}

fn annotations<'t>(resource: &Resource<'t>) -> Option<Node<'t>> {
    resource.metadata()?.get("annotations")
}

fn is_issued(resource: &Resource<'_>) -> bool {
    annotations(resource).is_some_and(|all| ISSUED.iter().any(|key| all.get(key).is_some()))
}

fn certificate(at: Node<'_>) -> Implied<'_> {
    Implied::named_by(SECRET, at).with_keys(Some(KEYS.to_vec()))
}

pub(super) fn of_ingress<'t>(resource: &Resource<'t>, found: &mut Vec<Implied<'t>>) {
    if is_issued(resource) {
        let entries = each(resource.root, &["spec", "tls"]);
        let names = entries
            .into_iter()
            .filter_map(|tls| text(tls, "secretName"));
        found.extend(names.map(certificate));
    }
}

pub(super) fn of_service<'t>(resource: &Resource<'t>, found: &mut Vec<Implied<'t>>) {
    if let Some(all) = annotations(resource) {
        let names = SERVING.iter().filter_map(|key| text(all, key));
        found.extend(names.map(certificate));
    }
}

fn of_gateway<'t>(resource: &Resource<'t>, found: &mut Vec<Implied<'t>>) {
    if !is_issued(resource) {
        return;
    }
    for reference in each(
        resource.root,
        &["spec", "listeners", "tls", "certificateRefs"],
    ) {
        let other = text(reference, "kind").is_some_and(|kind| kind.text() != SECRET);
        if let Some(name) = text(reference, "name").filter(|_| !other) {
            let namespace = text(reference, "namespace");
            let namespace = namespace.map_or(ImpliedIn::Own, |one| ImpliedIn::Named(one.text()));
            found.push(certificate(name).within(namespace));
        }
    }
}

/// <https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec>
fn of_certificate<'t>(resource: &Resource<'t>, found: &mut Vec<Implied<'t>>) {
    let Some(spec) = resource.root.get("spec") else {
        return;
    };
    let Some(name) = text(spec, "secretName") else {
        return;
    };
    let mut keys = KEYS.to_vec();
    let stores: [(&str, [&str; 2]); 2] = [
        ("jks", ["keystore.jks", "truststore.jks"]),
        ("pkcs12", ["keystore.p12", "truststore.p12"]),
    ];
    for (store, files) in stores {
        if is_true(spec.dig(&["keystores", store, "create"])) {
            keys.extend(files);
        }
    }
    for format in each(spec, &["additionalOutputFormats", "type"]) {
        match format.text() {
            "CombinedPEM" => keys.push("tls-combined.pem"),
            "DER" => keys.push("key.der"),
            _ => {}
        }
    }
    let copied = reach(spec.dig(&["secretTemplate", "annotations"]));
    let secret = Implied::named_by(SECRET, name).with_keys(Some(keys));
    found.push(secret.within(copied));
}

/// The key of an account; that of a ClusterIssuer lies beside its controller.
fn of_issuer<'t>(resource: &Resource<'t>, found: &mut Vec<Implied<'t>>) {
    let account = resource.root.dig(&["spec", "acme", "privateKeySecretRef"]);
    if let Some(name) = account.and_then(|account| text(account, "name")) {
        let namespace = match resource.kind {
            "Issuer" => ImpliedIn::Own,
            _ => ImpliedIn::Everywhere,
        };
        found.push(Implied::named_by(SECRET, name).within(namespace));
    }
}

/// <https://cert-manager.io/docs/trust/trust-manager/>
fn of_bundle<'t>(resource: &Resource<'t>, found: &mut Vec<Implied<'t>>) {
    let Some(name) = name_node(resource) else {
        return;
    };
    let target = resource.root.dig(&["spec", "target"]);
    for (kind, field) in [(CONFIG_MAP, "configMap"), (SECRET, "secret")] {
        let Some(target) = target.filter(|target| target.get(field).is_some()) else {
            continue;
        };
        let paths: [&[&str]; 4] = [
            &[field, "key"],
            &[field, "data", "key"],
            &["additionalFormats", "jks", "key"],
            &["additionalFormats", "pkcs12", "key"],
        ];
        let keys = paths.iter().flat_map(|path| each(target, path));
        let keys: Vec<&str> = keys.map(Node::text).collect();
        let bundle = Implied::named_by(kind, name).within(ImpliedIn::Everywhere);
        found.push(bundle.with_keys(Some(keys).filter(|keys| !keys.is_empty())));
    }
}
