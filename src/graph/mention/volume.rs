//! What volumes name: of pods, of claims that pods bring along, and of PersistentVolumes.
//!
//! <https://kubernetes.io/docs/concepts/storage/volumes/>

use super::config::{self, OF_CONFIG_MAP, OF_SECRET};
use super::gather::{CLAIM, Gathered, SECRET, Target, items, mapping};
use super::{Reference, storage};
use crate::graph::Relation;
use crate::yaml::Node;

/// <https://secrets-store-csi-driver.sigs.k8s.io/concepts>
const SECRET_PROVIDER_CLASS: Target<'_> =
    Target::namespaced("secrets-store.csi.x-k8s.io", "SecretProviderClass");

/// A volume of a pod.
pub(super) fn of_pod<'t>(volume: Node<'t>, found: &mut Gathered<'t>) {
    for (key, source) in volume.entries() {
        match key.text() {
            "configMap" => config::projection("volume", OF_CONFIG_MAP, source, "name", found),
            "secret" => config::projection("volume", OF_SECRET, source, "secretName", found),
            "projected" => items(source, "sources").for_each(|item| projected(item, found)),
            "persistentVolumeClaim" => {
                let at = source.get("claimName");
                found.refer(Reference::to(Relation::Claim, "volume", CLAIM, at));
            }
            "ephemeral" => {
                if let Some(spec) = source.dig(&["volumeClaimTemplate", "spec"]) {
                    storage::claim(spec, "ephemeral", found);
                }
            }
            "csi" => {
                let at = source.dig(&["volumeAttributes", "secretProviderClass"]);
                let (relation, target) = (Relation::CustomResource, SECRET_PROVIDER_CLASS);
                found.refer(Reference::to(relation, "csi", target, at));
                secret_refs(source, found);
            }
            "name" => {}
            _ => secret_refs(source, found),
        }
    }
}

fn projected<'t>(source: Node<'t>, found: &mut Gathered<'t>) {
    if let Some(source) = mapping(source, "configMap") {
        config::projection("projected", OF_CONFIG_MAP, source, "name", found);
    }
    if let Some(source) = mapping(source, "secret") {
        config::projection("projected", OF_SECRET, source, "name", found);
    }
}

/// The credentials of a storage system; in PersistentVolumes with their namespace.
const SECRET_REFS: [&str; 6] = [
    "secretRef",
    "nodePublishSecretRef",
    "nodeStageSecretRef",
    "nodeExpandSecretRef",
    "controllerPublishSecretRef",
    "controllerExpandSecretRef",
];

/// The Secrets that a volume's source of some storage system names.
pub(super) fn secret_refs<'t>(source: Node<'t>, found: &mut Gathered<'t>) {
    let mut secret = |at, namespace| {
        let reference = Reference::to(Relation::Secret, "volume", SECRET, at);
        found.refer(reference.and_then(|reference| reference.within(namespace)));
    };
    for (key, value) in source.entries() {
        // `secretName` is Azure's.
        if key.text() == "secretName" {
            secret(Some(value), source.get("secretNamespace"));
        } else if SECRET_REFS.contains(&key.text()) {
            secret(value.get("name"), value.get("namespace"));
        }
    }
}
