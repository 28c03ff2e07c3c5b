//! Specs that are refused, each with the report that a person sees.

use std::collections::BTreeSet;
use std::fs;

use kubelint::cli::Exit;

use super::{FOLDER, root};
use crate::command::{kubelint, with_input};

/// The small specs that are refused; those that begin with `_` are parts of others.
fn files() -> Vec<String> {
    let folder = format!("{FOLDER}/refused");
    let entries = fs::read_dir(root().join(&folder)).expect("the specs are there");
    let mut files: Vec<String> = entries
        .filter_map(|entry| {
            let name = entry.expect("an entry").file_name();
            let name = name.to_string_lossy().into_owned();
            let is_spec = name.ends_with(".toml") && !name.starts_with('_');
            is_spec.then(|| format!("{folder}/{name}"))
        })
        .collect();
    files.sort();
    files
}

#[test]
fn each_is_reported_where_it_is_wrong() {
    let mut reports = String::new();
    let files = files();
    assert!(files.len() >= 30);
    for file in files {
        let ran = kubelint(&["gen", &file, "--env", "all"]);
        assert_eq!(ran.exit, Exit::Failed, "{file}: {}", ran.output);
        assert_eq!(ran.output, "", "{file}");
        assert!(
            ran.errors.contains("error[spec-invalid]"),
            "{file}: {}",
            ran.errors
        );
        assert!(
            ran.errors.contains("nothing was written"),
            "{file}: {}",
            ran.errors
        );
        let name = file.rsplit('/').next().unwrap_or(&file);
        reports.push_str(&format!("=== {name}\n{}\n", ran.errors.trim_end()));
    }
    insta::assert_snapshot!("refused", reports);
}

#[test]
fn a_spec_that_is_refused_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = folder.path().join("k8s");
    let output = output.to_string_lossy();
    for file in files() {
        let ran = kubelint(&["gen", &file, "-o", &output]);
        assert_eq!(ran.exit, Exit::Failed, "{file}");
        assert!(
            !folder.path().join("k8s").exists(),
            "{file} wrote something"
        );
    }
}

/// Specs that make exceptions, with the rules of the strict profile that speak of them.
const LENIENT: &[(&str, &[&str])] = &[
    ("host", &["pss-restricted-volumes"]),
    ("istio", &[]),
    ("linkerd", &[]),
    (
        "open",
        &["image-pull-policy-never", "pdb-missing", "spread-missing"],
    ),
    (
        "root",
        &[
            "pss-run-as-non-root",
            "pss-run-as-user",
            "read-only-root-missing",
        ],
    ),
];

#[test]
fn exceptions_are_made_and_the_check_speaks_of_nothing_else() {
    for (name, rules) in LENIENT {
        let spec = format!("{FOLDER}/lenient/{name}.toml");
        let ran = kubelint(&["gen", &spec]);
        assert_eq!(ran.exit, Exit::Clean, "{name}: {}", ran.errors);
        let arguments = ["check", "--profile", "strict", "--format", "json", "-"];
        let report = with_input(&arguments, ran.output.as_bytes());
        let found: BTreeSet<String> = report
            .findings()
            .iter()
            .filter_map(|finding| Some(finding["rule"].as_str()?.to_owned()))
            .collect();
        let expected: BTreeSet<String> = rules.iter().map(|rule| (*rule).to_owned()).collect();
        assert_eq!(found, expected, "{name}");
    }
}
