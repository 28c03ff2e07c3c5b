//! What a kustomization says of files and folders.

use super::Reference;
use super::gather::{Gathered, Target};
use crate::graph::Relation;
use crate::inventory::kustomization_references;
use crate::yaml::Node;

const FILE: Target<'_> = Target::cluster("", "file");

/// The mentions of a kustomization: each with the path as it is written.
pub(super) fn mentions<'t>(root: Node<'t>, found: &mut Gathered<'t>) {
    for one in kustomization_references("", root) {
        // What is fetched from elsewhere is not looked for.
        if one.path.is_some() {
            let (relation, how) = (Relation::KustomizationResource, one.role.as_str());
            let reference = Reference::named(relation, how, FILE, one.at, one.text);
            found.refer(Some(reference));
        }
    }
}
