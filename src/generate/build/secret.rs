//! Secrets that an operator fetches from a store.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::Serialize;

use super::metadata::{metadata, nothing_more};
use crate::generate::model::Workload;
use crate::generate::object::{Cause, Causes, Custom, Object};
use crate::generate::spec::{Seconds, SomeSeconds, StoreKind, Word as _};

/// How often secrets are fetched.
const REFRESH: SomeSeconds = SomeSeconds(3600);

/// <https://external-secrets.io/latest/api/externalsecret/>
#[derive(Debug, Serialize)]
struct ExternalSecret {
    metadata: ObjectMeta,
    spec: ExternalSecretSpec,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ExternalSecretSpec {
    refresh_interval: String,
    secret_store_ref: StoreRef,
    target: Target,
    data: Vec<SecretData>,
}

#[derive(Debug, Serialize)]
struct StoreRef {
    kind: &'static str,
    name: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Target {
    name: String,
    creation_policy: &'static str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct SecretData {
    secret_key: String,
    remote_ref: RemoteRef,
}

#[derive(Debug, Serialize)]
struct RemoteRef {
    key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    property: Option<String>,
}

impl Custom for ExternalSecret {
    const API_VERSION: &'static str = "external-secrets.io/v1";
    const KIND: &'static str = "ExternalSecret";
}

/// The ExternalSecrets of an application.
pub(super) fn secrets(workload: &Workload<'_>) -> Vec<Object> {
    let Some(secrets) = &workload.app.secrets else {
        return Vec::new();
    };
    let stated = &secrets.value;
    let store = &stated.store;
    let kind = store
        .value
        .kind
        .map_or(StoreKind::ClusterSecretStore, |kind| kind.value);
    let of = |secret: &crate::generate::spec::Named<_>| secret.name.span;
    stated
        .secrets
        .iter()
        .map(|secret| {
            let mut causes = Causes::default();
            let name = &secret.name;
            let part = metadata(workload, &name.value, Cause::Spec(of(secret)), nothing_more);
            causes.take("/metadata", part.causes);
            causes.note("/spec/secretStoreRef", Cause::Spec(store.span));
            let refresh = Cause::of(stated.refresh.as_ref(), "once an hour");
            causes.note("/spec/refreshInterval", refresh);
            let reason = "the Secret goes with the ExternalSecret";
            causes.note("/spec/target/creationPolicy", Cause::Default(reason));
            let entries = secret.value.value.iter().enumerate();
            let data = entries
                .map(|(at, entry)| {
                    causes.note(format!("/spec/data/{at}"), Cause::Spec(entry.value.span));
                    SecretData {
                        secret_key: entry.name.value.clone(),
                        remote_ref: RemoteRef {
                            key: entry.value.value.key.clone(),
                            property: entry.value.value.property.clone(),
                        },
                    }
                })
                .collect();
            let object = ExternalSecret {
                metadata: part.value,
                spec: ExternalSecretSpec {
                    refresh_interval: go_duration(stated.refresh.map_or(REFRESH, |at| at.value)),
                    secret_store_ref: StoreRef {
                        kind: kind.word(),
                        name: store.value.name.value.0.clone(),
                    },
                    target: Target {
                        name: name.value.clone(),
                        creation_policy: "Owner",
                    },
                    data,
                },
            };
            Object::custom(&object, workload.owner(), Cause::Spec(of(secret)), causes)
        })
        .collect()
}

/// A duration as Go writes it: `1h30m0s` is also `1h30m`.
fn go_duration(seconds: SomeSeconds) -> String {
    let Seconds(total) = Seconds(seconds.0);
    let parts = [
        (total / 3600, 'h'),
        (total / 60 % 60, 'm'),
        (total % 60, 's'),
    ];
    let shown = parts.into_iter().filter(|(count, _)| *count > 0);
    shown
        .map(|(count, unit)| format!("{count}{unit}"))
        .collect()
}
