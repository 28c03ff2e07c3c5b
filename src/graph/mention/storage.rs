//! What claims, volumes and snapshots say of each other and of their classes.

use super::gather::{CLAIM, Gathered, STORAGE_CLASS, Target, mapping, name, text_or};
use super::{Reference, volume};
use crate::graph::Relation;
use crate::resource::Resource;
use crate::yaml::Node;

const SNAPSHOTS: &str = "snapshot.storage.k8s.io";
const SNAPSHOT_CLASS: Target<'_> = Target::cluster(SNAPSHOTS, "VolumeSnapshotClass");

pub(super) fn mentions<'t>(resource: &Resource<'t>, found: &mut Gathered<'t>) {
    let Some(spec) = mapping(resource.root, "spec") else {
        return;
    };
    match resource.kind {
        "PersistentVolumeClaim" => {
            claim(spec, "storageClassName", found);
            // <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class-1>
            let annotations = resource.metadata().and_then(|at| at.get("annotations"));
            let annotation = "volume.beta.kubernetes.io/storage-class";
            let at = annotations.and_then(|at| at.get(annotation));
            let relation = Relation::StorageClass;
            found.refer(Reference::to(relation, "annotation", STORAGE_CLASS, at));
        }
        "PersistentVolume" => persistent_volume(spec, found),
        "VolumeSnapshot" => snapshot(spec, found),
        _ => {}
    }
}

/// The spec of a claim, also of those that pods and StatefulSets bring along. An empty class
/// asks for a volume without one.
pub(super) fn claim<'t>(spec: Node<'t>, how: &'static str, found: &mut Gathered<'t>) {
    let at = spec.get("storageClassName");
    found.refer(Reference::to(
        Relation::StorageClass,
        how,
        STORAGE_CLASS,
        at,
    ));
    // The API copies each of both into the other.
    // <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#volume-populators-and-data-sources>
    let source = mapping(spec, "dataSourceRef").or_else(|| mapping(spec, "dataSource"));
    if let Some(source) = source {
        data_source(source, found);
    }
}

fn data_source<'t>(source: Node<'t>, found: &mut Gathered<'t>) {
    let Some((_, kind)) = name(source.get("kind")) else {
        return;
    };
    let Some(group) = text_or(source, "apiGroup", "") else {
        return;
    };
    let relation = match (group, kind) {
        ("", "PersistentVolumeClaim") => Relation::Claim,
        _ => Relation::CustomResource,
    };
    let target = Target::namespaced(group, kind);
    let reference = Reference::to(relation, "dataSource", target, source.get("name"));
    found.refer(reference.and_then(|found| found.within(source.get("namespace"))));
}

/// A volume and its claim meet by any equal class, so that no StorageClass needs to be there.
///
/// <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class>
fn persistent_volume<'t>(spec: Node<'t>, found: &mut Gathered<'t>) {
    for (key, value) in spec.entries() {
        match key.text() {
            "storageClassName" => {
                let (relation, how) = (Relation::StorageClass, "storageClassName");
                let reference = Reference::to(relation, how, STORAGE_CLASS, Some(value));
                found.refer(reference.map(|mut reference| {
                    reference.optional = true;
                    reference
                }));
            }
            "claimRef" => {
                let reference =
                    Reference::to(Relation::Claim, "claimRef", CLAIM, value.get("name"));
                found.refer(reference.and_then(|found| found.within(value.get("namespace"))));
            }
            _ => volume::secret_refs(value, found),
        }
    }
}

/// <https://kubernetes.io/docs/concepts/storage/volume-snapshots/>
fn snapshot<'t>(spec: Node<'t>, found: &mut Gathered<'t>) {
    let at = spec.get("volumeSnapshotClassName");
    let (relation, how) = (Relation::VolumeSnapshotClass, "volumeSnapshotClassName");
    found.refer(Reference::to(relation, how, SNAPSHOT_CLASS, at));
    let at = spec.dig(&["source", "persistentVolumeClaimName"]);
    found.refer(Reference::to(Relation::Claim, "source", CLAIM, at));
}
