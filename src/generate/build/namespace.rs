//! Namespaces that come with the applications, with their quotas and limits.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{
    LimitRange, LimitRangeItem, LimitRangeSpec, Namespace, ResourceQuota, ResourceQuotaSpec,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::metadata::{below, managed};
use crate::generate::model::Model;
use crate::generate::object::{Cause, Causes, Object, Owner};
use crate::generate::spec::{App, Namespace as Stated, NamespaceChoice, PodSecurity, Word as _};

/// The labels by which Pod Security admission is told the level of a namespace.
/// <https://kubernetes.io/docs/concepts/security/pod-security-admission/>
const POD_SECURITY: [&str; 3] = ["enforce", "audit", "warn"];

/// The namespaces of all applications; what several of them say alike is written once.
pub(super) fn namespaces(model: &Model<'_>) -> Vec<Object> {
    let apps = model.spec.apps.iter();
    apps.flat_map(|app| of(app, model)).collect()
}

fn of(app: &App, model: &Model<'_>) -> Vec<Object> {
    let Some(choice) = &app.namespace else {
        return Vec::new();
    };
    let NamespaceChoice::Full(stated) = &choice.value else {
        return Vec::new();
    };
    let owner = if model.spec.are_several {
        Owner::Shared
    } else {
        Owner::App(app.name.value.0.clone())
    };
    let mut objects = Vec::new();
    if stated.create.is_some_and(|create| create.value) {
        objects.push(namespace(stated, owner.clone()));
    }
    if !stated.quota.is_empty() {
        objects.push(quota(stated, owner.clone()));
    }
    objects.extend(limits(stated, owner));
    objects
}

fn namespace(stated: &Stated, owner: Owner) -> Object {
    let mut causes = Causes::default();
    let mut labels = managed();
    let level = stated
        .pod_security
        .map_or(PodSecurity::Restricted, |level| level.value);
    for mode in POD_SECURITY {
        let key = format!("pod-security.kubernetes.io/{mode}");
        let cause = Cause::of(
            stated.pod_security.as_ref(),
            "no pod may do more than it must",
        );
        causes.note(below("/metadata/labels", &key), cause);
        labels.insert(key, level.word().to_owned());
    }
    for label in stated.labels.iter() {
        let cause = Cause::Spec(label.value.span);
        causes.note(below("/metadata/labels", &label.name.value), cause);
        labels.insert(label.name.value.clone(), label.value.value.clone());
    }
    let object = Namespace {
        metadata: ObjectMeta {
            name: Some(stated.name.value.0.clone()),
            labels: Some(labels),
            ..ObjectMeta::default()
        },
        ..Namespace::default()
    };
    Object::new(
        &object,
        owner,
        Cause::of(stated.create.as_ref(), ""),
        causes,
    )
}

fn metadata(stated: &Stated, name: &str) -> ObjectMeta {
    ObjectMeta {
        name: Some(name.to_owned()),
        namespace: Some(stated.name.value.0.clone()),
        labels: Some(managed()),
        ..ObjectMeta::default()
    }
}

fn quota(stated: &Stated, owner: Owner) -> Object {
    let mut causes = Causes::default();
    let mut hard = BTreeMap::new();
    for amount in stated.quota.iter() {
        causes.note(
            below("/spec/hard", &amount.name.value),
            Cause::Spec(amount.value.span),
        );
        hard.insert(
            amount.name.value.clone(),
            Quantity(amount.value.value.0.clone()),
        );
    }
    let cause = stated.quota.span.map_or(Cause::Default(""), Cause::Spec);
    let object = ResourceQuota {
        metadata: metadata(stated, "quota"),
        spec: Some(ResourceQuotaSpec {
            hard: Some(hard),
            ..ResourceQuotaSpec::default()
        }),
        ..ResourceQuota::default()
    };
    Object::new(&object, owner, cause, causes)
}

fn limits(stated: &Stated, owner: Owner) -> Option<Object> {
    let limits = stated.limits.as_ref()?;
    let memory = Quantity(limits.value.memory.value.0.clone());
    let cpu = Quantity(limits.value.cpu.value.0.clone());
    let object = LimitRange {
        metadata: metadata(stated, "defaults"),
        spec: Some(LimitRangeSpec {
            limits: vec![LimitRangeItem {
                type_: "Container".to_owned(),
                default_request: Some(BTreeMap::from([
                    ("cpu".to_owned(), cpu),
                    ("memory".to_owned(), memory.clone()),
                ])),
                default: Some(BTreeMap::from([("memory".to_owned(), memory)])),
                ..LimitRangeItem::default()
            }],
        }),
    };
    Some(Object::new(
        &object,
        owner,
        Cause::Spec(limits.span),
        Causes::default(),
    ))
}
