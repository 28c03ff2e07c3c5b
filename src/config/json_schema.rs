//! The JSON Schema of `kubelint.toml`, by which editors complete and check it.

use serde_json::{Map, Value, json};

use super::keys::{KEYS, Key, LEVEL_NAMES, Shape, Text};
use crate::registry::Registry;
use crate::rule::{Entry, Param};

/// The schema (draft 2020-12), with these rules and their groups.
pub fn schema(registry: &Registry) -> Value {
    let mut schema = table(KEYS);
    for (key, value) in [
        (
            "$schema",
            json!("https://json-schema.org/draft/2020-12/schema"),
        ),
        (
            "$id",
            json!("https://kubelint.dev/schemas/kubelint.schema.json"),
        ),
        ("title", json!("kubelint.toml")),
        ("description", json!("The configuration of kubelint")),
        ("$defs", definitions(registry)),
    ] {
        schema.insert(key.to_owned(), value);
    }
    Value::Object(schema)
}

fn table(keys: &[Key]) -> Map<String, Value> {
    let mut properties = Map::new();
    for key in keys {
        let mut property = shape(key);
        property.insert("description".to_owned(), key.description.into());
        properties.insert(key.name.to_owned(), property.into());
    }
    let required: Vec<&str> = keys
        .iter()
        .filter(|key| key.required)
        .map(|key| key.name)
        .collect();
    let mut schema = object(&[("type", json!("object"))]);
    schema.insert("properties".to_owned(), properties.into());
    if !required.is_empty() {
        schema.insert("required".to_owned(), required.into());
    }
    schema.insert("additionalProperties".to_owned(), false.into());
    schema
}

fn shape(key: &Key) -> Map<String, Value> {
    match key.shape {
        Shape::Text(kind) => text(kind),
        Shape::Texts(kind) => list(text(kind).into(), key.required),
        Shape::OneOrMore(kind) => {
            let one: Value = text(kind).into();
            let list: Value = list(one.clone(), false).into();
            object(&[("anyOf", json!([one, list]))])
        }
        Shape::Date => object(&[("type", json!("string")), ("format", json!("date"))]),
        Shape::Rules => object(&[("$ref", json!("#/$defs/rules"))]),
        Shape::Levels => object(&[("$ref", json!("#/$defs/levels"))]),
        Shape::Table(keys) => table(keys),
        Shape::Tables(keys) => list(table(keys).into(), false),
    }
}

fn list(items: Value, required: bool) -> Map<String, Value> {
    let mut schema = object(&[("type", json!("array")), ("items", items)]);
    if required {
        schema.insert("minItems".to_owned(), 1.into());
    }
    schema
}

fn text(kind: Text) -> Map<String, Value> {
    match kind {
        Text::Choice(choices) => object(&[("enum", json!(choices))]),
        Text::Rule => object(&[("$ref", json!("#/$defs/rule-name"))]),
        Text::Version => object(&[
            ("type", json!("string")),
            ("pattern", json!("^v?1\\.[0-9]+([.+-].*)?$")),
        ]),
        Text::Words
        | Text::Path
        | Text::Folder
        | Text::Config
        | Text::Schemas
        | Text::Paths
        | Text::Names
        | Text::Object
        | Text::ClusterObject => object(&[("type", json!("string")), ("minLength", json!(1))]),
    }
}

/// Levels, names, and what stands behind them. A team's own policies are not known here: names
/// that no rule has are allowed, so that an editor does not call them wrong.
fn definitions(registry: &Registry) -> Value {
    let mut rules = Map::new();
    let mut levels = Map::new();
    for entry in registry.entries() {
        let id = entry.id.to_string();
        rules.insert(id.clone(), rule(entry));
        levels.insert(id, titled("#/$defs/level-only", &entry.title));
    }
    let mut groups: Vec<&str> = registry
        .entries()
        .iter()
        .flat_map(|entry| std::iter::once(&entry.group).chain(&entry.also_in))
        .map(|group| &**group)
        .collect();
    groups.sort_unstable();
    groups.dedup();
    for group in &groups {
        let title = format!("all rules of the group {group}");
        for schema in [&mut rules, &mut levels] {
            let of_group = titled("#/$defs/level-only", &title);
            schema.entry(*group).or_insert(of_group);
        }
    }
    let names: Vec<&String> = rules.keys().collect();
    json!({
        "level": {"enum": LEVEL_NAMES},
        "level-only": {"anyOf": [{"$ref": "#/$defs/level"}, {
            "type": "object",
            "properties": {"level": {"$ref": "#/$defs/level"}},
            "additionalProperties": false,
        }]},
        "rule-name": {"anyOf": [{"enum": names}, {"type": "string", "minLength": 1}]},
        "rules": {
            "type": "object",
            "properties": rules,
            "additionalProperties": {"anyOf": [{"$ref": "#/$defs/level"}, {
                "type": "object",
                "properties": {"level": {"$ref": "#/$defs/level"}},
            }]},
        },
        "levels": {
            "type": "object",
            "properties": levels,
            "additionalProperties": {"$ref": "#/$defs/level-only"},
        },
    })
}

fn rule(entry: &Entry) -> Value {
    if entry.params.is_empty() {
        return titled("#/$defs/level-only", &entry.title);
    }
    let mut properties = object(&[("level", json!({"$ref": "#/$defs/level"}))]);
    for param in &entry.params {
        properties.insert(param.name.clone(), parameter(param));
    }
    json!({"description": entry.title, "anyOf": [{"$ref": "#/$defs/level"}, {
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    }]})
}

fn titled(reference: &str, title: &str) -> Value {
    json!({"description": title, "$ref": reference})
}

/// The type is that of the default, as the reader sees it.
fn parameter(param: &Param) -> Value {
    let mut schema = object(&[
        ("description", json!(param.description)),
        ("default", param.default.clone()),
    ]);
    let name = match &param.default {
        Value::Null => None,
        Value::Bool(_) => Some("boolean"),
        Value::Number(_) => Some("number"),
        Value::String(_) => Some("string"),
        Value::Array(_) => Some("array"),
        Value::Object(_) => Some("object"),
    };
    if let Some(name) = name {
        schema.insert("type".to_owned(), name.into());
    }
    schema.into()
}

fn object(members: &[(&str, Value)]) -> Map<String, Value> {
    let members = members.iter();
    members
        .map(|(key, value)| ((*key).to_owned(), value.clone()))
        .collect()
}
