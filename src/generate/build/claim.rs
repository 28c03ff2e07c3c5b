//! Storage that stays: claims, and templates of claims.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{
    PersistentVolumeClaim, PersistentVolumeClaimSpec, VolumeResourceRequirements,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::metadata::{metadata, nothing_more};
use crate::generate::model::{Workload, volume_name};
use crate::generate::object::{Cause, Causes, Object, Part};
use crate::generate::spec::{Access, Kind, Volume, VolumeKind};
use crate::source::At;

/// The volumes of an application that are claims.
fn stated<'s>(workload: &Workload<'s>) -> impl Iterator<Item = &'s At<Volume>> {
    let volumes = workload.app.volume.iter();
    volumes.filter(|volume| volume.value.kind.value == VolumeKind::Claim)
}

/// The name of a claim that is no template.
pub(super) fn claim_name(workload: &Workload<'_>, volume: &Volume) -> String {
    match &volume.name {
        Some(name) => name.value.0.clone(),
        None => format!("{}-{}", workload.app.name.value, volume_name(volume)),
    }
}

/// The claims of an application that has no templates.
pub(super) fn claims(workload: &Workload<'_>) -> Vec<Object> {
    if workload.kind == Kind::Stateful {
        return Vec::new();
    }
    let of = |volume: &At<Volume>| {
        let name = claim_name(workload, &volume.value);
        let part = metadata(workload, &name, Cause::Spec(volume.span), nothing_more);
        let spec = spec(&volume.value);
        let mut causes = Causes::default();
        causes.take("/metadata", part.causes);
        causes.take("/spec", spec.causes);
        let object = PersistentVolumeClaim {
            metadata: part.value,
            spec: Some(spec.value),
            ..PersistentVolumeClaim::default()
        };
        Object::new(&object, workload.owner(), Cause::Spec(volume.span), causes)
    };
    stated(workload).map(of).collect()
}

/// The templates of a stateful application's claims.
pub(super) fn templates(workload: &Workload<'_>) -> Part<Vec<PersistentVolumeClaim>> {
    let mut causes = Causes::default();
    let mut templates = Vec::new();
    for (at, volume) in stated(workload).enumerate() {
        let spec = spec(&volume.value);
        causes.note(format!("/{at}"), Cause::Spec(volume.span));
        causes.take(&format!("/{at}/spec"), spec.causes);
        templates.push(PersistentVolumeClaim {
            metadata: ObjectMeta {
                name: Some(volume_name(&volume.value)),
                ..ObjectMeta::default()
            },
            spec: Some(spec.value),
            ..PersistentVolumeClaim::default()
        });
    }
    Part {
        value: templates,
        causes,
    }
}

fn spec(volume: &Volume) -> Part<PersistentVolumeClaimSpec> {
    let mut causes = Causes::default();
    let access = volume.access.map_or(Access::Once, |access| access.value);
    let mode = match access {
        Access::Once => "ReadWriteOnce",
        Access::OncePod => "ReadWriteOncePod",
        Access::ReadMany => "ReadOnlyMany",
        Access::Many => "ReadWriteMany",
    };
    causes.note(
        "/accessModes",
        Cause::of(volume.access.as_ref(), "what every storage class offers"),
    );
    let requests = volume.size.as_ref().map(|size| {
        causes.note("/resources", Cause::Spec(size.span));
        BTreeMap::from([("storage".to_owned(), Quantity(size.value.0.clone()))])
    });
    if let Some(class) = &volume.class {
        causes.note("/storageClassName", Cause::Spec(class.span));
    }
    Part {
        value: PersistentVolumeClaimSpec {
            access_modes: Some(vec![mode.to_owned()]),
            resources: Some(VolumeResourceRequirements {
                requests,
                ..VolumeResourceRequirements::default()
            }),
            storage_class_name: volume.class.as_ref().map(|class| class.value.0.clone()),
            ..PersistentVolumeClaimSpec::default()
        },
        causes,
    }
}
