//! ConfigMaps as generators, which add the hash to the name themselves.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::removal;
use crate::generate::Generated;
use crate::generate::layout::owner_name;
use crate::generate::model::ConfigMapModel;
use crate::generate::object::Object;

/// The ConfigMap of the spec that kustomize makes an object from; none for what it does not make.
pub(super) fn generator_of<'g>(
    generated: &'g Generated,
    object: &Object,
) -> Option<&'g ConfigMapModel> {
    let is_it = |config: &&ConfigMapModel| {
        config.is_generated && config.owner == object.owner && config.object_name == object.name()
    };
    if object.kind() != "ConfigMap" {
        return None;
    }
    generated.configs.iter().find(is_it)
}

/// The objects that kustomize makes, by owner and name, each with its ConfigMap of the spec.
type Made<'g> = BTreeMap<(&'g str, &'g str), (&'g Object, &'g ConfigMapModel)>;

fn made(generated: &Generated) -> Made<'_> {
    let objects = generated.objects.iter();
    let made = objects.filter_map(|object| {
        let config = generator_of(generated, object)?;
        Some((key(object), (object, config)))
    });
    made.collect()
}

fn key(object: &Object) -> (&str, &str) {
    (owner_name(&object.owner), object.name())
}

/// Adds the generators of ConfigMaps to a kustomization; of an overlay only what differs from
/// the base.
pub(super) fn add(
    kustomization: &mut Map<String, Value>,
    generated: &Generated,
    base: Option<&Generated>,
) {
    let mut generators = Vec::new();
    let of_base = base.map(made).unwrap_or_default();
    for (object, config) in made(generated).into_values() {
        let known = of_base.get(&key(object)).map(|(known, _)| *known);
        if known.is_some_and(|known| is_equal(known, object)) {
            continue;
        }
        let mut generator = json!({"name": object.name()});
        // In an overlay the namespace is that of the base; what moves it moves this, too.
        let namespace = known.map_or(object.namespace(), Object::namespace);
        if let Some(namespace) = namespace {
            generator["namespace"] = namespace.into();
        }
        if known.is_some() {
            generator["behavior"] = "replace".into();
        }
        let literals = config
            .data
            .iter()
            .map(|(key, text)| format!("{key}={text}"));
        generator["literals"] = literals.collect();
        generator["options"] = options(object, config);
        generators.push(generator);
    }
    if !generators.is_empty() {
        kustomization.insert("configMapGenerator".to_owned(), generators.into());
    }
}

/// Whether two ConfigMaps differ in nothing but their namespace.
fn is_equal(a: &Object, b: &Object) -> bool {
    let metadata = |key: &str| a.value["metadata"].get(key) == b.value["metadata"].get(key);
    a.value["data"] == b.value["data"] && metadata("labels") && metadata("annotations")
}

/// Labels and annotations, and whether the name has a hash.
fn options(object: &Object, config: &ConfigMapModel) -> Value {
    let mut options = Map::new();
    for key in ["labels", "annotations"] {
        if let Some(texts) = object.value["metadata"].get(key) {
            options.insert(key.to_owned(), texts.clone());
        }
    }
    if config.rolls {
        options.insert("immutable".to_owned(), true.into());
    } else {
        options.insert("disableNameSuffixHash".to_owned(), true.into());
    }
    options.into()
}

/// Takes out the ConfigMaps that an environment does not have.
pub(super) fn removals(base: &Generated, environment: &Generated) -> Vec<Value> {
    let kept = made(environment);
    made(base)
        .into_values()
        .filter(|(object, _)| !kept.contains_key(&key(object)))
        .map(|(object, _)| removal(object))
        .collect()
}
