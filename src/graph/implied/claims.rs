//! Claims that controllers of Kubernetes make.

use super::{CLAIM, Implied, each, text};
use crate::resource::Resource;

/// `<template>-<name>-<ordinal>` for every pod.
///
/// <https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage>
pub(super) fn of_stateful_set<'t>(resource: &Resource<'t>, found: &mut Vec<Implied<'t>>) {
    let Some(name) = resource.name else {
        return;
    };
    for metadata in each(resource.root, &["spec", "volumeClaimTemplates", "metadata"]) {
        if let Some(template) = text(metadata, "name") {
            let beginning = format!("{}-{name}-", template.text());
            found.push(Implied::new(CLAIM, beginning, template).begins());
        }
    }
}

/// `<pod>-<volume>`; names of pods that are made from templates are not known before.
///
/// <https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#persistentvolumeclaim-naming>
pub(super) fn of_pod<'t>(resource: &Resource<'t>, found: &mut Vec<Implied<'t>>) {
    let Some(name) = resource.name else {
        return;
    };
    for volume in each(resource.root, &["spec", "volumes"]) {
        if let (Some(_), Some(at)) = (volume.get("ephemeral"), text(volume, "name")) {
            found.push(Implied::new(CLAIM, format!("{name}-{}", at.text()), at));
        }
    }
}
