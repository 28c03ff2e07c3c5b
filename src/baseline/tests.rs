//! A baseline is read as it was written, and says what is new and what is gone.

use proptest::prelude::*;

use super::*;
use crate::diagnostic::Subject;
use crate::source::{Source, Span};

/// Findings as `rule Kind namespace name path fingerprint`; `-` for nothing.
fn finding(line: &str) -> Diagnostic {
    let [rule, kind, namespace, name, path, fingerprint]: [&str; 6] = line
        .split(' ')
        .collect::<Vec<_>>()
        .try_into()
        .expect("six words");
    let given = |word: &str| (word != "-").then(|| word.to_owned());
    let file = crate::source::FileId(0);
    let mut finding = Diagnostic::new(rule.to_owned(), Span::new(file, 0, 1), "wrong");
    finding.subject = given(kind).map(|kind| Subject {
        kind,
        namespace: given(namespace),
        name: name.to_owned(),
        stable_path: given(path).unwrap_or_default(),
        ..Subject::default()
    });
    finding.fingerprint = fingerprint.to_owned();
    finding
}

fn findings(lines: &[&str]) -> Vec<Diagnostic> {
    lines.iter().map(|line| finding(line)).collect()
}

fn sources() -> Sources {
    let mut sources = Sources::default();
    sources.push(Source::new("k8s/web.yaml", "a: 1\n"));
    sources
}

fn baseline(lines: &[&str]) -> Baseline {
    Baseline::of(&findings(lines), &sources())
}

const LINES: [&str; 4] = [
    "run-as-root Deployment shop web spec.template.spec.containers[web] 00000000000000aa",
    "field-unknown Deployment shop web spec.replica 00000000000000bb",
    "no-owner ClusterRole - admin - 00000000000000cc",
    "yaml-syntax - - - - 00000000000000dd",
];

