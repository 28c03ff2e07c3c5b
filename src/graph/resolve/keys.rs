//! The keys, ports and sections that objects have for others to ask for.

use std::borrow::Cow;

use crate::graph::link::{Nearest, Why};
use crate::graph::nearest::{NameIndex, is_digit_slip, is_sure};
use crate::graph::relation::Relation;
use crate::resource::Resource;
use crate::yaml::Node;

/// What an object has for others to ask for.
#[derive(Debug, Clone, Default)]
pub(super) struct Keys<'t> {
    /// Each with its place.
    entries: Vec<(Cow<'t, str>, Option<Node<'t>>)>,
    /// Ports of pods behind a Service, with the port of the Service that leads there.
    behind: Vec<(Cow<'t, str>, Cow<'t, str>, Option<Node<'t>>)>,
}

impl<'t> Keys<'t> {
    pub(super) fn of_names(names: Vec<&'t str>) -> Self {
        Self {
            entries: names
                .into_iter()
                .map(|name| (Cow::Borrowed(name), None))
                .collect(),
            behind: Vec::new(),
        }
    }

    fn push(&mut self, text: &'t str, at: Node<'t>) {
        self.entries.push((Cow::Borrowed(text), Some(at)));
    }

    pub(super) fn have(&self, key: &str) -> bool {
        self.entries.iter().any(|(known, _)| known == key)
    }

    /// What was probably meant by a key that is not there.
    pub(super) fn nearest(&self, key: &str) -> Option<Nearest<'t>> {
        let nearest = |text: &Cow<'t, str>, at: Option<Node<'t>>, why, sure| {
            Nearest::text(text.clone(), why, sure).of(None, at)
        };
        if let Some((_, port, at)) = self.behind.iter().find(|(behind, ..)| behind == key) {
            return Some(nearest(port, *at, Why::PodPort, true));
        }
        if key.parse::<u16>().is_ok() {
            let mut slips = self
                .entries
                .iter()
                .filter(|(text, _)| is_digit_slip(text, key) && text.parse::<u16>().is_ok());
            if let Some((text, at)) = slips.next() {
                return Some(nearest(text, *at, Why::Similar, slips.next().is_none()));
            }
        }
        let names = self.entries.iter().zip(0..);
        let index = NameIndex::new(names.map(|((name, _), at)| (&**name, at)));
        let near = index.nearest(key);
        if let Some(first) = near.first() {
            let (text, at) = &self.entries[first.payload as usize];
            return Some(nearest(text, *at, first.why(), is_sure(&near)));
        }
        match self.entries.as_slice() {
            [(text, at)] => Some(nearest(text, *at, Why::Only, false)),
            _ => None,
        }
    }
}

/// What an object has for a relation; none when that cannot be known.
pub(super) fn of<'t>(relation: Relation, resource: &Resource<'t>) -> Option<Keys<'t>> {
    match (relation, resource.kind) {
        (Relation::ConfigMap, "ConfigMap") => Some(entries(resource, &["data", "binaryData"])),
        (Relation::Secret, "Secret") => secret(resource),
        (
            Relation::Backend
            | Relation::RouteBackend
            | Relation::WebhookService
            | Relation::EnvService
            | Relation::MeshHost,
            "Service",
        ) => service(relation, resource),
        (Relation::RouteParent, "Gateway") => Some(gateway(resource)),
        (Relation::MeshSubset, "DestinationRule") => Some(named_items(resource, "subsets")),
        _ => None,
    }
}

fn entries<'t>(resource: &Resource<'t>, fields: &[&str]) -> Keys<'t> {
    let mut keys = Keys::default();
    for field in fields {
        let data = resource.root.get(field);
        for (key, _) in data.into_iter().flat_map(Node::entries) {
            keys.push(key.text(), key);
        }
    }
    keys
}

/// A token's keys are filled in by the server.
/// <https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets>
fn secret<'t>(resource: &Resource<'t>) -> Option<Keys<'t>> {
    let kind = resource.root.get("type").map_or("", Node::text);
    (kind != "kubernetes.io/service-account-token")
        .then(|| entries(resource, &["data", "stringData"]))
}

/// A Service's ports by number and by name, and the ports behind them.
fn service<'t>(relation: Relation, resource: &Resource<'t>) -> Option<Keys<'t>> {
    let ports = resource.root.dig(&["spec", "ports"]);
    let spec = |field: &str| resource.root.dig(&["spec", field]).map_or("", Node::text);
    // Behind an external name, and of pods themselves, every port may be open.
    let any_port = spec("type") == "ExternalName"
        || (relation == Relation::EnvService && spec("clusterIP") == "None");
    if any_port || ports.is_none_or(Node::is_empty) {
        return None;
    }
    let mut keys = Keys::default();
    for port in ports.into_iter().flat_map(Node::items) {
        let field = |key: &str| port.get(key).filter(|node| !node.is_null());
        if port.has_open_placeholder() {
            return None;
        }
        for node in [field("port"), field("name")].into_iter().flatten() {
            keys.push(node.text(), node);
        }
        if let (Some(number), Some(target)) = (field("port"), field("targetPort"))
            && number.text() != target.text()
        {
            let (number, at) = (Cow::Borrowed(number.text()), Some(number));
            keys.behind.push((Cow::Borrowed(target.text()), number, at));
        }
    }
    Some(keys)
}

/// The names and ports of a Gateway's listeners.
fn gateway<'t>(resource: &Resource<'t>) -> Keys<'t> {
    let mut keys = named_items(resource, "listeners");
    let listeners = resource.root.dig(&["spec", "listeners"]);
    for listener in listeners.into_iter().flat_map(Node::items) {
        if let Some(port) = listener.get("port") {
            keys.push(port.text(), port);
        }
    }
    keys
}

fn named_items<'t>(resource: &Resource<'t>, field: &str) -> Keys<'t> {
    let mut keys = Keys::default();
    let items = resource.root.dig(&["spec", field]);
    for item in items.into_iter().flat_map(Node::items) {
        if let Some(name) = item.get("name") {
            keys.push(name.text(), name);
        }
    }
    keys
}

/// The keys of a ConfigMap or Secret; none when they are not known.
pub(in crate::graph) fn keys_of_data<'t>(resource: &Resource<'t>) -> Option<Vec<&'t str>> {
    let relation = match resource.kind {
        "ConfigMap" => Relation::ConfigMap,
        _ => Relation::Secret,
    };
    let keys = of(relation, resource)?;
    let texts = keys
        .entries
        .iter()
        .filter_map(|(_, at)| Some(at.as_ref()?.text()));
    Some(texts.collect())
}
