//! What is written from the table of keys: the JSON Schema, and the first config of a project.

use std::collections::BTreeSet;

use jsonschema::Validator;
use serde_json::{Value, json};

use super::super::keys::{KEYS, Key, Shape};
use super::super::{CommandLine, RawConfig, init, schema};
use super::{EXAMPLE, folder, problems, registry};
use crate::registry::Registry;

fn validator(registry: &Registry) -> Validator {
    let schema = schema(registry);
    assert!(jsonschema::meta::is_valid(&schema), "{schema:#}");
    jsonschema::validator_for(&schema).expect("the schema can be used")
}

/// A text of TOML as editors see it: a date is a string.
fn as_json(text: &str) -> Value {
    fn plain(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(moment) => moment.to_string().into(),
            toml::Value::Array(items) => items.into_iter().map(plain).collect(),
            toml::Value::Table(table) => table
                .into_iter()
                .map(|(key, value)| (key, plain(value)))
                .collect(),
            other => serde_json::to_value(other).unwrap(),
        }
    }
    plain(toml::Value::Table(text.parse().unwrap()))
}

#[test]
fn the_example_of_the_design_fits_the_schema() {
    let validator = validator(&registry());
    let errors: Vec<String> = validator
        .iter_errors(&as_json(EXAMPLE))
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn what_the_reader_refuses_the_schema_refuses() {
    let validator = validator(&registry());
    for text in [
        "include = 'k8s'",
        "profil = 'strict'",
        "profile = 'lax'",
        "kubernetes-versions = ['latest']",
        "rules = 3",
        "[rules]\nimage-tag-latest = 'eror'",
        "[rules.image-tag-latest]\nallow = []",
        "[rules.image-registry-not-allowed]\nallow = 'x'",
        "[rules.image-registry-not-allowed]\nalow = []",
        "[rules.images]\nallow = []",
        "[[overrides]]\npaths = ['x']",
        "[[overrides]]\npaths = []\nrules = {}",
        "[[overrides]]\npaths = ['x']\nrules = { image-registry-not-allowed = { allow = [] } }",
        "[[ignore]]\nrules = ['images']",
        "[[ignore]]\nreason = ''\nkind = 'Pod'",
        "[externals]\nsecret = []",
        "[[generate]]\nspec = 'x'\noutput = 'y'\nformat = 'helm'",
    ] {
        assert!(!problems(text).is_empty(), "{text}");
        assert!(!validator.is_valid(&as_json(text)), "{text}");
    }
}

/// The names of the keys of a table and, after a dot, of those in it.
fn names(keys: &[Key], before: &str, into: &mut BTreeSet<String>) {
    for key in keys {
        let name = format!("{before}{}", key.name);
        if let Shape::Table(keys) | Shape::Tables(keys) = key.shape {
            names(keys, &format!("{name}."), into);
        }
        into.insert(name);
    }
}

fn names_of_schema(schema: &Value, before: &str, into: &mut BTreeSet<String>) {
    for (key, value) in schema["properties"].as_object().unwrap() {
        let name = format!("{before}{key}");
        let table = if value["type"] == "array" {
            &value["items"]
        } else {
            value
        };
        if table["type"] == "object" {
            names_of_schema(table, &format!("{name}."), into);
        }
        assert!(value["description"].is_string(), "{name}");
        into.insert(name);
    }
}

#[test]
fn the_schema_has_the_keys_that_the_reader_takes_and_no_others() {
    let (mut read, mut published) = (BTreeSet::new(), BTreeSet::new());
    names(KEYS, "", &mut read);
    names_of_schema(&schema(&registry()), "", &mut published);
    assert_eq!(read, published);
    assert!(read.contains("ignore.expires"), "{read:?}");
}

#[test]
fn the_schema_has_every_rule_group_and_parameter() {
    let schema = schema(&registry());
    let rules = &schema["$defs"]["rules"]["properties"];
    for entry in registry().entries() {
        let rule = &rules[&*entry.id];
        assert_eq!(rule["description"], &*entry.title);
        assert!(rules[&*entry.group].is_object(), "{}", entry.group);
    }
    assert!(rules["pss-restricted"].is_object());
    let min = &rules["replicas-too-few"]["anyOf"][1]["properties"]["min"];
    assert_eq!(
        min,
        &json!({"type": "number", "default": 2, "description": "what min does"})
    );
}

#[test]
fn names_of_policies_that_are_not_known_fit_the_schema() {
    let text = "[rules]\nours = 'error'\nmine = { level = 'off', words = ['a'] }\n";
    assert!(validator(&registry()).is_valid(&as_json(text)));
}

#[test]
fn the_first_config_reads_well() {
    insta::assert_snapshot!(init());
}

#[test]
fn the_first_config_is_right_with_and_without_its_comment_signs() {
    let uncommented: String = init()
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(rest) if !rest.starts_with(' ') => format!("{rest}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    assert!(uncommented.contains("\n[rules]\n"), "{uncommented}");
    for text in [init(), uncommented] {
        let files = [
            ("kubelint.toml", ""),
            ("app/kubelint.toml", &text),
            ("app/policies/", ""),
            ("app/crds/", ""),
        ];
        let folder = folder(&files);
        let raw = RawConfig::read(&folder.path().join("app"), CommandLine::default());
        let registry = Registry::built_in();
        raw.resolve(&registry)
            .unwrap_or_else(|error| panic!("{error}"));
        assert!(validator(&registry).is_valid(&as_json(&text)));
    }
}
