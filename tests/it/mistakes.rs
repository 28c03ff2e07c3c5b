//! Every mistake of `testdata/mistakes` gives the finding that its first line announces.

use std::collections::BTreeSet;
use std::fs;

use kubelint::check::load;
use kubelint::config::CommandLine;
use kubelint::diagnostic::Diagnostic;
use kubelint::registry::Registry;
use kubelint::rule::Profile;
use kubelint::source::{WalkOptions, walk};

use crate::command::{POLICIES_OFF, check, files, kubelint, text};
use crate::shared::{check_with, field as indexed_field, setup_with};

/// The rules that no manifest can break, or that `src/suppress/tests.rs` has the examples of.
const WITHOUT_EXAMPLE: &[&str] = &[
    "internal-error",
    "suppression-expired",
    "suppression-malformed",
    "suppression-unknown-rule",
    "suppression-unused",
    "suppression-without-reason",
    "config-invalid",
    "policy-invalid",
    "spec-invalid",
];

/// The fixtures with more than one finding.
const SEVERAL: &[(&str, usize)] = &[(
    "testdata/mistakes/api-not-yet-available/validating-admission-policy.yaml",
    2,
)];

/// What `# expect: RULE at PLACE, line N (remark)` says.
#[derive(Debug)]
struct Expected {
    rule: String,
    /// A field such as `spec.containers[web].image`, where the place is one.
    field: Option<String>,
    line: Option<u32>,
}

impl Expected {
    fn of(file: &str) -> Self {
        let bytes = fs::read(file).expect("the fixture can be read");
        let text = String::from_utf8_lossy(&bytes);
        let first = text.lines().next().unwrap_or("");
        let expected = first
            .trim_start_matches('\u{feff}')
            .strip_prefix("# expect: ")
            .unwrap_or_else(|| panic!("{file} says what it expects in its first line"));
        let expected = expected.split(" (").next().unwrap_or(expected);
        let (rule, places) = expected.split_once(" at ").unwrap_or((expected, ""));
        let mut places = places.split(", ");
        let first = places.clone().next().unwrap_or("");
        Self {
            rule: rule.to_owned(),
            field: is_field(first).then(|| first.to_owned()),
            line: places.find_map(|place| place.trim().strip_prefix("line ")?.parse().ok()),
        }
    }
}

fn is_field(place: &str) -> bool {
    !place.is_empty() && !place.contains(' ')
}

fn rule_of(file: &str) -> &str {
    file.split('/').nth(2).unwrap_or("")
}

/// What a file of a rule's folder needs to show its mistake.
fn arguments(rule: &str) -> &'static [&'static str] {
    match rule {
        "api-not-yet-available" => &["--kubernetes-version", "1.29"],
        "custom-resource-without-schema" => &["--profile", "strict"],
        _ => &[],
    }
}

#[test]
fn every_mistake_gives_the_one_finding_that_its_first_line_announces() {
    for file in files("testdata/mistakes") {
        let expected = Expected::of(&file);
        assert_eq!(
            expected.rule,
            rule_of(&file),
            "{file} lies in the folder of its rule"
        );
        let ran = check(&[&[file.as_str()], arguments(&expected.rule)].concat());
        let findings = ran.findings();
        let count = SEVERAL
            .iter()
            .find(|(name, _)| *name == file)
            .map_or(1, |it| it.1);
        assert_eq!(findings.len(), count, "{file}: {}", ran.output);
        for finding in &findings {
            assert_eq!(text(finding, "rule"), expected.rule, "{file}");
            assert_eq!(text(finding, "file"), file);
        }
        if let Some(line) = expected.line {
            assert_eq!(findings[0]["line"], line, "{file}: {}", ran.output);
        }
    }
}

#[test]
fn every_mistake_is_found_at_the_field_that_its_first_line_names() {
    let mut named = 0;
    for file in files("testdata/mistakes") {
        let expected = Expected::of(&file);
        let Some(field) = expected.field else {
            continue;
        };
        let findings = findings(&file, &expected.rule);
        let subject = findings
            .first()
            .and_then(|finding| finding.subject.as_ref());
        let by_key = subject.map_or("", |subject| &subject.stable_path);
        let by_index = findings.first().map(indexed_field).unwrap_or_default();
        let missing = format!("{field}.");
        let fits = |found: &str| {
            found == field || expected.rule == "field-required" && found.starts_with(&missing)
        };
        assert!(
            fits(by_key) || fits(&by_index),
            "{file} expects {field}, and {by_key} ({by_index}) was found"
        );
        named += 1;
    }
    assert!(named > 40, "only {named} fixtures name a field");
}

/// What the library finds in one file.
fn findings(file: &str, rule: &str) -> Vec<Diagnostic> {
    let version = match rule {
        "api-not-yet-available" => "1.29",
        _ => "1.37",
    };
    let command_line = CommandLine {
        profile: Some(Profile::Strict),
        ignore: vec![
            POLICIES_OFF[1].to_owned(),
            "pss-restricted,suppression".to_owned(),
        ],
        ..CommandLine::default()
    };
    let found = walk(&[file.to_owned()], &WalkOptions::default()).expect("the fixture is there");
    check_with(
        &setup_with(&[version], command_line),
        load(found, None, None),
    )
    .diagnostics
}

#[test]
fn every_rule_that_a_manifest_can_break_has_a_folder() {
    let registry = Registry::built_in();
    let rules: BTreeSet<&str> = registry
        .entries()
        .iter()
        .map(|entry| &*entry.id)
        .chain(["api-removed"])
        .filter(|id| !WITHOUT_EXAMPLE.contains(id))
        .collect();
    let files = files("testdata/mistakes");
    let folders: BTreeSet<&str> = files.iter().map(|file| rule_of(file)).collect();
    assert_eq!(folders, rules);
}

#[test]
fn the_report_of_every_mistake_reads_well() {
    let rules: BTreeSet<String> = files("testdata/mistakes")
        .iter()
        .map(|file| rule_of(file).to_owned())
        .collect();
    for rule in rules {
        let folder = format!("testdata/mistakes/{rule}");
        let ran = kubelint(
            &[
                &["check", "--no-fold", &folder],
                &POLICIES_OFF[..],
                arguments(&rule),
            ]
            .concat(),
        );
        insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!(format!("mistakes_{rule}"), ran.output);
        });
    }
}

#[test]
fn mistakes_among_the_ways_of_reading_are_found_where_they_are_announced() {
    let mut announced = 0;
    for file in files("testdata/reading") {
        let bytes = fs::read(&file).expect("the fixture can be read");
        if !bytes.starts_with(b"# expect: ") {
            continue;
        }
        let expected = Expected::of(&file);
        let findings = findings(&file, &expected.rule);
        assert_eq!(findings.len(), 1, "{file}: {findings:#?}");
        assert_eq!(findings[0].rule, expected.rule, "{file}");
        if let Some(field) = expected.field {
            let subject = findings[0].subject.as_ref();
            assert_eq!(
                subject.map(|subject| &subject.stable_path),
                Some(&field),
                "{file}"
            );
        }
        announced += 1;
    }
    assert!(announced >= 4, "only {announced}");
}
