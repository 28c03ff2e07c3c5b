//! The `images` of a kustomization, so that whoever promotes a version edits one line.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::generate::Generated;
use crate::resource::split_image;

/// An image: its name, its tag, its digest.
pub(super) type Image = (String, Option<String>, Option<String>);

/// The images of all pods, each once. An image of which two versions are used is left out:
/// kustomize knows one version per name.
pub(super) fn of(generated: &Generated) -> BTreeSet<Image> {
    let mut images = BTreeSet::new();
    for object in &generated.objects {
        let mut value = object.value.clone();
        walk(&mut value, &mut |image| {
            images.insert(parts(image));
        });
    }
    let mut versions: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, _, _) in &images {
        *versions.entry(name).or_default() += 1;
    }
    let several: BTreeSet<String> = versions
        .into_iter()
        .filter(|(_, count)| *count > 1)
        .map(|(name, _)| name.to_owned())
        .collect();
    images.retain(|(name, _, _)| !several.contains(name));
    images
}

/// Says each image in a kustomization.
pub(super) fn add(kustomization: &mut Map<String, Value>, images: &BTreeSet<Image>) {
    if images.is_empty() {
        return;
    }
    let images: Vec<Value> = images
        .iter()
        .map(|(name, tag, digest)| {
            let mut image = json!({"name": name});
            if let Some(tag) = tag {
                image["newTag"] = tag.as_str().into();
            }
            if let Some(digest) = digest {
                image["digest"] = digest.as_str().into();
            }
            image
        })
        .collect();
    kustomization.insert("images".to_owned(), images.into());
}

/// What kustomize does to the images of an object.
pub(super) fn replace(object: &mut Value, images: &BTreeSet<Image>) {
    walk(object, &mut |image| {
        let name = parts(image).0;
        let known = images.iter().find(|known| known.0 == name);
        if let Some((name, tag, digest)) = known {
            let tag = tag
                .as_ref()
                .map_or_else(String::new, |tag| format!(":{tag}"));
            let digest = digest
                .as_ref()
                .map_or_else(String::new, |digest| format!("@{digest}"));
            *image = format!("{name}{tag}{digest}");
        }
    });
}

/// Calls for the image of each container.
fn walk(value: &mut Value, take: &mut impl FnMut(&mut String)) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match (key.as_str(), value) {
                    ("containers" | "initContainers", Value::Array(containers)) => {
                        for container in containers {
                            if let Some(Value::String(image)) = container.get_mut("image") {
                                take(image);
                            }
                        }
                    }
                    (_, value) => walk(value, take),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, take)),
        _ => {}
    }
}

/// The name, the tag and the digest.
fn parts(image: &str) -> Image {
    let (name, tag, digest) = split_image(image);
    (
        name.to_owned(),
        tag.map(str::to_owned),
        digest.map(str::to_owned),
    )
}
