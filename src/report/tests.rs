//! Each format over one small run that has something of everything, and the hard places.

mod fixture;
mod html;
mod summary_md;

use std::time::{Duration, Instant};

use fixture::{WEB, at, registry, run, span_of};

use super::{FORMATS, Format, Options, Report, render};
use crate::check::outcome::{Outcome, UncheckedKind};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Source, Span};

fn written(format: Format, outcome: &Outcome, options: &Options) -> String {
    let report = Report {
        outcome,
        registry: &registry(),
        options,
    };
    let mut bytes = Vec::new();
    render(format, &report, &mut bytes).expect("memory takes all bytes");
    String::from_utf8(bytes)
        .expect("reports are UTF-8")
        .replace(
            concat!('"', env!("CARGO_PKG_VERSION"), '"'),
            "\"[version]\"",
        )
}

/// Findings at these bytes of one text, in the format for people, without the summary.
fn snippets(text: &str, places: &[(usize, usize)], width: usize) -> String {
    let mut outcome = Outcome::default();
    let file = outcome.sources.push(Source::new("a.yaml", text));
    for (start, end) in places {
        let span = Span::new(file, *start as u32, *end as u32);
        let finding = Diagnostic::new("field-unknown", span, "wrong").with_label("here");
        outcome.diagnostics.push(finding);
    }
    let options = Options {
        width,
        fold: false,
        ..Options::default()
    };
    let text = written(Format::Human, &outcome, &options);
    let end = text.find("level ").unwrap_or(text.len());
    text[..end].trim_end().to_owned()
}

#[test]
fn reads_well() {
    insta::assert_snapshot!(written(Format::Human, &run(), &Options::default()));
}

#[test]
fn colours_and_links_only_on_request() {
    let plain = written(Format::Human, &run(), &Options::default());
    assert!(!plain.contains('\x1b'), "{plain}");
    let options = Options {
        color: true,
        hyperlinks: true,
        ..Options::default()
    };
    let colored = written(Format::Human, &run(), &options);
    let title =
        "\x1b]8;;https://kubelint.dev/rules/field-unknown\x1b\\error[field-unknown]\x1b]8;;\x1b\\:";
    assert!(colored.contains(title), "{colored}");
    assert!(colored.contains("\x1b[31merror  \x1b[0m"), "{colored}");
}

#[test]
fn statistics_are_the_table_and_the_totals() {
    let options = Options {
        statistics: true,
        ..Options::default()
    };
    insta::assert_snapshot!(written(Format::Human, &run(), &options));
}

#[test]
fn says_that_all_is_well() {
    let mut outcome = Outcome {
        kubernetes: vec!["1.37".to_owned()],
        ..Outcome::default()
    };
    outcome.totals.files = 1;
    outcome.totals.documents = 2;
    outcome.totals.objects = 2;
    let text = written(Format::Human, &outcome, &Options::default());
    assert_eq!(
        text,
        "no problems in 1 file, 2 documents, 2 objects (Kubernetes 1.37)\n"
    );
}

#[test]
fn folds_what_repeats() {
    let mut outcome = Outcome::default();
    for name in ["a.yaml", "b.yaml", "c.yaml"] {
        let file = outcome.sources.push(Source::new(name, WEB));
        for _ in 0..3 {
            let span = span_of(WEB, file, "replica");
            outcome
                .diagnostics
                .push(Diagnostic::new("field-unknown", span, "unknown field"));
        }
    }
    let text = written(Format::Human, &outcome, &Options::default());
    assert_eq!(text.matches("error[field-unknown]").count(), 5);
    assert!(
        text.contains("\n… and 4 more of field-unknown in 2 files (--no-fold shows them)\n"),
        "{text}"
    );
    let all = Options {
        fold: false,
        ..Options::default()
    };
    let text = written(Format::Human, &outcome, &all);
    assert_eq!(text.matches("error[field-unknown]").count(), 9);
}

