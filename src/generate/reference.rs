//! The documentation of the spec, from the types that read it: a page, a table, a JSON Schema.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::spec::{App, Key, Keys, Platform, Shape};

/// The part of a spec that has a section of its own.
struct Section {
    /// How it is written: `[scale]`.
    path: String,
    keys: &'static Keys,
}

/// The page of the whole spec, or of the key at a path such as `scale.behavior`.
///
/// # Errors
///
/// The keys that there are at the first part of the path that is none.
pub fn page(path: &str) -> Result<String, Vec<&'static str>> {
    let mut out = String::new();
    if path.is_empty() {
        for section in sections() {
            write_section(&mut out, &section);
        }
        return Ok(out);
    }
    let mut tables = vec![App::KEYS];
    let mut found: Option<&'static Key> = None;
    for part in path.split('.') {
        let known: Vec<&'static Key> = tables.iter().flat_map(|table| table.keys).collect();
        let root = Key {
            name: "platform",
            about: "What the cluster is like",
            shape: Shape::Table(Platform::KEYS),
            required: false,
            example: "",
            becomes: "",
        };
        let key = match known.iter().find(|key| key.name == part) {
            Some(key) => key.shape,
            None if found.is_none() && part == root.name => root.shape,
            None => return Err(known.iter().map(|key| key.name).collect()),
        };
        found = known.into_iter().find(|key| key.name == part);
        tables = key.tables();
    }
    if let Some(key) = found {
        let _ = writeln!(out, "# {path}\n\n{}.\n", key.sentence());
        let _ = writeln!(out, "It is {}.\n", key.shape.words());
        let name = key.name;
        let _ = writeln!(out, "```toml\n{name} = {}\n```\n", key.example);
        if !key.becomes.is_empty() {
            let _ = writeln!(out, "It becomes {}.\n", key.becomes);
        }
    }
    for table in tables {
        let path = format!("[{path}]");
        write_section(&mut out, &Section { path, keys: table });
    }
    Ok(out)
}

/// A row per key of an application: what it is and what it turns into.
pub fn table() -> String {
    let mut out = String::from("| Key | What it says | What it becomes |\n|---|---|---|\n");
    for key in App::KEYS.keys {
        let about = key.sentence().replace('|', "\\|");
        let _ = writeln!(out, "| `{}` | {about} | {} |", key.name, key.becomes);
    }
    out
}

/// The tables of the spec, each once, the outer before the inner.
fn sections() -> Vec<Section> {
    let mut sections = Vec::new();
    let mut add = |path: &str, keys| gather(path, keys, &mut sections);
    add("", App::KEYS);
    add("platform", Platform::KEYS);
    sections
}

fn gather(path: &str, keys: &'static Keys, sections: &mut Vec<Section>) {
    let is_known = |section: &Section| std::ptr::eq(section.keys, keys);
    if sections.iter().any(is_known) {
        return;
    }
    let shown = if path.is_empty() {
        "An application".to_owned()
    } else {
        format!("`[{path}]`")
    };
    sections.push(Section { path: shown, keys });
    for key in keys.keys {
        for table in key.shape.tables() {
            let below = if path.is_empty() {
                key.name.to_owned()
            } else {
                format!("{path}.{}", key.name)
            };
            gather(&below, table, sections);
        }
    }
}

fn write_section(out: &mut String, section: &Section) {
    let _ = writeln!(out, "## {}\n\n{}.\n", section.path, section.keys.sentence());
    out.push_str("| Key | What it says | Example | What it becomes |\n|---|---|---|---|\n");
    for key in section.keys.keys {
        let required = if key.required { " (required)" } else { "" };
        let _ = writeln!(
            out,
            "| `{}`{required} | {} | `{}` | {} |",
            key.name,
            key.sentence().replace('|', "\\|"),
            key.example.replace('|', "\\|"),
            key.becomes
        );
    }
    if let Some(rest) = section.keys.rest {
        let _ = writeln!(
            out,
            "| any other name | {} | | |",
            rest.words().replace('|', "\\|")
        );
    }
    out.push('\n');
}

