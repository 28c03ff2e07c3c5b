//! What an Ingress and OpenShift's Route say: backends, certificates, class and issuer.

use super::gather::{Gathered, SECRET, SERVICE, Target, items, key, mapping, name, text_or};
use super::{Key, Reference};
use crate::graph::Relation;
use crate::resource::Resource;
use crate::yaml::Node;

const INGRESS_CLASS: Target<'_> = Target::cluster("networking.k8s.io", "IngressClass");

pub(super) fn mentions<'t>(resource: &Resource<'t>, found: &mut Gathered<'t>) {
    match resource.kind {
        "Ingress" => ingress(resource, found),
        "Route" => {
            if let Some(spec) = mapping(resource.root, "spec") {
                route(spec, found);
            }
        }
        _ => {}
    }
}

/// <https://kubernetes.io/docs/concepts/services-networking/ingress/>
fn ingress<'t>(resource: &Resource<'t>, found: &mut Gathered<'t>) {
    let metadata = resource.metadata();
    if let Some(annotations) = metadata.and_then(|metadata| mapping(metadata, "annotations")) {
        // <https://kubernetes.io/docs/concepts/services-networking/ingress/#deprecated-annotation>
        let at = annotations.get("kubernetes.io/ingress.class");
        let (relation, how) = (Relation::IngressClass, "annotation");
        found.refer(Reference::to(relation, how, INGRESS_CLASS, at));
        issuer(annotations, found);
        nginx(annotations, found);
    }
    let Some(spec) = mapping(resource.root, "spec") else {
        return;
    };
    let at = spec.get("ingressClassName");
    let (relation, how) = (Relation::IngressClass, "ingressClassName");
    found.refer(Reference::to(relation, how, INGRESS_CLASS, at));
    for field in ["defaultBackend", "backend"] {
        if let Some(at) = mapping(spec, field) {
            backend(at, "default", found);
        }
    }
    for rule in items(spec, "rules") {
        let paths = rule.dig(&["http", "paths"]);
        for path in paths.into_iter().flat_map(Node::items) {
            if let Some(at) = mapping(path, "backend") {
                backend(at, "rule", found);
            }
        }
    }
    for tls in items(spec, "tls") {
        let at = tls.get("secretName");
        found.refer(Reference::to(Relation::TlsSecret, "tls", SECRET, at));
    }
}

/// A backend of `networking.k8s.io/v1`, or of the versions before it (`serviceName`,
/// `servicePort`).
fn backend<'t>(backend: Node<'t>, how: &'static str, found: &mut Gathered<'t>) {
    let (at, port) = match mapping(backend, "service") {
        Some(service) => {
            let port = service.get("port");
            let port = port.and_then(|port| port.get("name").or_else(|| port.get("number")));
            (service.get("name"), port)
        }
        None => (backend.get("serviceName"), backend.get("servicePort")),
    };
    // The AWS controller reads such a name as that of an action in its annotations.
    if key(port).is_some_and(|Key { text, .. }| text == "use-annotation") {
        return;
    }
    let reference = Reference::to(Relation::Backend, how, SERVICE, at);
    found.refer(reference.map(|reference| reference.with_key(port)));
    if let Some(resource) = mapping(backend, "resource") {
        let kind = name(resource.get("kind"));
        found.refer(
            kind.zip(text_or(resource, "apiGroup", ""))
                .and_then(|((_, kind), group)| {
                    let target = Target::namespaced(group, kind);
                    Reference::to(Relation::CustomResource, how, target, resource.get("name"))
                }),
        );
    }
}

/// What cert-manager takes the certificates of an Ingress or a Gateway from.
///
/// <https://cert-manager.io/docs/usage/ingress/#supported-annotations>
pub(super) fn issuer<'t>(annotations: Node<'t>, found: &mut Gathered<'t>) {
    const GROUP: &str = "cert-manager.io";
    let (relation, how) = (Relation::CustomResource, "annotation");
    let cluster = Target::cluster(GROUP, "ClusterIssuer");
    let at = annotations.get("cert-manager.io/cluster-issuer");
    found.refer(Reference::to(relation, how, cluster, at));
    let group = text_or(annotations, "cert-manager.io/issuer-group", GROUP);
    let target = match text_or(annotations, "cert-manager.io/issuer-kind", "Issuer") {
        Some("ClusterIssuer") => cluster,
        Some("Issuer") => Target::namespaced(GROUP, "Issuer"),
        _ => return,
    };
    if group == Some(GROUP) {
        let at = annotations.get("cert-manager.io/issuer");
        found.refer(Reference::to(relation, how, target, at));
    }
}

/// Secrets and Services in annotations of ingress-nginx: `name`, or `namespace/name`.
///
/// <https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/>
fn nginx<'t>(annotations: Node<'t>, found: &mut Gathered<'t>) {
    const FIELDS: [(&str, Relation, Target<'_>); 4] = [
        (
            "nginx.ingress.kubernetes.io/auth-secret",
            Relation::Secret,
            SECRET,
        ),
        (
            "nginx.ingress.kubernetes.io/auth-tls-secret",
            Relation::Secret,
            SECRET,
        ),
        (
            "nginx.ingress.kubernetes.io/proxy-ssl-secret",
            Relation::Secret,
            SECRET,
        ),
        (
            "nginx.ingress.kubernetes.io/default-backend",
            Relation::Backend,
            SERVICE,
        ),
    ];
    for (annotation, relation, target) in FIELDS {
        let Some((at, text)) = name(annotations.get(annotation)) else {
            continue;
        };
        let (namespace, name) = match text.split_once('/') {
            Some((namespace, name)) => (Some(namespace), name),
            None => (None, text),
        };
        let mut reference = Reference::named(relation, "annotation", target, at, name);
        reference.namespace = namespace;
        found.refer(Some(reference));
    }
}

/// A number in `port` is that of the pods, a name that of the Service's port.
///
/// <https://docs.openshift.com/container-platform/latest/rest_api/network_apis/route-route-openshift-io-v1.html>
fn route<'t>(spec: Node<'t>, found: &mut Gathered<'t>) {
    let port = spec.dig(&["port", "targetPort"]);
    let port = port.filter(|port| port.as_str().is_some());
    let to = spec.get("to").into_iter().map(|at| ("to", at));
    let others = items(spec, "alternateBackends").map(|at| ("alternateBackends", at));
    for (how, at) in to.chain(others) {
        if text_or(at, "kind", "Service") == Some("Service") {
            let reference = Reference::to(Relation::Backend, how, SERVICE, at.get("name"));
            found.refer(reference.map(|reference| reference.with_key(port)));
        }
    }
}
