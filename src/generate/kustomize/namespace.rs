//! The `namespace` of an overlay, which moves all objects.

use serde_json::Value;

use crate::generate::Generated;

/// The one namespace of all objects that have any; none where there are several or none.
fn only(generated: &Generated) -> Option<&str> {
    let mut namespaces = generated
        .objects
        .iter()
        .filter_map(|object| object.namespace());
    let first = namespaces.next()?;
    namespaces
        .all(|namespace| namespace == first)
        .then_some(first)
}

/// The namespace that an environment has instead of that of the base.
pub(super) fn moved(base: &Generated, environment: &Generated) -> Option<String> {
    let (before, after) = (only(base)?, only(environment)?);
    (before != after).then(|| after.to_owned())
}

/// What kustomize does to an object.
pub(super) fn move_to(object: &mut Value, namespace: &str) {
    if object["kind"] == "Namespace" {
        object["metadata"]["name"] = namespace.into();
        return;
    }
    if object["metadata"].get("namespace").is_some() {
        object["metadata"]["namespace"] = namespace.into();
    }
    let subjects = object.get_mut("subjects").and_then(Value::as_array_mut);
    for subject in subjects.into_iter().flatten() {
        if subject["kind"] == "ServiceAccount" {
            subject["namespace"] = namespace.into();
        }
    }
}
