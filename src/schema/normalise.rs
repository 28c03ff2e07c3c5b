//! Schemas made ready for the validator: null as Go has it, structural schemas made strict.

use serde_json::{Map, Value, json};

/// Every JSON type but null.
fn not_null() -> Value {
    json!(["array", "boolean", "number", "object", "string"])
}

/// Lets null stand for an absent value wherever nothing is required, as Go's decoder does.
///
/// `schema` is a root with its `$defs`; what is required stays an error when it is null, because
/// the server sees a zero value there.
pub(super) fn allow_null(schema: &mut Value) {
    for key in ["$defs", "definitions"] {
        if let Some(Value::Object(definitions)) = schema.get_mut(key) {
            for (_, definition) in definitions.iter_mut() {
                below(definition);
                admit_null(definition);
            }
        }
    }
    below(schema);
}

/// Applies the rule to everything below a schema, not to the schema itself.
fn below(schema: &mut Value) {
    let Value::Object(schema) = schema else {
        return;
    };
    let required: Vec<String> = schema
        .get("required")
        .and_then(Value::as_array)
        .map(|names| {
            names
                .iter()
                .filter_map(|name| name.as_str().map(str::to_owned))
                .collect()
        })
        .unwrap_or_default();
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        for (name, property) in properties.iter_mut() {
            below(property);
            if required.contains(name) {
                insist_on_value(property);
            } else {
                admit_null(property);
            }
        }
    }
    for key in ["items", "additionalProperties"] {
        if let Some(inner) = schema.get_mut(key) {
            below(inner);
            admit_null(inner);
        }
    }
    for key in ["patternProperties"] {
        if let Some(Value::Object(patterns)) = schema.get_mut(key) {
            for (_, inner) in patterns.iter_mut() {
                below(inner);
                admit_null(inner);
            }
        }
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        if let Some(Value::Array(branches)) = schema.get_mut(key) {
            for branch in branches {
                below(branch);
            }
        }
    }
}

/// A reference reaches a definition that takes null; where the field is required it must not.
fn insist_on_value(schema: &mut Value) {
    if let Value::Object(map) = schema
        && map.contains_key("$ref")
        && !map.contains_key("type")
    {
        map.insert("type".to_owned(), not_null());
    }
}

/// Lets a schema take null besides what it takes already.
fn admit_null(schema: &mut Value) {
    let Value::Object(map) = schema else {
        return;
    };
    let constrains_null = ["anyOf", "oneOf", "allOf", "not", "const", "if"]
        .iter()
        .any(|key| map.contains_key(*key));
    if constrains_null {
        let inner = Value::Object(std::mem::take(map));
        map.insert("anyOf".to_owned(), json!([inner, {"type": "null"}]));
        return;
    }
    match map.get_mut("type") {
        Some(Value::String(name)) => {
            let types = json!([name, "null"]);
            map.insert("type".to_owned(), types);
        }
        Some(Value::Array(types)) if !types.contains(&json!("null")) => types.push(json!("null")),
        _ => {}
    }
    if let Some(Value::Array(values)) = map.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
}

/// What the keywords of a structural schema that only constrain values are called in JSON Schema.
///
/// `minimum` and `maximum` are not here: their exclusive forms are flags in the older draft that
/// CustomResourceDefinitions use.
const VALUE_KEYWORDS: &[&str] = &[
    "enum",
    "pattern",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "multipleOf",
    "required",
];

/// A CustomResourceDefinition's structural schema as JSON Schema, refusing unknown fields.
///
/// Rules: <https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema>.
/// `object_meta` is the reference that validates `metadata`.
pub(super) fn structural(schema: &Value, object_meta: &Value) -> Value {
    let mut converted = convert(schema, object_meta);
    as_object_root(&mut converted, object_meta);
    converted
}

/// Adds `apiVersion`, `kind` and `metadata`, which a structural schema need not name.
fn as_object_root(schema: &mut Value, object_meta: &Value) {
    let Value::Object(root) = schema else {
        return;
    };
    let properties = root
        .entry("properties")
        .or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(properties) = properties {
        properties.insert("apiVersion".to_owned(), json!({"type": "string"}));
        properties.insert("kind".to_owned(), json!({"type": "string"}));
        let restricted = properties.remove("metadata").and_then(|metadata| {
            let only_names = metadata.get("properties")?.clone();
            Some(json!({"properties": only_names}))
        });
        let metadata = match restricted {
            Some(restricted) => json!({"allOf": [object_meta, restricted]}),
            None => object_meta.clone(),
        };
        properties.insert("metadata".to_owned(), metadata);
    }
}

fn convert(schema: &Value, object_meta: &Value) -> Value {
    let Value::Object(source) = schema else {
        return json!({});
    };
    let flag = |name: &str| source.get(name) == Some(&Value::Bool(true));
    let mut out = Map::new();
    for key in VALUE_KEYWORDS {
        if let Some(value) = source.get(*key) {
            out.insert((*key).to_owned(), value.clone());
        }
    }
    bounds(source, &mut out);
    let int_or_string = flag("x-kubernetes-int-or-string");
    if int_or_string {
        out.insert("x-kubernetes-int-or-string".to_owned(), Value::Bool(true));
    } else if let Some(Value::String(name)) = source.get("type") {
        let types = if flag("nullable") {
            json!([name, "null"])
        } else {
            json!(name)
        };
        out.insert("type".to_owned(), types);
    }
    format(source, &mut out);
    list_type(source, &mut out);
    if let Some(items) = source.get("items") {
        out.insert("items".to_owned(), convert(items, object_meta));
    }
    fields(source, object_meta, &mut out);
    for key in ["allOf", "anyOf", "oneOf"] {
        if let Some(Value::Array(branches)) = source.get(key) {
            // The usual spelling of int-or-string; the keyword above says it better.
            if int_or_string && key == "anyOf" {
                continue;
            }
            out.insert(key.to_owned(), branches.iter().map(value_only).collect());
        }
    }
    if let Some(not) = source.get("not") {
        out.insert("not".to_owned(), value_only(not));
    }
    let mut converted = Value::Object(out);
    if flag("x-kubernetes-embedded-resource") {
        as_object_root(&mut converted, object_meta);
        if let Value::Object(map) = &mut converted {
            map.insert("required".to_owned(), json!(["apiVersion", "kind"]));
        }
    }
    converted
}