#[test]
fn lists_the_commonest_unchecked_kinds() {
    let mut outcome = Outcome::default();
    for objects in 1..=9 {
        outcome.unchecked.push(UncheckedKind {
            api_version: "example.com/v1".to_owned(),
            kind: format!("Kind{objects}"),
            objects,
        });
    }
    insta::assert_snapshot!(written(Format::Human, &outcome, &Options::default()));
}

#[test]
fn keeps_the_next_commands_few() {
    let mut outcome = Outcome::default();
    let steps = (1..=40).map(|number| format!("kustomize build {number} | kubelint check -"));
    outcome.next_steps.extend(steps);
    let text = written(Format::Human, &outcome, &Options::default());
    assert_eq!(text.matches("kustomize build").count(), 3, "{text}");
    assert!(
        text.contains("  … and 37 more (--no-fold shows them)\n"),
        "{text}"
    );
    let all = Options {
        fold: false,
        ..Options::default()
    };
    let text = written(Format::Human, &outcome, &all);
    assert_eq!(text.matches("kustomize build").count(), 40, "{text}");
}

#[test]
fn marks_the_exact_characters() {
    let cases = [
        snippets("a:\tb c\n", &[(3, 4)], 80),
        snippets("名前: 日本語 # e\u{301}\n", &[(8, 17)], 80),
        snippets("a: 1\r\nb: 2\r\nc: 3\r\n", &[(6, 11)], 80),
        snippets("a:\n  b: 1\n  c: 2\nd: 3\n", &[(5, 16)], 80),
    ];
    insta::assert_snapshot!(cases.join("\n"));
}

#[test]
fn marks_places_without_characters() {
    let cases = [
        snippets("a: 1\nb:\nc: 3\n", &[(7, 7)], 80),
        snippets("a: 1\n", &[(5, 5)], 80),
        snippets("a: é", &[(90, 99), (4, 99)], 80),
        snippets("", &[(0, 0)], 80),
    ];
    insta::assert_snapshot!(cases.join("\n"));
}

#[test]
fn shows_no_terminal_controls_of_a_file() {
    let text = snippets("\u{feff}a: \x1b[31mred\u{202e}\n", &[(3, 4), (6, 11)], 80);
    insta::assert_snapshot!(text);
}

#[test]
fn clips_long_lines_around_the_mark() {
    let mut line = "x".repeat(499_999);
    line.push_str("mark");
    line.push_str(&"y".repeat(500_000));
    let text = format!("a: 1\n{line}\n{line}\n");
    let start = 5 + 499_999;
    let cases = [
        snippets(&text, &[(start, start + 4)], 60),
        snippets(&text, &[(start, start + 400_000)], 60),
        snippets(&"長".repeat(9_000), &[(26_997, 27_000)], 40),
    ];
    insta::assert_snapshot!(cases.join("\n"));
}

#[test]
fn is_quick_in_a_large_file() {
    let text = "replica: 3 # some words to fill the line\n".repeat(250_000);
    let places: Vec<(usize, usize)> = (0..1_000)
        .map(|at| (at * 10_250, at * 10_250 + 7))
        .collect();
    let begun = Instant::now();
    assert_eq!(snippets(&text, &places, 100).matches("here").count(), 1_000);
    // Far more than it takes, so that a busy machine does not fail the test.
    assert!(
        begun.elapsed() < Duration::from_secs(5),
        "{:?}",
        begun.elapsed()
    );
}

/// No place in any text makes a report fail.
#[test]
fn survives_every_place() {
    let texts = [
        "",
        "\n",
        "\r",
        "\r\n\r\n",
        "a",
        "a\n",
        "\t\t\n",
        "é\n",
        "長い\n値: \u{1f469}\u{200d}\u{1f4bb}\n",
        "\u{feff}\n",
        "e\u{301}: \u{0}\u{7f}\n\n\n- |\n  x\n",
    ];
    for text in texts {
        let ends = text.len() + 2;
        let places: Vec<(usize, usize)> = (0..ends)
            .flat_map(|start| (start.saturating_sub(1)..ends).map(move |end| (start, end)))
            .collect();
        for width in [0, 40, 100] {
            let shown = snippets(text, &places, width);
            assert_eq!(shown.matches("error[").count(), places.len(), "{text:?}");
        }
        for format in FORMATS {
            written(format.1, &crossed(text, &places), &Options::default());
        }
    }
}

