//! Custom kinds that `kubelint gen` writes: the fields of them that kubelint knows.
//!
//! They are looked into last, after definitions among the inputs and schema locations. Other
//! fields are let through, because other releases of their operators have others.

use std::sync::OnceLock;

use super::crd::CustomKind;
use crate::yaml::{Limits, Node, Tree, parse};

const DEFINITIONS: &str = include_str!("../../schemas/well-known.yaml");

/// A kind and the place of its version; none for what is not among them.
pub(super) fn kind(
    group: &str,
    version: &str,
    kind: &str,
) -> Option<(&'static CustomKind<'static>, usize)> {
    let kinds = kinds().iter();
    let mut kinds = kinds.filter(|known| known.group == group && known.kind == kind);
    kinds.find_map(|known| {
        let mut versions = known.versions.iter();
        let at = versions.position(|candidate| candidate.name == version)?;
        Some((known, at))
    })
}

fn kinds() -> &'static [CustomKind<'static>] {
    static TREE: OnceLock<Tree> = OnceLock::new();
    static KINDS: OnceLock<Vec<CustomKind<'static>>> = OnceLock::new();
    KINDS.get_or_init(|| {
        let tree = TREE.get_or_init(|| parse(DEFINITIONS.into(), &Limits::default()).tree);
        let documents = tree.documents().iter();
        let objects = documents.map(|document| tree.node(document.root));
        let read = |object: Node<'static>| {
            let api_version = object.get("apiVersion").and_then(Node::as_str)?;
            CustomKind::read(object, api_version, "", None)
        };
        objects.filter_map(read).collect()
    })
}
