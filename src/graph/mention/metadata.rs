//! What every object may say: its namespace and its owners.

use super::Reference;
use super::gather::{Gathered, Target, group_of, items, name};
use crate::graph::Relation;
use crate::resource::{Gvk, Resource, is_namespaced};

const NAMESPACE: Target<'_> = Target::cluster("", "Namespace");

pub(super) fn mentions<'t>(resource: &Resource<'t>, found: &mut Gathered<'t>) {
    let Some(metadata) = resource.metadata() else {
        return;
    };
    let namespace = metadata.get("namespace");
    if namespace.is_some() && is_namespaced(resource.gvk()) != Some(false) {
        let how = "metadata";
        found.refer(Reference::to(
            Relation::Namespace,
            how,
            NAMESPACE,
            namespace,
        ));
    }
    // <https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/>
    for owner in items(metadata, "ownerReferences") {
        let Some((_, kind)) = name(owner.get("kind")) else {
            continue;
        };
        let target = Target {
            group: group_of(owner.get("apiVersion"), kind),
            kind,
            cluster_scoped: is_cluster_scoped(
                owner.get("apiVersion").map_or("", |at| at.text()),
                kind,
            ),
        };
        let how = "ownerReferences";
        found.refer(Reference::to(
            Relation::Owner,
            how,
            target,
            owner.get("name"),
        ));
    }
}

fn is_cluster_scoped(api_version: &str, kind: &str) -> bool {
    is_namespaced(Gvk::new(api_version, kind)) == Some(false)
}
