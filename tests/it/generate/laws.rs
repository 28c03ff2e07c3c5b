//! What holds for the output of every spec.

use std::collections::BTreeSet;

use kubelint::check::Loaded;
use kubelint::config::CommandLine;
use kubelint::generate::{Files, Format, Layout, document, files};
use kubelint::rule::Profile;
use kubelint::schema;

use super::{generate, generated, names, newest, read};
use crate::shared::{check_with, file, setup_with};

/// The files of a spec for a version, as they lie in a folder.
fn written(name: &str, version: schema::Version) -> Files {
    let spec = read(name, &[]).unwrap_or_else(|error| panic!("{error}"));
    let layout = Layout {
        folder: name.into(),
        format: Format::Yaml,
        split: false,
    };
    files(&spec, &generate(&spec, version), &layout)
}

#[test]
fn the_output_passes_the_strict_profile_for_every_version() {
    for version in schema::versions() {
        let command_line = CommandLine {
            profile: Some(Profile::Strict),
            ..CommandLine::default()
        };
        let setup = setup_with(&[&version.to_string()], command_line);
        let mut loaded: Vec<Loaded> = Vec::new();
        for name in names() {
            for (path, text) in written(&name, *version) {
                loaded.push(file(&format!("{name}/{}", path.display()), &text));
            }
        }
        loaded.sort_by(|a, b| a.name.cmp(&b.name));
        let outcome = check_with(&setup, loaded);
        let findings: Vec<String> = outcome
            .diagnostics
            .iter()
            .map(|finding| {
                let source = outcome.sources.get(finding.span.file);
                let line = source.position(finding.span.start).line;
                format!(
                    "{version} {source}:{line} {}: {}",
                    finding.rule, finding.message
                )
            })
            .collect();
        assert!(findings.is_empty(), "{}", findings.join("\n"));
        assert!(
            outcome.suppressed.is_empty(),
            "{version}: something is suppressed"
        );
    }
}

#[test]
fn the_same_spec_gives_the_same_bytes() {
    for name in names() {
        assert_eq!(written(&name, newest()), written(&name, newest()), "{name}");
    }
}

#[test]
fn objects_have_no_nulls_and_nothing_of_the_server() {
    fn walk(value: &serde_json::Value, path: &str) {
        match value {
            serde_json::Value::Null => panic!("{path} is null"),
            serde_json::Value::Object(map) => {
                for (key, value) in map {
                    assert_ne!(key, "creationTimestamp", "{path}");
                    walk(value, &format!("{path}/{key}"));
                }
            }
            serde_json::Value::Array(items) => {
                for item in items {
                    walk(item, path);
                }
            }
            _ => {}
        }
    }
    for name in names() {
        for environment in generated(&name) {
            for object in &environment.objects {
                assert!(object.value.get("status").is_none(), "{name}");
                walk(&object.value, &format!("{name} {}", object.kind()));
            }
        }
    }
}

#[test]
fn keys_stand_in_the_conventional_order() {
    for name in names() {
        for environment in generated(&name) {
            for object in &environment.objects {
                let text = document(object);
                let top: Vec<&str> = text
                    .lines()
                    .filter(|line| !line.starts_with([' ', '-']))
                    .filter_map(|line| line.split(':').next())
                    .collect();
                assert_eq!(&top[..3], ["apiVersion", "kind", "metadata"], "{text}");
                let lines: Vec<&str> = text.lines().map(str::trim_start).collect();
                for (at, line) in lines.iter().enumerate() {
                    let is_container = line.starts_with("image: ");
                    if is_container {
                        assert!(lines[at - 1].starts_with("- name: "), "{}", lines[at - 1]);
                    }
                }
            }
        }
    }
}