/// A finding for each place, to which the next three places are related.
fn crossed(text: &str, places: &[(usize, usize)]) -> Outcome {
    let mut outcome = Outcome::default();
    let file = outcome.sources.push(Source::new("a.yaml", text));
    let span = |(start, end): &(usize, usize)| Span::new(file, *start as u32, *end as u32);
    for (number, place) in places.iter().enumerate() {
        let mut finding = Diagnostic::new(format!("rule-{number}"), span(place), "wrong");
        for other in places.iter().skip(number).take(3) {
            finding = finding.with_related(span(other), "other");
        }
        outcome.diagnostics.push(finding);
    }
    outcome
}

#[test]
fn concise_is_one_line_each() {
    let mut outcome = run();
    outcome.diagnostics[0].message.push_str("\nand \x1b[2J");
    insta::assert_snapshot!(written(Format::Concise, &outcome, &Options::default()));
}

#[test]
fn json_keeps_the_contract() {
    insta::assert_snapshot!(written(Format::Json, &run(), &Options::default()));
}

#[test]
fn sarif_says_all_that_code_scanning_reads() {
    insta::assert_snapshot!(written(Format::Sarif, &run(), &Options::default()));
}

#[test]
fn sarif_is_valid() {
    let schema = include_str!("../../testdata/sarif/sarif-schema-2.1.0.json");
    let mut schema: serde_json::Value = serde_json::from_str(schema).expect("the schema is JSON");
    // Its pattern for languages has a bracket too many, which strict readers refuse.
    for kind in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][kind]["properties"]["language"];
        language
            .as_object_mut()
            .expect("a schema")
            .remove("pattern");
    }
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    let mut absolute = run();
    let file = absolute.sources.push(Source::new("/srv/ü.yaml", ""));
    let span = Span::new(file, 4, 9);
    absolute
        .diagnostics
        .push(Diagnostic::new("empty", span, "nothing"));
    for outcome in [run(), Outcome::default(), absolute] {
        let log = written(Format::Sarif, &outcome, &Options::default());
        let log = serde_json::from_str(&log).expect("the log is JSON");
        let errors: Vec<String> = validator.iter_errors(&log).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        assert!(log["runs"][0]["results"].is_array());
    }
}

#[test]
fn sarif_cuts_what_matters_least() {
    let mut outcome = Outcome::default();
    let file = outcome.sources.push(Source::new("a.yaml", WEB));
    let span = span_of(WEB, file, "replica");
    for number in 0..25_001 {
        let severity = if number == 25_000 {
            Severity::Error
        } else {
            Severity::Info
        };
        outcome.diagnostics.push(at(
            severity,
            Diagnostic::new("field-unknown", span, "wrong"),
        ));
    }
    let log = written(Format::Sarif, &outcome, &Options::default());
    let log: serde_json::Value = serde_json::from_str(&log).expect("the log is JSON");
    let run = &log["runs"][0];
    assert_eq!(run["results"].as_array().map(Vec::len), Some(25_000));
    assert_eq!(run["results"][0]["level"], "error");
    let notes = &run["invocations"][0]["toolExecutionNotifications"];
    assert_eq!(
        notes[1]["message"]["text"],
        "only the 25000 severest of 25001 findings are listed"
    );
}

/// What a file must not be able to break out of.
const HOSTILE: &str = "50%,a:b\r\n::error::x\n]]><x a=\"'&\u{1}";

fn hostile() -> Outcome {
    let mut outcome = run();
    for finding in &mut outcome.diagnostics {
        finding.message.push_str(HOSTILE);
        finding.origin = finding.origin.take().map(|origin| origin + HOSTILE);
    }
    outcome
}

#[test]
fn junit_has_a_suite_for_each_file() {
    let options = Options {
        show_info: true,
        ..Options::default()
    };
    insta::assert_snapshot!(written(Format::Junit, &run(), &options));
}