/// The JSON Schema (draft 2020-12) of an `app.toml`. Nothing is required by it: a table may be
/// one that is laid over another.
pub fn json_schema() -> Value {
    let app = properties(App::KEYS);
    let mut root = app.clone();
    let environment = {
        let mut keys = app.clone();
        keys.insert("apps".to_owned(), apps());
        keys.insert(
            "defaults".to_owned(),
            reference("app", "What all applications have"),
        );
        keys.insert(
            "platform".to_owned(),
            reference("platform", "What the cluster is like"),
        );
        table_of(keys)
    };
    root.insert("apps".to_owned(), apps());
    root.insert(
        "defaults".to_owned(),
        reference("app", "What all applications have"),
    );
    root.insert(
        "platform".to_owned(),
        reference("platform", "What the cluster is like"),
    );
    root.insert(
        "environments".to_owned(),
        json!({
            "description": "What is different in an environment: any key",
            "type": "object",
            "additionalProperties": environment,
        }),
    );
    root.insert(
        "extends".to_owned(),
        json!({
            "description": "The file, or list of files, that this one is laid over",
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
        }),
    );
    let mut own = app;
    own.insert(
        "environments".to_owned(),
        json!({
            "description": "What is different in an environment: any key",
            "type": "object",
            "additionalProperties": {"$ref": "#/$defs/app"},
        }),
    );
    let mut schema = table_of(root);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["$id"] = json!("https://kubelint.dev/schemas/app.schema.json");
    schema["title"] = json!("app.toml");
    schema["description"] = json!("What `kubelint gen` turns into Kubernetes YAML");
    schema["$defs"] = json!({
        "app": table_of(own),
        "platform": table_of(properties(Platform::KEYS)),
    });
    schema
}

fn apps() -> Value {
    json!({
        "description": "Several applications, by their names",
        "type": "object",
        "additionalProperties": {"$ref": "#/$defs/app"},
    })
}

fn reference(name: &str, description: &str) -> Value {
    json!({"description": description, "$ref": format!("#/$defs/{name}")})
}

fn properties(keys: &Keys) -> Map<String, Value> {
    let mut properties = Map::new();
    for key in keys.keys {
        let mut value = shape(&key.shape);
        // `false` takes away what is set in a table below.
        if !key.shape.takes_boolean() {
            value = json!({"anyOf": [value, {"const": false}]});
        }
        let mut description = key.sentence();
        if !key.becomes.is_empty() {
            description = format!("{description}. Becomes {}", key.becomes);
        }
        value["description"] = description.into();
        properties.insert(key.name.to_owned(), value);
        // `key+` appends to a list.
        if let Shape::List(_) = key.shape {
            let list = shape(&key.shape);
            properties.insert(format!("{}+", key.name), list);
        }
    }
    properties
}

fn table_of(properties: Map<String, Value>) -> Value {
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

fn shape(shape_of: &Shape) -> Value {
    match shape_of {
        Shape::Text(text) => match text.pattern {
            Some(pattern) => json!({"type": "string", "pattern": pattern}),
            None => json!({"type": "string"}),
        },
        Shape::Integer { min, max } => {
            let mut value = json!({"type": "integer"});
            if *min > i64::MIN {
                value["minimum"] = (*min).into();
            }
            if *max < i64::MAX {
                value["maximum"] = (*max).into();
            }
            value
        }
        Shape::Boolean => json!({"type": "boolean"}),
        Shape::Choice(words) => json!({"enum": words}),
        Shape::List(items) => json!({"type": "array", "items": shape(items)}),
        Shape::Map { values, .. } => json!({
            "type": "object",
            "additionalProperties": {"anyOf": [shape(values), {"const": false}]},
        }),
        Shape::Table(keys) => {
            let mut table = table_of(properties(keys));
            if let Some(rest) = keys.rest {
                table["additionalProperties"] = shape(rest);
            }
            table
        }
        Shape::Any(shapes) => {
            let shapes: Vec<Value> = shapes.iter().map(shape).collect();
            json!({"anyOf": shapes})
        }
        Shape::Free => json!({}),
    }
}
