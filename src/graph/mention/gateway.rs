//! What the routes and Gateways of the Gateway API say.
//!
//! <https://gateway-api.sigs.k8s.io/reference/spec/>

use super::gather::{
    CONFIG_MAP, Gathered, SECRET, SERVICE, Target, field, items, mapping, text_or,
};
use super::{Reference, ingress};
use crate::graph::Relation;
use crate::resource::Resource;
use crate::yaml::Node;

const GROUP: &str = "gateway.networking.k8s.io";
const GATEWAY: Target<'_> = Target::namespaced(GROUP, "Gateway");
const GATEWAY_CLASS: Target<'_> = Target::cluster(GROUP, "GatewayClass");

pub(super) fn mentions<'t>(resource: &Resource<'t>, found: &mut Gathered<'t>) {
    let Some(spec) = mapping(resource.root, "spec") else {
        return;
    };
    match resource.kind {
        "HTTPRoute" | "GRPCRoute" | "TCPRoute" | "TLSRoute" | "UDPRoute" => route(spec, found),
        "Gateway" => {
            let annotations = resource
                .metadata()
                .and_then(|at| mapping(at, "annotations"));
            if let Some(annotations) = annotations {
                ingress::issuer(annotations, found);
            }
            gateway(spec, found);
        }
        "BackendTLSPolicy" => backend_tls(spec, found),
        _ => {}
    }
}

/// The reference of a `group`, `kind`, `name` and `namespace`, of which the first two may be left
/// out.
fn object<'t>(
    relation: Relation,
    how: &'static str,
    default: Target<'t>,
    at: Node<'t>,
) -> Option<Reference<'t>> {
    // An empty group is the core group, one that is absent that of the default.
    let group = match field(at, "group") {
        Some(group) if group.is_placeholder() => return None,
        Some(group) => group.as_str()?,
        None => default.group,
    };
    let target = Target {
        group,
        kind: text_or(at, "kind", default.kind)?,
        cluster_scoped: false,
    };
    let reference = Reference::to(relation, how, target, at.get("name"))?;
    reference.within(at.get("namespace"))
}

fn route<'t>(spec: Node<'t>, found: &mut Gathered<'t>) {
    for parent in items(spec, "parentRefs") {
        let section = field(parent, "sectionName").or_else(|| field(parent, "port"));
        let reference = object(Relation::RouteParent, "parentRef", GATEWAY, parent);
        found.refer(reference.map(|reference| reference.with_key(section)));
    }
    for rule in items(spec, "rules") {
        filters(rule, found);
        for at in items(rule, "backendRefs") {
            backend("backendRef", at, found);
            filters(at, found);
        }
    }
}

fn backend<'t>(how: &'static str, at: Node<'t>, found: &mut Gathered<'t>) {
    let reference = object(Relation::RouteBackend, how, SERVICE, at);
    found.refer(reference.map(|reference| reference.with_key(at.get("port"))));
}

fn filters<'t>(holder: Node<'t>, found: &mut Gathered<'t>) {
    for filter in items(holder, "filters") {
        for how in ["requestMirror", "externalAuth"] {
            if let Some(at) = filter.dig(&[how, "backendRef"]) {
                backend(how, at, found);
            }
        }
        // Group and kind are required here.
        if let Some(at) = mapping(filter, "extensionRef") {
            let default = Target::namespaced("", "");
            let reference = object(Relation::CustomResource, "extensionRef", default, at);
            found.refer(reference.filter(|reference| !reference.kind.is_empty()));
        }
    }
}

fn gateway<'t>(spec: Node<'t>, found: &mut Gathered<'t>) {
    let at = spec.get("gatewayClassName");
    let (relation, how) = (Relation::GatewayClass, "gatewayClassName");
    found.refer(Reference::to(relation, how, GATEWAY_CLASS, at));
    for listener in items(spec, "listeners") {
        let Some(tls) = mapping(listener, "tls") else {
            continue;
        };
        for at in items(tls, "certificateRefs") {
            certificate(Relation::TlsSecret, "certificateRefs", SECRET, at, found);
        }
        authorities(mapping(tls, "frontendValidation"), found);
    }
}

/// The certificates of those who may sign.
fn authorities<'t>(validation: Option<Node<'t>>, found: &mut Gathered<'t>) {
    let listed = validation.into_iter();
    for at in listed.flat_map(|at| items(at, "caCertificateRefs")) {
        let (relation, how) = (Relation::ConfigMap, "caCertificateRefs");
        certificate(relation, how, CONFIG_MAP, at, found);
    }
}

/// A certificate of another kind is one that some implementation knows.
fn certificate<'t>(
    relation: Relation,
    how: &'static str,
    default: Target<'t>,
    at: Node<'t>,
    found: &mut Gathered<'t>,
) {
    let reference = object(relation, how, default, at);
    found.refer(reference.map(|mut reference| {
        reference.relation = match (reference.group, reference.kind) {
            ("", "Secret") => Relation::TlsSecret,
            ("", "ConfigMap") => Relation::ConfigMap,
            _ => Relation::CustomResource,
        };
        reference
    }));
}

/// <https://gateway-api.sigs.k8s.io/api-types/backendtlspolicy/>
fn backend_tls<'t>(spec: Node<'t>, found: &mut Gathered<'t>) {
    for at in items(spec, "targetRefs") {
        let reference = object(Relation::RouteBackend, "targetRefs", SERVICE, at);
        found.refer(reference.map(|reference| reference.with_key(at.get("sectionName"))));
    }
    authorities(mapping(spec, "validation"), found);
}
