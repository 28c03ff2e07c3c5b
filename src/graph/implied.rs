//! Objects that others make: the Secret of an ExternalSecret, the Services of a database's
//! operator, the claims of a StatefulSet.
//!
//! Keys are given only where the maker's text or its documentation says all that there can be:
//! a key that is missing is reported.

mod certificates;
mod claims;
mod copies;
mod fields;
mod named_after;
mod operators;
mod secrets;

use std::borrow::Cow;

use crate::resource::Resource;
use crate::yaml::Node;

const CONFIG_MAP: &str = "ConfigMap";
const SECRET: &str = "Secret";
const SERVICE: &str = "Service";
const ACCOUNT: &str = "ServiceAccount";
const CLAIM: &str = "PersistentVolumeClaim";

/// An object that another one makes.
#[derive(Debug, Clone)]
pub(in crate::graph) struct Implied<'t> {
    /// The group of its kind.
    pub(in crate::graph) group: &'static str,
    /// Its kind.
    pub(in crate::graph) kind: &'static str,
    /// Its name, or what the name begins with.
    pub(in crate::graph) name: Cow<'t, str>,
    /// Where it is made.
    pub(in crate::graph) namespace: ImpliedIn<'t>,
    /// The keys of a ConfigMap or Secret, when they are known.
    pub(in crate::graph) keys: Option<Vec<&'t str>>,
    /// Whether the name is only the beginning.
    pub(in crate::graph) prefix: bool,
    /// What says so in the maker.
    pub(in crate::graph) at: Node<'t>,
}

/// Where an object is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::graph) enum ImpliedIn<'t> {
    /// In the namespace of its maker.
    Own,
    /// In all namespaces, or in those that something unknown chooses.
    Everywhere,
    /// In the one that the maker names.
    Named(&'t str),
}

impl<'t> Implied<'t> {
    /// One of the core group in the maker's namespace, with unknown keys.
    fn new(kind: &'static str, name: impl Into<Cow<'t, str>>, at: Node<'t>) -> Self {
        Self {
            group: "",
            kind,
            name: name.into(),
            namespace: ImpliedIn::Own,
            keys: None,
            prefix: false,
            at,
        }
    }

    /// One that is called what a field says.
    fn named_by(kind: &'static str, at: Node<'t>) -> Self {
        Self::new(kind, at.text(), at)
    }

    fn with_keys(self, keys: Option<Vec<&'t str>>) -> Self {
        Self { keys, ..self }
    }

    fn within(self, namespace: ImpliedIn<'t>) -> Self {
        Self { namespace, ..self }
    }

    fn begins(self) -> Self {
        Self {
            prefix: true,
            ..self
        }
    }
}

/// Everything that an object has others made, put to what was found before.
pub(in crate::graph) fn implied<'t>(resource: &Resource<'t>, found: &mut Vec<Implied<'t>>) {
    let gvk = resource.gvk();
    copies::add(resource, found);
    match (gvk.group, gvk.kind) {
        ("apps" | "apps.kruise.io", "StatefulSet") => claims::of_stateful_set(resource, found),
        ("", "Pod") => claims::of_pod(resource, found),
        ("", "Service") => certificates::of_service(resource, found),
        ("networking.k8s.io" | "extensions", "Ingress") => {
            certificates::of_ingress(resource, found);
        }
        _ => {}
    }
    // Groups of custom kinds have a dot.
    // https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
    if gvk.group.contains('.') {
        certificates::add(resource, found);
        secrets::add(resource, found);
        operators::add(resource, found);
        fields::add(resource, found);
        named_after::add(resource, found);
    }
}

/// The name of an object, where it is written.
fn name_node<'t>(resource: &Resource<'t>) -> Option<Node<'t>> {
    text(resource.metadata()?, "name")
}

/// The text under a key, unless it is empty.
fn text<'t>(node: Node<'t>, key: &str) -> Option<Node<'t>> {
    node.get(key).filter(|node| !node.text().is_empty())
}

/// All nodes at a path; where there is a list on the way, in each of its items.
fn each<'t>(root: Node<'t>, path: &[&str]) -> Vec<Node<'t>> {
    let mut nodes = vec![root];
    for key in path {
        let below = nodes.into_iter().filter_map(|node| node.get(key));
        nodes = below
            .flat_map(|node| {
                let itself = (!node.is_sequence()).then_some(node);
                itself.into_iter().chain(node.items())
            })
            .collect();
    }
    nodes
}

/// The keys of some mappings of an object.
fn keys_of<'t>(root: Node<'t>, paths: &[&[&str]]) -> Vec<&'t str> {
    let mappings = paths.iter().filter_map(|path| root.dig(path));
    mappings
        .flat_map(Node::entries)
        .map(|(key, _)| key.text())
        .collect()
}

fn is_true(node: Option<Node<'_>>) -> bool {
    node.is_some_and(|node| node.text() == "true")
}

#[cfg(test)]
mod tests;
