//! `[[patch]]`: fields that have no key, merged into an object and held against its schema.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::resource::Resource;
use crate::schema::{Catalog, Checker, Locations, Version};
use crate::source::{At, FileId, Span};
use crate::spelling::{nearest, quoted_list};
use crate::toml_tree::{Data, Node};
use crate::yaml::{self, Limits, Path, pointer_below};

use super::model::Model;
use super::object::{Cause, Object, Owner};
use super::spec::{App, Patch, Reader};

/// Merges the patches of all applications into their objects.
pub(super) fn patch(model: &Model<'_>, objects: &mut [Object], problems: &mut Reader) {
    for app in &model.spec.apps {
        for patch in &app.patch {
            apply(app, patch, objects, model.target, problems);
        }
    }
}

fn apply(
    app: &App,
    patch: &At<Patch>,
    objects: &mut [Object],
    target: Version,
    problems: &mut Reader,
) {
    let kind = &patch.value.kind;
    let own = Owner::App(app.name.value.0.clone());
    let name = patch.value.name.as_ref();
    let fits = |object: &Object| {
        object.owner == own
            && object.kind() == kind.value
            && name.is_none_or(|name| object.name() == name.value)
    };
    let found: Vec<usize> = (0..objects.len())
        .filter(|at| fits(&objects[*at]))
        .collect();
    let [at] = found[..] else {
        refuse_object(&own, patch, objects, found.len(), problems);
        return;
    };
    let object = &mut objects[at];
    let mut places = Vec::new();
    for field in patch.value.fields.iter() {
        let entry = Entry {
            name: &field.name,
            node: &field.value,
        };
        merge_entry(&mut object.value, &entry, "", &mut places);
    }
    let is_leaf = |pointer: &str| {
        let below = format!("{pointer}/");
        !places.iter().any(|(other, _)| other.starts_with(&below))
    };
    for (pointer, span) in places.iter().filter(|(pointer, _)| is_leaf(pointer)) {
        object.note(pointer.clone(), Cause::Spec(*span));
    }
    check(object, &places, target, problems);
}

fn refuse_object(
    own: &Owner,
    patch: &At<Patch>,
    objects: &[Object],
    found: usize,
    problems: &mut Reader,
) {
    let kind = &patch.value.kind;
    let of_app: Vec<&Object> = objects
        .iter()
        .filter(|object| object.owner == *own)
        .collect();
    let of_kind: Vec<&str> = of_app
        .iter()
        .filter(|object| object.kind() == kind.value)
        .map(|object| object.name())
        .collect();
    if let Some(name) = &patch.value.name
        && !of_kind.is_empty()
    {
        let help = match nearest(&name.value, &of_kind) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", quoted_list(&of_kind)),
        };
        problems.refuse(
            name.span,
            format!("there is no {} `{}`", kind.value, name.value),
            help,
        );
        return;
    }
    if found > 1 {
        let help = format!(
            "name one of them: `name = \"{}\"`",
            of_kind.first().unwrap_or(&"")
        );
        problems.refuse(
            kind.span,
            format!("there are {found} objects of the kind {}", kind.value),
            help,
        );
        return;
    }
    let mut kinds: Vec<&str> = of_app.iter().map(|object| object.kind()).collect();
    kinds.dedup();
    let help = match nearest(&kind.value, &kinds) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", quoted_list(&kinds)),
    };
    problems.refuse(
        kind.span,
        format!("there is no object of the kind `{}`", kind.value),
        help,
    );
}

/// A key of a patch and what it is set to.
struct Entry<'n> {
    name: &'n At<String>,
    node: &'n Node,
}

/// Where the leaves of a patch came to lie, and where they are written.
type Places = Vec<(String, Span)>;

fn merge_entry(target: &mut Value, entry: &Entry<'_>, pointer: &str, places: &mut Places) {
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let key = &entry.name.value;
    let pointer = pointer_below(pointer, key);
    if let Value::Object(map) = target {
        let slot = map.entry(key.clone()).or_insert(Value::Null);
        places.push((pointer.clone(), entry.name.span));
        merge(slot, entry.node, &pointer, places);
    }
}

/// Tables are merged, lists of tables by the `name` of their items; all else replaces.
fn merge(target: &mut Value, node: &Node, pointer: &str, places: &mut Places) {
    match &node.data {
        Data::Table(table) => {
            if !target.is_object() {
                *target = Value::Object(Map::new());
            }
            for entry in &table.entries {
                let entry = Entry {
                    name: &entry.name,
                    node: &entry.value,
                };
                merge_entry(target, &entry, pointer, places);
            }
        }
        Data::List(items) if items.iter().all(has_name) && !items.is_empty() => {
            if !target.is_array() {
                *target = Value::Array(Vec::new());
            }
            let Value::Array(known) = target else { return };
            for item in items {
                let name = item.table().and_then(|table| table.get("name")?.text());
                let at = known
                    .iter()
                    .position(|known| known["name"].as_str() == name);
                let at = at.unwrap_or_else(|| {
                    known.push(Value::Null);
                    known.len() - 1
                });
                merge(&mut known[at], item, &format!("{pointer}/{at}"), places);
            }
        }
        _ => {
            *target = json(node);
            places.push((pointer.to_owned(), node.span));
        }
    }
}

fn has_name(node: &Node) -> bool {
    let table = node.table();
    table.is_some_and(|table| table.get("name").is_some_and(|name| name.text().is_some()))
}

fn json(node: &Node) -> Value {
    match &node.data {
        Data::Text(text) => text.as_str().into(),
        Data::Date(moment) => moment.to_string().into(),
        Data::Integer(number) => (*number).into(),
        Data::Float(number) => (*number).into(),
        Data::Boolean(value) => (*value).into(),
        Data::List(items) => items.iter().map(json).collect(),
        Data::Table(table) => table
            .entries
            .iter()
            .map(|entry| (entry.name.value.clone(), json(&entry.value)))
            .collect(),
    }
}

/// Holds a patched object against its schema; what is wrong is said at the patch.
fn check(object: &Object, places: &Places, target: Version, problems: &mut Reader) {
    let text: Arc<str> = super::write::document(object).into();
    let parsed = yaml::parse(text, &Limits::default());
    let Some(root) = parsed.tree.documents().first() else {
        return;
    };
    let root = parsed.tree.node(root.root);
    let locations = Locations::default();
    let catalog = Catalog::new(&locations);
    let targets = [target];
    let resource = Resource::new(root);
    let checked = Checker::new(&catalog, &targets).check(FileId(0), &resource, "");
    for finding in checked.diagnostics {
        let pointer = Path::to(root, finding.span.start).pointer();
        let nearest = places
            .iter()
            .filter(|(known, _)| pointer.starts_with(known.as_str()) || known.starts_with(&pointer))
            .max_by_key(|(known, _)| common(known, &pointer));
        if let Some((_, span)) = nearest {
            let help = finding
                .help
                .unwrap_or_else(|| format!("the object is checked for Kubernetes {target}"));
            problems.refuse(*span, finding.message, help);
        }
    }
}

fn common(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}
