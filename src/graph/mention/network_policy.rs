//! What a NetworkPolicy says: its pods, its peers, and the ports on both.
//!
//! <https://kubernetes.io/docs/concepts/services-networking/network-policies/>

use super::affinity::matching;
use super::gather::{Gathered, field, items, mapping, text_or};
use super::{Namespaces, PortsOf, Selection};
use crate::graph::{Relation, Selector};
use crate::resource::Resource;
use crate::yaml::Node;

pub(super) fn mentions<'t>(resource: &Resource<'t>, found: &mut Gathered<'t>) {
    if resource.kind != "NetworkPolicy" {
        return;
    }
    let Some(spec) = mapping(resource.root, "spec") else {
        return;
    };
    let subject = subject(spec, found);
    for rule in items(spec, "ingress") {
        peers(rule, "from", "ingress", found);
        ports(rule, "ingress", &[subject], found);
    }
    for rule in items(spec, "egress") {
        let pods = peers(rule, "to", "egress", found);
        ports(rule, "egress", &pods, found);
    }
}

/// The pods that the policy is about: all of the namespace where no selector is written.
fn subject<'t>(spec: Node<'t>, found: &mut Gathered<'t>) -> usize {
    let selector = mapping(spec, "podSelector");
    found.select(Selection {
        relation: Relation::NetworkPolicyPods,
        how: "subject",
        at: selector.unwrap_or(spec),
        selector: selector
            .map(Selector::of_label_selector)
            .unwrap_or_default(),
        namespaces: Namespaces::Own,
    })
}

/// The peers of a rule. Gives the places of those that are pods, unless some are not: which of
/// them a port belongs to is then not known.
fn peers<'t>(
    rule: Node<'t>,
    field: &str,
    how: &'static str,
    found: &mut Gathered<'t>,
) -> Vec<usize> {
    let mut pods = Vec::new();
    let mut others = false;
    for peer in items(rule, field) {
        match selectors(peer, how, found) {
            Some(place) => pods.push(place),
            None => others = true,
        }
    }
    if others {
        pods.clear();
    }
    pods
}

/// Selectors of one peer hold together; that of pods alone looks in the own namespace.
fn selectors<'t>(peer: Node<'t>, how: &'static str, found: &mut Gathered<'t>) -> Option<usize> {
    let namespaces = mapping(peer, "namespaceSelector");
    if let Some(at) = namespaces {
        found.select(Selection {
            relation: Relation::NetworkPolicyPeerNamespaces,
            how,
            at,
            selector: Selector::of_label_selector(at),
            namespaces: Namespaces::All,
        });
    }
    let at = mapping(peer, "podSelector")?;
    Some(found.select(Selection {
        relation: Relation::NetworkPolicyPeerPods,
        how,
        at,
        selector: Selector::of_label_selector(at),
        namespaces: namespaces.map_or(Namespaces::Own, matching),
    }))
}

fn ports<'t>(rule: Node<'t>, how: &'static str, pods: &[usize], found: &mut Gathered<'t>) {
    if pods.is_empty() {
        return;
    }
    for port in items(rule, "ports") {
        // A range is not meant to be open in full.
        if field(port, "endPort").is_some() {
            continue;
        }
        let protocol = text_or(port, "protocol", "TCP");
        let of = PortsOf::Mentions(pods.to_vec());
        let (relation, at) = (Relation::NetworkPolicyPort, port.get("port"));
        found.port_of_protocol(relation, how, at, protocol, of);
    }
}
