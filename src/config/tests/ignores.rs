//! Findings that are accepted.

use super::with_rules;
use crate::diagnostic::{Diagnostic, Subject};
use crate::resource::Date;
use crate::source::{Source, Sources, Span};

fn day(year: u16, month: u8, day: u8) -> Date {
    Date::new(year, month, day).expect("a day")
}

/// Which entry accepts a finding of `rule` about `kind namespace/name` in a file.
fn accepted(text: &str, rule: &'static str, object: &str, file: &str) -> Option<usize> {
    accepted_on(text, rule, object, file, day(2027, 6, 1))
}

fn accepted_on(
    text: &str,
    rule: &'static str,
    object: &str,
    file: &str,
    today: Date,
) -> Option<usize> {
    let config = with_rules(text, &[], &[], &[]);
    let mut sources = Sources::default();
    let id = sources.push(Source::new(file, "kind: x"));
    let mut finding = Diagnostic::new(rule, Span::new(id, 0, 4), "wrong");
    if let Some((kind, object)) = object.split_once(' ') {
        let (namespace, name) = object.split_once('/').unwrap_or(("", object));
        finding.subject = Some(Subject {
            kind: kind.to_owned(),
            namespace: (!namespace.is_empty()).then(|| namespace.to_owned()),
            name: name.to_owned(),
            ..Subject::default()
        });
    }
    config.ignores.matches(&finding, &sources, today)
}

#[test]
fn all_that_an_entry_names_must_fit() {
    let text = "[[ignore]]\nrules = ['resources', 'image-tag-latest']\nkind = 'Daemon*'\n\
                name = 'node-{exporter,agent}'\nnamespace = 'monitoring'\npath = 'k8s/**'\nreason = 'x'\n";
    let of = |rule, object, file| accepted(text, rule, object, file);
    let object = "DaemonSet monitoring/node-exporter";
    assert_eq!(of("cpu-limit-missing", object, "k8s/a.yaml"), Some(0));
    assert_eq!(of("image-tag-latest", object, "k8s/b/a.yaml"), Some(0));
    assert_eq!(of("run-as-root-explicit", object, "k8s/a.yaml"), None);
    assert_eq!(of("image-tag-latest", object, "a.yaml"), None);
    for other in [
        "Deployment monitoring/node-agent",
        "DaemonSet node-agent",
        "DaemonSet monitoring/x",
        "",
    ] {
        assert_eq!(of("image-tag-latest", other, "k8s/a.yaml"), None, "{other}");
    }
}

#[test]
fn the_first_entry_that_fits_is_given() {
    let text = "[[ignore]]\nrules = ['images']\nreason = 'x'\n\
                [[ignore]]\npath = 'vendor'\nreason = 'y'\n";
    assert_eq!(
        accepted(text, "image-tag-latest", "", "vendor/a.yaml"),
        Some(0)
    );
    assert_eq!(
        accepted(text, "yaml-syntax", "", "b/vendor/a.yaml"),
        Some(1)
    );
    assert_eq!(accepted(text, "yaml-syntax", "", "a.yaml"), None);
}

#[test]
fn an_entry_holds_up_to_its_last_day() {
    let text = "[[ignore]]\nrules = ['images']\nreason = 'x'\nexpires = 2027-06-01\n";
    let on = |today| accepted_on(text, "image-tag-latest", "", "a.yaml", today);
    assert_eq!(on(day(2027, 5, 31)), Some(0));
    assert_eq!(on(day(2027, 6, 1)), Some(0));
    assert_eq!(on(day(2027, 6, 2)), None);
    assert_eq!(on(day(2028, 1, 1)), None);
}

#[test]
fn an_entry_has_a_place_among_the_texts_of_a_run() {
    let text = "[[ignore]]\nrules = ['images']\nreason = 'x'\nexpires = 2027-06-01\n";
    let config = with_rules(text, &[], &[], &[]);
    let entry = &config.ignores.entries()[0];
    assert!(!entry.is_expired(day(2027, 6, 1)));
    assert!(entry.is_expired(day(2027, 6, 2)));
    let mut sources = Sources::default();
    sources.push(Source::new("a.yaml", ""));
    let header = config.place(entry.span, &mut sources);
    let expires = entry.expires.map(|at| config.place(at.span, &mut sources));
    assert_eq!(sources.slice(header), "[[ignore]]");
    assert_eq!(expires.map(|span| sources.slice(span)), Some("2027-06-01"));
    assert_eq!(sources.len(), 2, "the config is taken in once");
    assert_eq!(sources.get(header.file).name, "kubelint.toml");
}