#[test]
fn a_baseline_is_sorted_lines_for_people() {
    insta::assert_snapshot!(baseline(&LINES).to_string().replace('\t', " | "), @r"
    # kubelint baseline: these findings are known and not reported. A line may be removed; their order does not matter.
    field-unknown | Deployment shop/web | spec.replica | 00000000000000bb
    no-owner | ClusterRole admin | . | 00000000000000cc
    run-as-root | Deployment shop/web | spec.template.spec.containers[web] | 00000000000000aa
    yaml-syntax | - | k8s/web.yaml | 00000000000000dd
    ");
}

#[test]
fn what_is_written_is_read_back() {
    let written = baseline(&LINES);
    let text = written.to_string();
    let read = Baseline::parse(&text).unwrap();
    assert_eq!(read, written);
    assert_eq!(read.to_string(), text);
    assert_eq!(read.len(), 4);
    assert!(Baseline::parse("").unwrap().is_empty());
}

#[test]
fn the_order_and_repetition_of_lines_do_not_matter() {
    let text = baseline(&LINES).to_string();
    let mut lines: Vec<&str> = text.lines().collect();
    lines.reverse();
    let merged = format!("{}\r\n\r\n{text}\n", lines.join("\r\n"));
    let read = Baseline::parse(&format!("\u{feff}{merged}")).unwrap();
    assert_eq!(read.to_string(), text);
}

#[test]
fn a_fingerprint_counts_once_whatever_stands_before_it() {
    let text = "a\tX y\t.\t00000000000000aa\nb\tZ y\t.\t00000000000000aa\n";
    let read = Baseline::parse(text).unwrap();
    assert_eq!(read.entries().len(), 1);
    assert_eq!(read.entries()[0].rule, "a");
}

#[test]
fn lines_that_are_none_are_named_with_what_to_do() {
    for (line, message) in [
        ("a", "line 2: 1 column instead of 4"),
        ("a\tb", "line 2: 2 columns instead of 4"),
        ("a\tb\tc\td\te", "line 2: 5 columns instead of 4"),
        ("a\t\tc\t00000000000000aa", "line 2: an empty column"),
        ("a\tb\tc\t", "line 2: `` is no fingerprint"),
        ("a\tb\tc\tX0000000", "line 2: `X0000000` is no fingerprint"),
        ("a b c 00000000000000aa", "line 2: 1 column instead of 4"),
    ] {
        let error = Baseline::parse(&format!("# x\n{line}\n")).unwrap_err();
        assert_eq!(error.to_string(), message);
        assert!(error.help.contains("kubelint baseline --update"));
    }
}

#[test]
fn a_merge_conflict_is_called_one() {
    for marker in ["<<<<<<< HEAD", "=======", ">>>>>>> topic", "||||||| base"] {
        let error = Baseline::parse(&format!("{marker}\n")).unwrap_err();
        assert!(error.message.contains("merge conflict"), "{error}");
        assert!(error.help.contains("both sides"));
    }
}

#[test]
fn known_findings_are_counted_and_new_ones_stay_in_order() {
    let known = baseline(&LINES[..2]);
    let run = findings(&[LINES[3], LINES[1], LINES[2]]);
    let split = known.split(run);
    let new: Vec<&str> = split.new.iter().map(|finding| &*finding.rule).collect();
    assert_eq!(new, ["yaml-syntax", "no-owner"]);
    assert_eq!(split.known, 1);
    let gone: Vec<&str> = split.gone.iter().map(|entry| &*entry.rule).collect();
    assert_eq!(gone, ["run-as-root"]);
}

#[test]
fn shrinking_takes_nothing_new_in() {
    let known = baseline(&LINES[..2]);
    let smaller = known.shrink(&findings(&LINES[1..]));
    let rules: Vec<&str> = smaller.entries().iter().map(|entry| &*entry.rule).collect();
    assert_eq!(rules, ["field-unknown"]);
    assert!(known.shrink(&[]).is_empty());
}

#[test]
fn bugs_and_unreadable_files_are_never_known() {
    let lines = [
        "internal-error Pod - web - 00000000000000aa",
        "file-unreadable - - - - 00000000000000bb",
    ];
    assert!(baseline(&lines).is_empty());
    let forged = "internal-error\tPod web\t.\t00000000000000aa\n";
    let forged = Baseline::parse(forged).unwrap();
    assert_eq!(forged.split(findings(&lines)).new.len(), 2);
    assert!(forged.shrink(&findings(&lines)).is_empty());
}

#[test]
fn names_with_tabs_and_line_breaks_stay_in_their_column() {
    let mut odd = finding(LINES[0]);
    let subject = odd.subject.as_mut().unwrap();
    subject.name = "a\tb\nc\r\u{85}d".to_owned();
    subject.stable_path = format!("x[\"{}\"]", "é".repeat(1_000));
    let written = Baseline::of(&[odd], &sources());
    let text = written.to_string();
    assert_eq!(text.lines().count(), 2);
    assert_eq!(Baseline::parse(&text).unwrap(), written);
}

proptest! {
    #[test]
    fn writing_reading_and_writing_is_the_same(
        parts in proptest::collection::vec(("[a-z-]{1,9}", ".{0,9}", ".{0,9}", "[0-9a-f]{16}"), 0..20)
    ) {
        let found: Vec<Diagnostic> = parts
            .into_iter()
            .map(|(rule, name, path, fingerprint)| {
                let mut finding = finding("a Pod - b c d");
                finding.rule = rule.into();
                finding.fingerprint = fingerprint;
                let subject = finding.subject.as_mut().unwrap();
                (subject.name, subject.stable_path) = (name, path);
                finding
            })
            .collect();
        let written = Baseline::of(&found, &sources());
        let text = written.to_string();
        let read = Baseline::parse(&text).unwrap();
        prop_assert_eq!(&read, &written);
        prop_assert_eq!(read.to_string(), text);
        let split = read.split(found);
        prop_assert!(split.new.is_empty() && split.gone.is_empty());
    }
}
