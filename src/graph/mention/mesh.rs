//! What Istio's routing says of Services, subsets and Gateways.
//!
//! <https://istio.io/latest/docs/reference/config/networking/virtual-service/>

use super::Reference;
use super::environment::name_of_host;
use super::gather::{Gathered, SERVICE, Target, items, key, mapping, name};
use crate::graph::Relation;
use crate::resource::Resource;
use crate::yaml::Node;

const GROUP: &str = "networking.istio.io";
const GATEWAY: Target<'_> = Target::namespaced(GROUP, "Gateway");
const VIRTUAL_SERVICE: Target<'_> = Target::namespaced(GROUP, "VirtualService");
const DESTINATION_RULE: Target<'_> = Target::namespaced(GROUP, "DestinationRule");

pub(super) fn mentions<'t>(resource: &Resource<'t>, found: &mut Gathered<'t>) {
    let Some(spec) = mapping(resource.root, "spec") else {
        return;
    };
    match resource.kind {
        "VirtualService" => virtual_service(spec, found),
        // <https://istio.io/latest/docs/reference/config/networking/destination-rule/>
        "DestinationRule" => {
            found.refer(host(spec, "host"));
        }
        _ => {}
    }
}

fn virtual_service<'t>(spec: Node<'t>, found: &mut Gathered<'t>) {
    for at in items(spec, "gateways") {
        gateway(at, found);
    }
    for protocol in ["http", "tls", "tcp"] {
        for rule in items(spec, protocol) {
            for route in items(rule, "route").chain(items(rule, "mirrors")) {
                if let Some(at) = mapping(route, "destination") {
                    destination(at, "destination", found);
                }
            }
            if let Some(at) = mapping(rule, "mirror") {
                destination(at, "mirror", found);
            }
            if let Some(at) = mapping(rule, "delegate") {
                let (relation, how) = (Relation::CustomResource, "delegate");
                let reference = Reference::to(relation, how, VIRTUAL_SERVICE, at.get("name"));
                found.refer(reference.and_then(|found| found.within(at.get("namespace"))));
            }
        }
    }
}

/// `name`, `namespace/name`, or `mesh` for all sidecars.
fn gateway<'t>(at: Node<'t>, found: &mut Gathered<'t>) {
    let Some((at, text)) = name(Some(at)).filter(|(_, text)| *text != "mesh") else {
        return;
    };
    let (namespace, name) = match text.split_once('/') {
        Some((namespace, name)) => (Some(namespace), name),
        None => (None, text),
    };
    let (relation, how) = (Relation::CustomResource, "gateways");
    let mut reference = Reference::named(relation, how, GATEWAY, at, name);
    reference.namespace = namespace;
    found.refer(Some(reference));
}

fn destination<'t>(at: Node<'t>, how: &'static str, found: &mut Gathered<'t>) {
    let Some(service) = host(at, how) else {
        return;
    };
    let subset = key(at.get("subset"));
    let of_subset = subset.map(|subset| Reference {
        relation: Relation::MeshSubset,
        group: DESTINATION_RULE.group,
        kind: DESTINATION_RULE.kind,
        key: Some(subset),
        ..service.clone()
    });
    found.refer(Some(service.with_key(at.dig(&["port", "number"]))));
    found.refer(of_subset);
}

/// The Service of a `host`. One with dots that does not end as those of the cluster may be a
/// ServiceEntry's.
fn host<'t>(holder: Node<'t>, how: &'static str) -> Option<Reference<'t>> {
    let (at, host) = name(holder.get("host"))?;
    let is_full = host.ends_with(".svc") || host.ends_with(".svc.cluster.local");
    if host.contains('.') && !is_full {
        return None;
    }
    let (name, namespace) = name_of_host(host)?;
    let mut reference = Reference::named(Relation::MeshHost, how, SERVICE, at, name);
    reference.namespace = namespace;
    Some(reference)
}
