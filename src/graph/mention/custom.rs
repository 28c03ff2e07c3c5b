//! What well-known custom resources say of others, by a table of their fields.

mod fields;

use super::config::{OF_SECRET, Source};
use super::gather::{Gathered, Target, field, key, name};
use super::{Mention, Reference};
use crate::resource::{Gvk, Resource};
use crate::yaml::Node;
use fields::KINDS;

/// A kind, and its fields that name others.
struct CustomKind {
    group: &'static str,
    kinds: &'static [&'static str],
    fields: &'static [Field],
}

/// A field: the way to it, with `*` for every item of a list, and what it says.
type Field = (&'static [&'static str], Says);

/// What a field says.
enum Says {
    /// The name of an object, unless it is the word beside it.
    Name(Source, &'static str),
    /// A mapping of `name` and what else there may be: `kind`, which is one of these (the first
    /// when none is written), its group, `namespace`, `key`, `optional`.
    Object(&'static [Source]),
    /// Somewhere below are Secrets, in fields whose names end in `SecretRef`.
    Secrets,
}

pub(super) fn mentions<'t>(resource: &Resource<'t>, found: &mut Gathered<'t>) {
    let gvk = resource.gvk();
    let is_it = |kind: &&CustomKind| kind.group == gvk.group && kind.kinds.contains(&gvk.kind);
    for kind in KINDS.iter().filter(is_it) {
        for (path, says) in kind.fields {
            let how = path.iter().rev().find(|key| **key != "*");
            let how = how.copied().unwrap_or("spec");
            let before = found.mentions.len();
            each(resource.root, path, &mut |at| says.about(at, how, found));
            if is_everywhere(gvk) {
                found.mentions[before..]
                    .iter_mut()
                    .for_each(allow_elsewhere);
            }
        }
    }
}

/// Whether a kind's objects lie in no namespace: as the names of all these kinds say.
fn is_everywhere(gvk: Gvk<'_>) -> bool {
    gvk.kind.starts_with("Cluster")
}

/// What such an object names lies in a namespace that the operator was told, or in several.
fn allow_elsewhere(mention: &mut Mention<'_>) {
    if let Mention::Reference(reference) = mention {
        reference.optional |= !reference.cluster_scoped && reference.namespace.is_none();
    }
}

/// Goes to every node at the end of a way.
fn each<'t>(node: Node<'t>, path: &[&str], then: &mut impl FnMut(Node<'t>)) {
    match path.split_first() {
        None => then(node),
        Some((&"*", rest)) => node.items().for_each(|item| each(item, rest, then)),
        Some((key, rest)) => {
            if let Some(value) = node.get(key) {
                each(value, rest, then);
            }
        }
    }
}

impl Says {
    fn about<'t>(&self, at: Node<'t>, how: &'static str, found: &mut Gathered<'t>) {
        match self {
            Says::Name((relation, target), except) => {
                let reference = Reference::to(*relation, how, *target, Some(at));
                found.refer(reference.filter(|reference| reference.name != *except));
            }
            Says::Object(sources) => {
                found.refer(object(at, how, sources));
            }
            Says::Secrets => secrets(at, found),
        }
    }
}

fn object<'t>(
    at: Node<'t>,
    how: &'static str,
    sources: &'static [Source],
) -> Option<Reference<'t>> {
    let (relation, target) = match field(at, "kind") {
        None => sources.first()?,
        Some(kind) => sources
            .iter()
            .find(|(_, target)| Some(target.kind) == kind.as_str())?,
    };
    let (at_name, _) = name(at.get("name")).filter(|(_, name)| is_one(name))?;
    let asked = ["key", "valuesKey", "port"];
    let asked = asked.iter().find_map(|key| field(at, key));
    let reference = Reference::to(*relation, how, *target, Some(at_name))?;
    let reference = reference.with_key(asked).optional(at.get("optional"));
    is_of_group(at, *target)
        .then_some(reference)?
        .within(at.get("namespace"))
}

/// `*` stands for all, and with `@` Traefik says who else provides it.
fn is_one(name: &str) -> bool {
    !name.contains(['*', '@'])
}

/// Whether the group that is written, if there is one, is the one of the kind.
fn is_of_group(at: Node<'_>, target: Target<'_>) -> bool {
    let group = ["group", "apiGroup"].iter().find_map(|key| field(at, key));
    let version = field(at, "apiVersion").and_then(Node::as_str);
    let version = version.map(|version| Gvk::new(version, "").group);
    let written = group
        .map(Node::text)
        .filter(|group| !group.is_empty())
        .or(version);
    written.is_none_or(|group| group == target.group)
}

/// All Secrets below: `tokenSecretRef: {name, key}`. A `privateKeySecretRef` is written by its
/// operator.
fn secrets<'t>(node: Node<'t>, found: &mut Gathered<'t>) {
    for (field, value) in node.entries() {
        let field = field.text();
        let is_ref = field.ends_with("SecretRef") || field == "secretRef";
        if is_ref && field != "privateKeySecretRef" && key(value.get("name")).is_some() {
            secret(value, found);
        } else {
            secrets(value, found);
        }
    }
    node.items().for_each(|item| secrets(item, found));
}

fn secret<'t>(at: Node<'t>, found: &mut Gathered<'t>) {
    const SECRET: &[Source] = &[OF_SECRET];
    found.refer(object(at, "secretRef", SECRET));
}
