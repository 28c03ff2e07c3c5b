//! The account that pods run under.

use k8s_openapi::api::core::v1::ServiceAccount;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::metadata::{below, managed, metadata, nothing_more, some};
use crate::generate::model::{Labels, Workload};
use crate::generate::object::{Cause, Causes, Object};

/// The ServiceAccount of an application, unless another brings it.
pub(super) fn account(workload: &Workload<'_>) -> Option<Object> {
    let app = workload.app;
    let adopt = app.adopt.as_ref();
    let stated = adopt.and_then(|adopt| adopt.value.service_account.as_ref());
    let mut causes = Causes::default();
    let metadata = match stated {
        Some(stated) => {
            if stated.value.create.is_some_and(|create| !create.value) {
                return None;
            }
            // Several applications may share it, so that it has nothing of one of them.
            let mut annotations = Labels::new();
            for text in stated.value.annotations.iter() {
                let pointer = below("/metadata/annotations", &text.name.value);
                causes.note(pointer, Cause::Spec(text.value.span));
                annotations.insert(text.name.value.clone(), text.value.value.clone());
            }
            ObjectMeta {
                name: Some(stated.value.name.value.0.clone()),
                namespace: workload.namespace.clone(),
                labels: Some(managed()),
                annotations: some(annotations),
                ..ObjectMeta::default()
            }
        }
        None => {
            let metadata = metadata(
                workload,
                &app.name.value.0,
                Cause::Spec(app.name.span),
                nothing_more,
            );
            causes.take("/metadata", metadata.causes);
            metadata.value
        }
    };
    let cause = stated.map_or(
        Cause::Default("an account of its own, so that no right is shared"),
        |stated| Cause::Spec(stated.span),
    );
    causes.note(
        "/automountServiceAccountToken",
        Cause::Default("a token is mounted where one is needed, not everywhere"),
    );
    let object = ServiceAccount {
        metadata,
        automount_service_account_token: Some(false),
        ..ServiceAccount::default()
    };
    Some(Object::new(&object, workload.owner(), cause, causes))
}
