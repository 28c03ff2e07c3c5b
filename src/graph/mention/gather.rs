//! How mentions are gathered: what names a target, and the helpers that all kinds use.

use super::{Key, Mention, Namespaces, PortUse, PortsOf, Reference, Selection};
use crate::graph::{Relation, Selector};
use crate::yaml::{Kind, Node};

/// What has been found in an object so far.
#[derive(Debug, Default)]
pub(super) struct Gathered<'t> {
    pub(super) mentions: Vec<Mention<'t>>,
}

/// The kind of what is referred to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target<'t> {
    pub(super) group: &'t str,
    pub(super) kind: &'t str,
    pub(super) cluster_scoped: bool,
}

impl<'t> Target<'t> {
    pub(super) const fn namespaced(group: &'t str, kind: &'t str) -> Self {
        Self {
            group,
            kind,
            cluster_scoped: false,
        }
    }

    pub(super) const fn cluster(group: &'t str, kind: &'t str) -> Self {
        Self {
            group,
            kind,
            cluster_scoped: true,
        }
    }
}

pub(super) const CONFIG_MAP: Target<'_> = Target::namespaced("", "ConfigMap");
pub(super) const SECRET: Target<'_> = Target::namespaced("", "Secret");
pub(super) const SERVICE: Target<'_> = Target::namespaced("", "Service");
pub(super) const SERVICE_ACCOUNT: Target<'_> = Target::namespaced("", "ServiceAccount");
pub(super) const CLAIM: Target<'_> = Target::namespaced("", "PersistentVolumeClaim");
pub(super) const STORAGE_CLASS: Target<'_> = Target::cluster("storage.k8s.io", "StorageClass");

impl<'t> Gathered<'t> {
    /// Adds a reference when there is one, and tells whether there was.
    pub(super) fn refer(&mut self, reference: Option<Reference<'t>>) -> bool {
        let found = reference.is_some();
        self.mentions.extend(reference.map(Mention::Reference));
        found
    }

    /// Adds a selection, and gives its place in the list.
    pub(super) fn select(&mut self, selection: Selection<'t>) -> usize {
        self.mentions.push(Mention::Selection(selection));
        self.mentions.len() - 1
    }

    /// Adds the selection of a `LabelSelector` in the object's own namespace.
    pub(super) fn select_own(
        &mut self,
        relation: Relation,
        how: &'static str,
        at: Node<'t>,
    ) -> usize {
        self.select(Selection {
            relation,
            how,
            at,
            selector: Selector::of_label_selector(at),
            namespaces: Namespaces::Own,
        })
    }

    /// Adds a TCP port, unless it says nothing.
    pub(super) fn port(
        &mut self,
        relation: Relation,
        how: &'static str,
        at: Option<Node<'t>>,
        of: PortsOf<'t>,
    ) {
        self.port_of_protocol(relation, how, at, Some("TCP"), of);
    }

    /// Adds a port, unless it or its protocol says nothing.
    pub(super) fn port_of_protocol(
        &mut self,
        relation: Relation,
        how: &'static str,
        at: Option<Node<'t>>,
        protocol: Option<&'t str>,
        of: PortsOf<'t>,
    ) {
        let key = key(at);
        if let Some((key, protocol)) = key.zip(protocol) {
            self.mentions.push(Mention::Port(PortUse {
                relation,
                how,
                at: key.at,
                protocol,
                of,
            }));
        }
    }
}

impl<'t> Reference<'t> {
    /// A reference to the object that `at` names, when it names one.
    pub(super) fn to(
        relation: Relation,
        how: &'static str,
        target: Target<'t>,
        at: Option<Node<'t>>,
    ) -> Option<Self> {
        let (at, name) = name(at)?;
        Some(Self::named(relation, how, target, at, name))
    }

    /// A reference to an object whose name is part of the text at `at`.
    pub(super) fn named(
        relation: Relation,
        how: &'static str,
        target: Target<'t>,
        at: Node<'t>,
        name: &'t str,
    ) -> Self {
        Self {
            relation,
            how,
            at,
            name,
            group: target.group,
            kind: target.kind,
            namespace: None,
            cluster_scoped: target.cluster_scoped,
            key: None,
            optional: false,
        }
    }

    /// That asks for a key, port or section.
    pub(super) fn with_key(mut self, at: Option<Node<'t>>) -> Self {
        self.key = key(at);
        self
    }

    /// That may be missing when `optional` says so.
    pub(super) fn optional(mut self, optional: Option<Node<'t>>) -> Self {
        self.optional = optional.and_then(Node::as_bool) == Some(true);
        self
    }

    /// In the namespace that is written; none when that is filled in later.
    pub(super) fn within(mut self, namespace: Option<Node<'t>>) -> Option<Self> {
        self.namespace = match namespace.filter(|node| !node.is_null()) {
            None => None,
            Some(written) if written.is_placeholder() => return None,
            Some(written) => written.as_str().filter(|text| !text.is_empty()),
        };
        Some(self)
    }
}

/// A name that is written, and not filled in later.
pub(super) fn name(at: Option<Node<'_>>) -> Option<(Node<'_>, &str)> {
    let at = at.filter(|node| !node.is_placeholder())?;
    let text = at.as_str().filter(|text| !text.is_empty())?;
    // What a generator fills in: `{{name}}` of an ApplicationSet.
    (!text.contains("{{")).then_some((at, text))
}

/// A name or number that is written, and not filled in later.
pub(super) fn key(at: Option<Node<'_>>) -> Option<Key<'_>> {
    let at = at.filter(|node| !node.is_placeholder())?;
    let text = match at.kind() {
        Kind::String | Kind::Int => at.text(),
        _ => return None,
    };
    (!text.is_empty()).then_some(Key { text, at })
}

/// A field that is not null.
pub(super) fn field<'t>(node: Node<'t>, key: &str) -> Option<Node<'t>> {
    node.get(key).filter(|value| !value.is_null())
}

/// A field that is a mapping.
pub(super) fn mapping<'t>(node: Node<'t>, key: &str) -> Option<Node<'t>> {
    node.get(key).filter(|value| value.is_mapping())
}

/// The items of a field that is a list.
pub(super) fn items<'t>(node: Node<'t>, key: &str) -> impl Iterator<Item = Node<'t>> + use<'t> {
    node.get(key).into_iter().flat_map(Node::items)
}

/// A text, or what the API takes where there is none; none when it is filled in later.
pub(super) fn text_or<'t>(node: Node<'t>, key: &str, default: &'t str) -> Option<&'t str> {
    let value = node.get(key);
    if value.is_some_and(Node::is_placeholder) {
        return None;
    }
    let text = value.and_then(Node::as_str);
    Some(text.filter(|text| !text.is_empty()).unwrap_or(default))
}

/// The group of an `apiVersion`; where none is written, that of the well-known kind.
pub(super) fn group_of<'t>(api_version: Option<Node<'t>>, kind: &str) -> &'t str {
    match api_version.and_then(Node::as_str) {
        Some(version) => version.split_once('/').map_or("", |(group, _)| group),
        None => match kind {
            "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet" => "apps",
            _ => "",
        },
    }
}
