//! A base and an overlay per environment, for kustomize.
//!
//! The base holds what the spec says without any environment, with its images and ConfigMaps; an
//! overlay holds what is different: the namespace, images, ConfigMaps, objects of its own, and
//! exact patches of fields, which follow from comparing the two.
//! <https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/>

mod config;
mod difference;
mod images;
mod namespace;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::Generated;
use super::layout::{Files, Origin, owner_name};
use super::object::{Object, Owner};
use super::write::{document, value};
use difference::operations;

/// The name of the file that kustomize reads.
const FILE: &str = "kustomization.yaml";
const API_VERSION: &str = "kustomize.config.k8s.io/v1beta1";
/// The file of an overlay's own objects.
const ADDED: &str = "added.yaml";

/// The files: `base/`, and `overlays/NAME/` of each environment; of a spec without environments
/// only the base, in the folder itself.
pub(super) fn files(origin: &Origin, generated: &[Generated]) -> Files {
    let mut files = Files::new();
    let Some((base, environments)) = generated.split_first() else {
        return files;
    };
    let folder = if environments.is_empty() {
        PathBuf::new()
    } else {
        PathBuf::from("base")
    };
    write_base(origin, base, &folder, &mut files);
    for environment in environments {
        if let Some(name) = &environment.environment {
            let folder = Path::new("overlays").join(name);
            write_overlay(origin, base, environment, &folder, &mut files);
        }
    }
    files
}

/// The objects that are files: all but what kustomize makes.
fn resources(generated: &Generated) -> Vec<&Object> {
    let is_made = |object: &&Object| config::generator_of(generated, object).is_none();
    generated.objects.iter().filter(is_made).collect()
}

fn write_base(origin: &Origin, base: &Generated, folder: &Path, files: &mut Files) {
    let objects = resources(base);
    let mut owners: Vec<&Owner> = Vec::new();
    for object in &objects {
        if !owners.contains(&&object.owner) {
            owners.push(&object.owner);
        }
    }
    let mut names = Vec::new();
    for owner in owners {
        let own = objects.iter().filter(|object| object.owner == *owner);
        let text = origin.header(None, &base.hashes.of(owner)) + &stream(own.copied());
        let name = format!("{}.yaml", owner_name(owner));
        files.insert(folder.join(&name), text);
        names.push(name);
    }
    let mut kustomization = kustomization(&names);
    images::add(&mut kustomization, &images::of(base));
    config::add(&mut kustomization, base, None);
    let text = origin.header(None, &base.hashes.all()) + &value(&kustomization.into());
    files.insert(folder.join(FILE), text);
}

/// Documents behind each other.
fn stream<'o>(objects: impl Iterator<Item = &'o Object>) -> String {
    let documents: Vec<String> = objects.map(document).collect();
    documents.join("---\n")
}

fn write_overlay(
    origin: &Origin,
    base: &Generated,
    environment: &Generated,
    folder: &Path,
    files: &mut Files,
) {
    let header = origin.header(
        environment.environment.as_deref(),
        &environment.hashes.all(),
    );
    let moved = namespace::moved(base, environment);
    let (before, after) = (resources(base), resources(environment));
    let known: BTreeSet<Identity<'_>> = before.iter().map(|object| identity(object)).collect();
    let wanted: BTreeMap<Identity<'_>, &Object> = after
        .iter()
        .map(|object| (identity(object), *object))
        .collect();
    let mut names = vec!["../../base".to_owned()];
    let added: Vec<&Object> = after
        .iter()
        .filter(|object| !known.contains(&identity(object)))
        .copied()
        .collect();
    if !added.is_empty() {
        let text = header.clone() + &stream(added.into_iter());
        files.insert(folder.join(ADDED), text);
        names.push(ADDED.to_owned());
    }
    let images = images::of(environment);
    let mut patches = Vec::new();
    for object in &before {
        let Some(wanted) = wanted.get(&identity(object)) else {
            patches.push(removal(object));
            continue;
        };
        // What is compared is the base as the other transformers of the overlay leave it.
        let mut known = object.value.clone();
        if let Some(namespace) = &moved {
            namespace::move_to(&mut known, namespace);
        }
        images::replace(&mut known, &images);
        let operations = operations(&known, &wanted.value);
        if !operations.is_empty() {
            patches.push(patch(object, operations));
        }
    }
    let mut kustomization = kustomization(&names);
    if let Some(namespace) = moved {
        kustomization.insert("namespace".to_owned(), namespace.into());
    }
    patches.extend(config::removals(base, environment));
    if !patches.is_empty() {
        kustomization.insert("patches".to_owned(), patches.into());
    }
    let of_base = images::of(base);
    let changed = images.into_iter().filter(|image| !of_base.contains(image));
    images::add(&mut kustomization, &changed.collect());
    config::add(&mut kustomization, environment, Some(base));
    files.insert(folder.join(FILE), header + &value(&kustomization.into()));
}

fn kustomization(resources: &[String]) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert("apiVersion".to_owned(), API_VERSION.into());
    map.insert("kind".to_owned(), "Kustomization".into());
    map.insert("resources".to_owned(), resources.into());
    map
}

/// What tells objects apart: owner, API version, kind, name. The namespace may be another in an
/// environment, and so may the name of the Namespace itself.
type Identity<'o> = (&'o str, &'o str, &'o str, &'o str);

fn identity(object: &Object) -> Identity<'_> {
    let kind = object.kind();
    let name = if kind == "Namespace" {
        ""
    } else {
        object.name()
    };
    (owner_name(&object.owner), object.api_version(), kind, name)
}

/// What a patch is about.
fn target(object: &Object) -> Value {
    let (group, version) = match object.api_version().split_once('/') {
        Some((group, version)) => (Some(group), version),
        None => (None, object.api_version()),
    };
    let mut target = json!({"version": version, "kind": object.kind(), "name": object.name()});
    if let Some(group) = group {
        target["group"] = group.into();
    }
    target
}

fn patch(object: &Object, operations: Vec<Value>) -> Value {
    json!({"target": target(object), "patch": value(&operations.into())})
}

/// Takes an object out that an environment does not have.
fn removal(object: &Object) -> Value {
    let mut body = json!({
        "apiVersion": object.api_version(),
        "kind": object.kind(),
        "metadata": {"name": object.name()},
        "$patch": "delete",
    });
    if let Some(namespace) = object.namespace() {
        body["metadata"]["namespace"] = namespace.into();
    }
    json!({"patch": value(&body)})
}
