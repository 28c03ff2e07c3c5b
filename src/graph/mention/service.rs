//! What Services say of pods, and their endpoints of them.

use super::gather::{Gathered, SERVICE, field, items, mapping, text_or};
use super::{Namespaces, PortsOf, Reference, Selection};
use crate::graph::{Relation, Selector};
use crate::resource::Resource;
use crate::yaml::Node;

/// The label that leads from an EndpointSlice to its Service.
const SERVICE_NAME: &str = "kubernetes.io/service-name";

pub(super) fn mentions<'t>(resource: &Resource<'t>, found: &mut Gathered<'t>) {
    let metadata = resource.metadata();
    let relation = Relation::Endpoints;
    match resource.kind {
        "Service" => service(resource.root, found),
        // <https://kubernetes.io/docs/concepts/services-networking/service/#endpoints>
        "Endpoints" => {
            let at = metadata.and_then(|metadata| metadata.get("name"));
            found.refer(Reference::to(relation, "name", SERVICE, at));
        }
        // <https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#ownership>
        "EndpointSlice" => {
            let at = metadata.and_then(|metadata| metadata.dig(&["labels", SERVICE_NAME]));
            found.refer(Reference::to(relation, "label", SERVICE, at));
        }
        _ => {}
    }
}

/// <https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service>
fn service<'t>(root: Node<'t>, found: &mut Gathered<'t>) {
    let Some(spec) = mapping(root, "spec") else {
        return;
    };
    // An ExternalName has no pods, and without a selector somebody else writes the endpoints.
    if spec.get("type").and_then(Node::as_str) == Some("ExternalName") {
        return;
    }
    let Some(at) = mapping(spec, "selector").filter(|at| !at.is_empty()) else {
        return;
    };
    let selection = found.select(Selection {
        relation: Relation::ServicePods,
        how: "selector",
        at,
        selector: Selector::of_labels(at),
        namespaces: Namespaces::Own,
    });
    for port in items(spec, "ports") {
        // The API takes 0 and an empty text as absent.
        let target = field(port, "targetPort").filter(|target| !matches!(target.text(), "" | "0"));
        let (how, at) = match target {
            Some(target) => ("targetPort", Some(target)),
            None => ("port", port.get("port")),
        };
        let protocol = text_or(port, "protocol", "TCP");
        let of = PortsOf::Mentions(vec![selection]);
        found.port_of_protocol(Relation::ServicePort, how, at, protocol, of);
    }
}
