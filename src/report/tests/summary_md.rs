//! The Markdown of a job's summary.

use super::fixture::{WEB, at, run, span_of};
use super::written;
use crate::check::outcome::Outcome;
use crate::diagnostic::{Diagnostic, Severity, Subject};
use crate::report::{Format, Options, Permalink};
use crate::source::Source;

fn summary(outcome: &Outcome, options: &Options) -> String {
    written(Format::SummaryMd, outcome, options)
}

/// As many errors of each of some rules in each of some files, all with the same words.
fn many(files: usize, rules: usize, each: usize, message: &str) -> Outcome {
    let mut outcome = Outcome::default();
    for file in 0..files {
        let name = format!("k8s/{file:04}.yaml");
        let file = outcome.sources.push(Source::new(name, WEB));
        for number in 0..rules * each {
            let rule = format!("rule-{}", number % rules);
            let span = span_of(WEB, file, "replica");
            outcome
                .diagnostics
                .push(Diagnostic::new(rule, span, message));
        }
    }
    outcome
}

/// The rows of findings: those whose line is a number.
fn rows(text: &str) -> usize {
    let rows = text.lines().filter(|line| line.starts_with("| 7 |"));
    rows.count()
}

#[test]
fn says_what_matters_on_a_page() {
    insta::assert_snapshot!(summary(&run(), &Options::default()));
}

#[test]
fn links_to_the_checked_revision() {
    let options = Options {
        show_info: true,
        permalink: Some(Permalink {
            server: "https://github.com".to_owned(),
            repository: "acme/shop".to_owned(),
            revision: "5b1c".to_owned(),
        }),
        folder: "deploy".to_owned(),
        ..Options::default()
    };
    insta::assert_snapshot!(summary(&run(), &options));
}

#[test]
fn statistics_are_the_verdict_and_the_table() {
    let options = Options {
        statistics: true,
        ..Options::default()
    };
    let text = summary(&run(), &options);
    assert!(text.contains("| ℹ️\u{a0}info | "), "{text}");
    assert!(!text.contains("<details"), "{text}");
}

#[test]
fn tells_success_from_nothing_to_check() {
    let mut outcome = Outcome::default();
    let text = summary(&outcome, &Options::default());
    assert!(
        text.starts_with("## ⚠️ kubelint: nothing was checked\n"),
        "{text}"
    );
    outcome.totals.objects = 1;
    let text = summary(&outcome, &Options::default());
    assert!(text.starts_with("## ✅ kubelint: no problems\n"), "{text}");
}

#[test]
fn puts_the_worst_file_first() {
    let mut outcome = many(3, 1, 1, "wrong");
    outcome.diagnostics[0].severity = Severity::Warning;
    let one_more = outcome.diagnostics[2].clone();
    outcome.diagnostics.push(one_more);
    let text = summary(&outcome, &Options::default());
    let place = |name: &str| text.find(name).expect("the file is listed");
    assert!(place("0002.yaml") < place("0001.yaml"), "{text}");
    assert!(place("0001.yaml") < place("0000.yaml"), "{text}");
}

#[test]
fn counts_what_is_left_out_of_a_file() {
    let text = summary(&many(1, 2, 13, "wrong"), &Options::default());
    assert_eq!(rows(&text), 20, "{text}");
    let rest = "| | | … and 3 more of <code>rule-0</code>, 3 more of <code>rule-1</code> | | |\n";
    assert!(text.contains(rest), "{text}");
    assert!(text.contains("\n**6 findings left out here**. `"), "{text}");
    let all = Options {
        fold: false,
        ..Options::default()
    };
    let text = summary(&many(1, 2, 13, "wrong"), &all);
    assert_eq!(rows(&text), 26, "{text}");
    assert!(!text.contains("left out here"), "{text}");
}

#[test]
fn counts_the_files_that_are_left_out() {
    let text = summary(&many(103, 1, 2, "wrong"), &Options::default());
    assert_eq!(rows(&text), 200);
    let left = "**6 findings left out here**, all those of 3 files among them.";
    assert!(text.contains(left), "{text}");
}

/// Also without folding, and however long the messages are.
#[test]
fn stays_below_what_github_takes_and_loses_count_of_nothing() {
    let options = Options {
        fold: false,
        ..Options::default()
    };
    let text = summary(&many(40, 300, 1, &"<|".repeat(5_000)), &options);
    assert!((800_000..900_000).contains(&text.len()), "{}", text.len());
    let left = text
        .split("\n**")
        .nth(1)
        .and_then(|it| it.split(' ').next());
    let left: usize = left.and_then(|it| it.parse().ok()).expect("a number");
    assert_eq!(rows(&text) + left, 12_000);
    assert_eq!(
        text.matches("<details").count(),
        text.matches("</details>").count()
    );
}

#[test]
fn nothing_from_outside_is_markup() {
    let hostile = "`a|b` | <img src=x onerror=y()>\n\n</details> **b** @acme/ops #12 [x](y)";
    let mut outcome = Outcome::default();
    let file = outcome.sources.push(Source::new("a|<b>@c`.yaml", WEB));
    let subject = Subject {
        kind: "Pod|<i>".to_owned(),
        name: hostile.to_owned(),
        container: Some("@acme".to_owned()),
        ..Subject::default()
    };
    let span = span_of(WEB, file, "replica");
    let finding = Diagnostic::new("rule|<u>", span, hostile)
        .with_help(hostile)
        .with_subject(subject);
    outcome.diagnostics.push(at(Severity::Error, finding));
    insta::assert_snapshot!(summary(&outcome, &Options::default()));
}