#[test]
fn junit_is_xml_whatever_a_file_holds() {
    let text = written(Format::Junit, &hostile(), &Options::default());
    let mut reader = quick_xml::Reader::from_str(&text);
    reader.config_mut().check_comments = true;
    let mut failures = 0;
    loop {
        match reader.read_event().expect("it is well-formed") {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Start(element) if element.name().as_ref() == b"failure" => {
                let mut attributes = element.attributes();
                let message = attributes
                    .find_map(|it| it.ok().filter(|it| it.key.as_ref() == b"message"))
                    .expect("a message");
                let message = message.unescape_value().expect("it is escaped");
                assert!(message.contains("<x a=\"'&"), "{message}");
                failures += 1;
            }
            _ => {}
        }
    }
    assert_eq!(failures, 4);
    let legal = |c: char| !c.is_control() || c == '\n';
    assert!(text.chars().all(legal), "{text}");
}

#[test]
fn gitlab_reads_an_array_of_issues() {
    insta::assert_snapshot!(written(Format::Gitlab, &run(), &Options::default()));
}

#[test]
fn github_shows_annotations() {
    insta::assert_snapshot!(written(Format::Github, &run(), &Options::default()));
}

#[test]
fn a_file_cannot_command_github() {
    let text = written(Format::Github, &hostile(), &Options::default());
    for line in text.lines() {
        assert!(
            line.starts_with("::error file=") || line.starts_with("::warning file="),
            "{line}"
        );
        assert!(!line.contains('\r'));
    }
    assert_eq!(text.lines().count(), 4);
    let escaped = "k8s/web.yaml,line=7,endLine=7,col=3,endColumn=10,title=field-unknown::\
                   unknown field `replica`50%25,a:b%0D%0A::error::x%0A]]><x a=\"'&";
    assert!(text.contains(escaped), "{text}");
    assert!(
        text.contains("file=charts/web/templates/service.yaml50%25%2Ca%3Ab%0D%0A"),
        "{text}"
    );
}

#[test]
fn github_is_told_of_ten_findings_of_a_level() {
    let mut outcome = Outcome::default();
    let file = outcome.sources.push(Source::new("a.yaml", WEB));
    let span = span_of(WEB, file, "replica");
    for severity in [Severity::Error, Severity::Warning] {
        for number in 0..12 {
            let finding = Diagnostic::new("field-unknown", span, format!("wrong {number}"));
            outcome.diagnostics.push(at(severity, finding));
        }
    }
    let text = written(Format::Github, &outcome, &Options::default());
    assert_eq!(text.matches("::error file=").count(), 10);
    assert_eq!(text.matches("::warning file=").count(), 10);
    assert!(
        text.ends_with("\nand 2 errors, 2 warnings more in the summary\n"),
        "{text}"
    );
}

/// Services know a file by its path in the repository, wherever in it the run is made.
#[test]
fn services_are_told_paths_in_the_repository() {
    let options = Options {
        folder: "teams/shop".to_owned(),
        ..Options::default()
    };
    let mut outcome = run();
    let beside = outcome.sources.push(Source::new("../db/a.yaml", WEB));
    let span = span_of(WEB, beside, "replica");
    outcome
        .diagnostics
        .push(Diagnostic::new("field-unknown", span, "wrong"));
    for (format, quote) in [
        (Format::Github, "file="),
        (Format::Gitlab, "\"path\": \""),
        (Format::Sarif, "\"uri\": \""),
        (Format::Junit, "file=\""),
    ] {
        let text = written(format, &outcome, &options);
        for file in [
            "teams/shop/k8s/web.yaml",
            "teams/db/a.yaml",
            "charts/web/templates/service.yaml",
        ] {
            assert!(
                text.contains(&format!("{quote}{file}")),
                "{format}: {file}\n{text}"
            );
        }
    }
}

#[test]
fn formats_have_names() {
    assert_eq!("sarif".parse(), Ok(Format::Sarif));
    assert_eq!(Format::Concise.to_string(), "concise");
    let error = "xml".parse::<Format>().expect_err("no such format");
    assert_eq!(
        error,
        "`xml` is no format: human, concise, json, sarif, junit, github, gitlab, summary-md, html"
    );
}
