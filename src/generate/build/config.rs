//! ConfigMaps.

use k8s_openapi::api::core::v1::ConfigMap;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::metadata::{below, managed, metadata, nothing_more};
use crate::generate::model::{ConfigMapModel, Model, Workload};
use crate::generate::object::{Cause, Causes, Object, Owner};

/// The ConfigMaps that several applications share, in each namespace that uses them.
pub(super) fn shared(model: &Model<'_>) -> Vec<Object> {
    let mut objects = Vec::new();
    for config in model.configs_of(&Owner::Shared) {
        for namespace in &config.namespaces {
            let metadata = ObjectMeta {
                name: Some(config.object_name.clone()),
                namespace: namespace.clone(),
                labels: Some(managed()),
                ..ObjectMeta::default()
            };
            objects.push(object(config, metadata, Causes::default()));
        }
    }
    objects
}

/// The ConfigMaps of an application.
pub(super) fn configs(model: &Model<'_>, workload: &Workload<'_>) -> Vec<Object> {
    let owner = workload.owner();
    let configs = model.configs_of(&owner);
    configs
        .map(|config| {
            let name = Cause::Spec(config.span);
            let part = metadata(workload, &config.object_name, name, nothing_more);
            let mut causes = Causes::default();
            causes.take("/metadata", part.causes);
            object(config, part.value, causes)
        })
        .collect()
}

/// A ConfigMap with this metadata.
pub(super) fn object(config: &ConfigMapModel, metadata: ObjectMeta, mut causes: Causes) -> Object {
    for (key, span) in &config.spans {
        causes.note(below("/data", key), Cause::Spec(*span));
    }
    if config.is_hashed {
        let reason = "its name changes with its content, so that the pods are replaced";
        causes.note("/metadata/name", Cause::Because(config.span, reason));
        let reason = "another content has another name";
        causes.note("/immutable", Cause::Default(reason));
    }
    let object = ConfigMap {
        metadata,
        immutable: config.is_hashed.then_some(true),
        data: Some(config.data.clone()),
        ..ConfigMap::default()
    };
    Object::new(
        &object,
        config.owner.clone(),
        Cause::Spec(config.span),
        causes,
    )
}