/// `properties` and `additionalProperties`: what is not specified is pruned by the server, and
/// refused under strict validation.
fn fields(source: &Map<String, Value>, object_meta: &Value, out: &mut Map<String, Value>) {
    if let Some(Value::Object(properties)) = source.get("properties") {
        let converted: Map<String, Value> = properties
            .iter()
            .map(|(name, property)| (name.clone(), convert(property, object_meta)))
            .collect();
        out.insert("properties".to_owned(), Value::Object(converted));
    }
    let open = source.get("x-kubernetes-preserve-unknown-fields") == Some(&Value::Bool(true));
    match source.get("additionalProperties") {
        Some(Value::Object(map)) => {
            let inner = convert(&Value::Object(map.clone()), object_meta);
            out.insert("additionalProperties".to_owned(), inner);
        }
        Some(Value::Bool(true)) => {}
        Some(_) | None => {
            let is_object = source.get("type") == Some(&json!("object"));
            if is_object && !open {
                out.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
        }
    }
}

/// `exclusiveMinimum: true` beside `minimum` becomes the number that JSON Schema has since draft 6.
fn bounds(source: &Map<String, Value>, out: &mut Map<String, Value>) {
    for (bound, exclusive) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        let Some(limit) = source.get(bound) else {
            continue;
        };
        let is_exclusive = source.get(exclusive) == Some(&Value::Bool(true));
        let key = if is_exclusive { exclusive } else { bound };
        out.insert(key.to_owned(), limit.clone());
    }
}

/// The formats that the server checks and that can be told without doubt; it ignores unknown ones.
fn format(source: &Map<String, Value>, out: &mut Map<String, Value>) {
    let Some(Value::String(format)) = source.get("format") else {
        return;
    };
    match format.as_str() {
        "int32" => at_most(out, i64::from(i32::MIN), i64::from(i32::MAX)),
        "int64" => at_most(out, i64::MIN, i64::MAX),
        "byte" => {
            out.insert("x-kubelint-base64".to_owned(), Value::Bool(true));
        }
        "date-time" => {
            out.insert("x-kubelint-date-time".to_owned(), Value::Bool(true));
        }
        "ipv4" | "ipv6" | "uuid" => {
            out.insert("format".to_owned(), json!(format));
        }
        _ => {}
    }
}

fn at_most(out: &mut Map<String, Value>, minimum: i64, maximum: i64) {
    if !out.contains_key("minimum") && !out.contains_key("exclusiveMinimum") {
        out.insert("minimum".to_owned(), json!(minimum));
    }
    if !out.contains_key("maximum") && !out.contains_key("exclusiveMaximum") {
        out.insert("maximum".to_owned(), json!(maximum));
    }
}

fn list_type(source: &Map<String, Value>, out: &mut Map<String, Value>) {
    match source.get("x-kubernetes-list-type").and_then(Value::as_str) {
        Some("map") => {
            if let Some(Value::Array(keys)) = source.get("x-kubernetes-list-map-keys") {
                let keys = keys.iter().filter_map(Value::as_str);
                let with_defaults: Vec<Value> = keys.map(|key| list_key(source, key)).collect();
                out.insert(
                    "x-kubelint-list-keys".to_owned(),
                    Value::Array(with_defaults),
                );
            }
        }
        Some("set") => {
            out.insert("uniqueItems".to_owned(), Value::Bool(true));
        }
        _ => {}
    }
}

/// A key of list items with its default, which an item without it has.
fn list_key(list: &Map<String, Value>, key: &str) -> Value {
    let default = list
        .get("items")
        .and_then(|items| items.get("properties")?.get(key)?.get("default"));
    match default {
        Some(default) => json!({"key": key, "default": default}),
        None => json!({"key": key}),
    }
}

/// A schema below `anyOf`, `oneOf`, `allOf` or `not`: it constrains values and names no fields,
/// so it refuses none.
fn value_only(schema: &Value) -> Value {
    let Value::Object(source) = schema else {
        return json!({});
    };
    let mut out = Map::new();
    for key in VALUE_KEYWORDS {
        if let Some(value) = source.get(*key) {
            out.insert((*key).to_owned(), value.clone());
        }
    }
    bounds(source, &mut out);
    if let Some(value) = source.get("type") {
        out.insert("type".to_owned(), value.clone());
    }
    if let Some(Value::Object(properties)) = source.get("properties") {
        let converted: Map<String, Value> = properties
            .iter()
            .map(|(name, property)| (name.clone(), value_only(property)))
            .collect();
        out.insert("properties".to_owned(), Value::Object(converted));
    }
    for key in ["items", "not"] {
        if let Some(inner) = source.get(key) {
            out.insert(key.to_owned(), value_only(inner));
        }
    }
    if let Some(inner @ Value::Object(_)) = source.get("additionalProperties") {
        out.insert("additionalProperties".to_owned(), value_only(inner));
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        if let Some(Value::Array(branches)) = source.get(key) {
            out.insert(key.to_owned(), branches.iter().map(value_only).collect());
        }
    }
    Value::Object(out)
}
