//! No input makes the generator panic.

use std::fs;

use kubelint::generate::{Format, Options, Spec, json_schema};
use proptest::prelude::*;
use serde_json::Value;
use tempfile::TempDir;

use super::{names, newest, path, read, root};

/// Reads and generates a text as a spec; what is wrong with it is said, not thrown.
fn run(text: &str, folder: &TempDir) -> bool {
    let file = folder.path().join("app.toml");
    fs::write(&file, text).expect("the spec can be written");
    let Ok(spec) = Spec::read(&file, folder.path(), &[]) else {
        return false;
    };
    let mut all_right = true;
    let environments = spec.environments();
    let environments = environments.iter().map(|name| Some(name.as_str()));
    for environment in environments.chain([None]) {
        for format in [Format::Yaml, Format::Kustomize] {
            let target = newest();
            let options = Options { target, format };
            all_right &= spec.generate(environment, options).is_ok();
        }
    }
    all_right
}

fn texts() -> Vec<String> {
    let read = |name: &String| fs::read_to_string(root().join(path(name)));
    names()
        .iter()
        .map(|name| read(name).expect("a spec"))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn lines_that_are_lost_doubled_or_mixed_up_make_no_panic(
        which in 0usize..100,
        operations in proptest::collection::vec((0usize..4, 0usize..1000, 0usize..1000), 1..6),
    ) {
        let texts = texts();
        let text = &texts[which % texts.len()];
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for (operation, a, b) in operations {
            if lines.is_empty() {
                break;
            }
            let (a, b) = (a % lines.len(), b % lines.len());
            match operation {
                0 => drop(lines.remove(a)),
                1 => lines.insert(b, lines[a].clone()),
                2 => lines.swap(a, b),
                _ => {
                    let half = lines[a].chars().count() / 2;
                    lines[a] = lines[a].chars().take(half).collect();
                }
            }
        }
        let folder = TempDir::new().expect("a folder");
        run(&lines.join("\n"), &folder);
    }
}

/// Values that a key may not expect.
const ODD: &[&str] = &[
    "0",
    "-1",
    "1",
    "70000",
    "9223372036854775807",
    "1.5",
    "nan",
    "true",
    "false",
    "\"\"",
    "\"x\"",
    "\"X y\\n\"",
    "\"0\"",
    "\"-\"",
    "\"/\"",
    "\"*\"",
    "\"é\\u0000\"",
    "[]",
    "[\"\"]",
    "[1]",
    "[{}]",
    "{}",
    "{ x = 1 }",
    "{ x = \"y\" }",
    "2026-11-26",
    "\"${X}\"",
];

/// The paths of all keys, told by the schema; a name that the user chooses is `n`.
fn keys(schema: &Value, definitions: &Value, path: &str, found: &mut Vec<String>, depth: usize) {
    if depth > 7 {
        return;
    }
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.trim_start_matches("#/$defs/");
        keys(&definitions[name], definitions, path, found, depth + 1);
        return;
    }
    for alternative in schema["anyOf"].as_array().into_iter().flatten() {
        keys(alternative, definitions, path, found, depth + 1);
    }
    let below = |name: &str| {
        let dot = if path.is_empty() { "" } else { "." };
        format!("{path}{dot}{name}")
    };
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        if name.ends_with('+') || matches!(name.as_str(), "environments" | "apps" | "extends") {
            continue;
        }
        let path = below(name);
        found.push(path.clone());
        keys(inner, definitions, &path, found, depth + 1);
    }
    if schema["additionalProperties"].is_object() {
        let path = below("n");
        found.push(path.clone());
        keys(
            &schema["additionalProperties"],
            definitions,
            &path,
            found,
            depth + 1,
        );
    }
}

#[test]
fn odd_values_of_every_key_make_no_panic() {
    let schema = json_schema();
    let mut found = Vec::new();
    keys(&schema, &schema["$defs"], "", &mut found, 0);
    found.sort();
    found.dedup();
    assert!(found.len() > 200, "{}", found.len());
    let mut accepted = 0;
    for key in &found {
        for value in ODD {
            let setting = format!("{key}={value}");
            let Ok(spec) = read("minimal", &[&setting]) else {
                continue;
            };
            let target = newest();
            let format = Format::Yaml;
            let options = Options { target, format };
            accepted += usize::from(spec.generate(None, options).is_ok());
        }
    }
    println!("{} keys, {accepted} odd values were accepted", found.len());
}