#[test]
fn the_text_says_what_the_object_says() {
    for name in names() {
        for environment in generated(&name) {
            for object in &environment.objects {
                let text = document(object);
                let parsed =
                    kubelint::yaml::parse(text.as_str().into(), &kubelint::yaml::Limits::default());
                let root = parsed.tree.documents().first().expect("a document").root;
                assert_eq!(parsed.tree.node(root).to_json(), object.value, "{text}");
            }
        }
    }
}

#[test]
fn forty_lines_become_five_hundred() {
    let spec = std::fs::read_to_string(super::root().join(super::path("checkout")));
    let lines = spec.expect("the spec can be read").lines().count();
    let written: usize = written("checkout", newest())
        .values()
        .map(|text| text.lines().count())
        .sum();
    println!("{lines} lines of TOML, {written} of YAML");
    assert!(lines <= 40, "{lines}");
    assert!(written >= 500, "{written}");
    assert_eq!(generated("checkout").len(), 3);
}

#[test]
fn every_field_has_a_cause_in_the_spec_or_a_reason() {
    for name in names() {
        let spec = read(&name, &[]).unwrap_or_else(|error| panic!("{error}"));
        let text = kubelint::generate::explain(&spec.sources, &generate(&spec, newest()));
        for line in text.lines().filter(|line| line.contains("  <- ")) {
            let (_, cause) = line.split_once("  <- ").expect("an arrow");
            assert!(!cause.trim_end().ends_with("default:"), "{name}: {line}");
            assert!(cause.len() > 5, "{name}: {line}");
        }
    }
}

#[test]
fn every_key_is_used_by_a_spec() {
    fn of_schema(schema: &serde_json::Value, found: &mut BTreeSet<String>) {
        match schema {
            serde_json::Value::Object(map) => {
                let properties = map.get("properties").and_then(|one| one.as_object());
                found.extend(properties.into_iter().flatten().map(|(key, _)| key.clone()));
                map.values().for_each(|value| of_schema(value, found));
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| of_schema(item, found)),
            _ => {}
        }
    }
    fn of_spec(value: &toml::Value, found: &mut BTreeSet<String>) {
        match value {
            toml::Value::Table(table) => {
                for (key, value) in table {
                    found.insert(key.trim_end_matches('+').to_owned());
                    of_spec(value, found);
                }
            }
            toml::Value::Array(items) => items.iter().for_each(|item| of_spec(item, found)),
            _ => {}
        }
    }
    let (mut known, mut used) = (BTreeSet::new(), BTreeSet::new());
    of_schema(&kubelint::generate::json_schema(), &mut known);
    known.retain(|key| !key.ends_with('+'));
    let folder = super::root().join(super::FOLDER);
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.expect("an entry");
        let path = entry.path();
        let is_refused = path.components().any(|part| part.as_os_str() == "refused");
        if is_refused || path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let text = std::fs::read_to_string(path).expect("the spec can be read");
        of_spec(
            &text.parse::<toml::Table>().expect("TOML").into(),
            &mut used,
        );
    }
    let unused: Vec<&String> = known.difference(&used).collect();
    assert!(unused.is_empty(), "{unused:?}");
    assert!(known.len() > 150, "{}", known.len());
}

#[test]
fn what_the_profile_all_says_is_answered_in_the_docs() {
    let page = include_str!("../../../docs/generate-peers.md");
    let command_line = CommandLine {
        profile: Some(Profile::All),
        ..CommandLine::default()
    };
    let setup = setup_with(&[&newest().to_string()], command_line);
    let mut unanswered = BTreeSet::new();
    for name in names() {
        let files = written(&name, newest()).into_iter();
        let loaded = files.map(|(path, text)| file(&format!("{name}/{}", path.display()), &text));
        let outcome = check_with(&setup, loaded.collect());
        for finding in &outcome.diagnostics {
            if !page.contains(&format!("`{}`", finding.rule)) {
                unanswered.insert(format!("{name}: {} {}", finding.rule, finding.message));
            }
        }
    }
    assert!(unanswered.is_empty(), "{unanswered:#?}");
}
