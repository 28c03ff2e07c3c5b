//! ConfigMaps and Secrets that pods and ServiceAccounts name.

use super::Reference;
use super::gather::{CONFIG_MAP, Gathered, SECRET, Target, items, mapping};
use crate::graph::Relation;
use crate::yaml::Node;

/// A source of values: its relation and its kind.
pub(super) type Source = (Relation, Target<'static>);

pub(super) const OF_CONFIG_MAP: Source = (Relation::ConfigMap, CONFIG_MAP);
pub(super) const OF_SECRET: Source = (Relation::Secret, SECRET);

/// `valueFrom` of a variable.
///
/// <https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables>
pub(super) fn value_from<'t>(source: Node<'t>, found: &mut Gathered<'t>) {
    key_ref(
        "env",
        OF_CONFIG_MAP,
        mapping(source, "configMapKeyRef"),
        found,
    );
    key_ref("env", OF_SECRET, mapping(source, "secretKeyRef"), found);
}

/// A selector of one key: `name`, `key`, `optional`.
pub(super) fn key_ref<'t>(
    how: &'static str,
    (relation, target): Source,
    at: Option<Node<'t>>,
    found: &mut Gathered<'t>,
) {
    let Some(at) = at else { return };
    let reference = Reference::to(relation, how, target, at.get("name"));
    let reference = reference.map(|reference| {
        let key = at.get("key");
        reference.with_key(key).optional(at.get("optional"))
    });
    found.refer(reference);
}

/// `envFrom` of a container.
pub(super) fn env_from<'t>(sources: Node<'t>, found: &mut Gathered<'t>) {
    for source in sources.items() {
        whole(
            "envFrom",
            OF_CONFIG_MAP,
            mapping(source, "configMapRef"),
            found,
        );
        whole("envFrom", OF_SECRET, mapping(source, "secretRef"), found);
    }
}

/// A reference without a key: `name`, `optional`.
pub(super) fn whole<'t>(
    how: &'static str,
    (relation, target): Source,
    at: Option<Node<'t>>,
    found: &mut Gathered<'t>,
) {
    let Some(at) = at else { return };
    let reference = Reference::to(relation, how, target, at.get("name"));
    found.refer(reference.map(|reference| reference.optional(at.get("optional"))));
}

/// A volume's source: once for the object, and once for each key that it projects.
///
/// <https://kubernetes.io/docs/concepts/storage/projected-volumes/>
pub(super) fn projection<'t>(
    how: &'static str,
    (relation, target): Source,
    source: Node<'t>,
    name_field: &str,
    found: &mut Gathered<'t>,
) {
    let reference = Reference::to(relation, how, target, source.get(name_field));
    let Some(reference) = reference.map(|found| found.optional(source.get("optional"))) else {
        return;
    };
    found.refer(Some(reference.clone()));
    for item in items(source, "items") {
        let reference = reference.clone().with_key(item.get("key"));
        if reference.key.is_some() {
            found.refer(Some(reference));
        }
    }
}

/// `imagePullSecrets` of a pod or a ServiceAccount.
pub(super) fn pull_secrets<'t>(secrets: Node<'t>, found: &mut Gathered<'t>) {
    for secret in secrets.items() {
        let (relation, how) = (Relation::ImagePullSecret, "imagePullSecrets");
        found.refer(Reference::to(relation, how, SECRET, secret.get("name")));
    }
}

/// What a ServiceAccount names.
///
/// <https://kubernetes.io/docs/concepts/security/service-accounts/>
pub(super) fn service_account<'t>(root: Node<'t>, found: &mut Gathered<'t>) {
    if let Some(secrets) = root.get("imagePullSecrets") {
        pull_secrets(secrets, found);
    }
    for secret in items(root, "secrets") {
        found.refer(Reference::to(
            Relation::Secret,
            "secrets",
            SECRET,
            secret.get("name"),
        ));
    }
}
