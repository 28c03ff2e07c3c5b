//! Files that mean ill or went wrong: each ends in a clear finding, and its neighbours are checked.

use std::fmt::Write as _;
use std::time::Instant;

use kubelint::cli::Exit;
use serde_json::Value;
use tempfile::TempDir;

use crate::command::{check, folder, kubelint, path, place, text};

pub(crate) const GOOD: &[u8] =
    b"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: good}\ndata: {a: b}\n";
pub(crate) const BAD: &[u8] =
    b"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bad}\ndata: {a: 1}\n";
const HEAD: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:";

/// A folder with this file between a good and a bad one.
pub(crate) fn among_neighbours(name: &str, content: impl AsRef<[u8]>) -> TempDir {
    let files = [
        ("a-good.yaml", GOOD),
        (name, content.as_ref()),
        ("z-bad.yaml", BAD),
    ];
    folder(&files)
}

/// The findings about all files but the bad neighbour, whose finding must be there.
pub(crate) fn beside_neighbours(folder: &TempDir) -> Vec<Value> {
    let started = Instant::now();
    let ran = check(&[path(folder, "")]);
    println!(
        "{:?} for {} bytes of report",
        started.elapsed(),
        ran.output.len()
    );
    assert_ne!(ran.exit, Exit::Clean);
    let (neighbour, rest): (Vec<Value>, Vec<Value>) = ran
        .findings()
        .into_iter()
        .partition(|finding| text(finding, "file").ends_with("z-bad.yaml"));
    let places: Vec<String> = neighbour.iter().map(place).collect();
    assert_eq!(
        places,
        ["4:11 yaml-number-trap"],
        "the neighbour is reported"
    );
    rest
}

/// The one finding about this file among its neighbours.
pub(crate) fn the_finding(name: &str, content: impl AsRef<[u8]>) -> Value {
    let folder = among_neighbours(name, content);
    let mut findings = beside_neighbours(&folder);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert!(text(&findings[0], "file").ends_with(name));
    findings.remove(0)
}

pub(crate) fn rule(finding: &Value) -> &str {
    text(finding, "rule")
}

fn message_of(finding: &Value) -> &str {
    text(finding, "message")
}

#[test]
fn a_wrong_value_far_along_one_line_is_found_and_shown() {
    let pad = "x".repeat(500_000);
    let line = format!(
        r#"{{"apiVersion":"v1","kind":"ConfigMap","metadata":{{"name":"m"}},"data":{{"pad":"{pad}","bad":1}}}}"#
    );
    let folder = among_neighbours("line.yaml", &line);
    let findings = beside_neighbours(&folder);
    assert_eq!(findings.len(), 1);
    assert_eq!(place(&findings[0]), "1:500086 yaml-number-trap");
    for format in ["human", "concise", "sarif"] {
        let ran = kubelint(&["check", "--format", format, &path(&folder, "line.yaml")]);
        assert_eq!(ran.exit, Exit::Findings);
        assert!(
            ran.output.len() < 10_000,
            "{format}: {} bytes",
            ran.output.len()
        );
        assert!(ran.output.contains("500086"), "{format}: {}", ran.output);
    }
}

/// 10 MB in a thousand documents, each with one wrong value.
fn thousand_findings() -> String {
    let pad = format!("    {}\n", "lorem ipsum ".repeat(20)).repeat(40);
    let mut text = String::new();
    for number in 0..1000 {
        let _ = write!(
            text,
            "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: m{number}}}\ndata:\n  pad: |\n{pad}  bad: 1\n"
        );
    }
    text
}

#[test]
fn a_thousand_findings_in_ten_megabytes_are_all_printed_in_every_format() {
    let folder = among_neighbours("big.yaml", thousand_findings());
    for format in ["human", "concise", "json", "sarif"] {
        let started = Instant::now();
        let ran = kubelint(&["check", "--no-fold", "--format", format, &path(&folder, "")]);
        println!(
            "{format}: {:?}, {} bytes",
            started.elapsed(),
            ran.output.len()
        );
        assert_eq!(ran.exit, Exit::Findings);
        let message = "must be a string, and kubectl reads `1`";
        assert!(ran.output.matches(message).count() >= 1001, "{format}");
    }
}

#[test]
fn random_bytes_are_no_text() {
    let mut state = 1u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    let bytes: Vec<u8> = (0..100_000).map(|_| next()).collect();
    assert_eq!(rule(&the_finding("random.yaml", &bytes)), "file-unreadable");
    let printable: Vec<u8> = bytes
        .iter()
        .map(|byte| if *byte < 10 { b'\n' } else { b' ' + byte % 95 })
        .collect();
    let finding = the_finding("printable.yaml", &printable);
    assert!(rule(&finding).starts_with("yaml-"), "{finding}");
}

#[test]
fn deep_nesting_is_refused_as_such() {
    let flow = |count: usize| format!("{HEAD} {}", "[".repeat(count));
    let closed = |count: usize| format!("{HEAD} {}{}", "[".repeat(count), "]".repeat(count));
    let mappings = |count: usize| format!("{HEAD} {}", "{\"a\":".repeat(count));
    let block = |count: usize| {
        let mut text = format!("{HEAD}\n");
        for depth in 1..=count {
            let _ = writeln!(text, "{}a:", " ".repeat(depth));
        }
        text
    };
    let items = |count: usize| format!("{HEAD}\n  a:\n  {}1\n", "- ".repeat(count));
    for (name, text) in [
        ("block", block(2_000)),
        ("items", items(100_000)),
        ("flow", flow(100_000)),
        ("closed", closed(1_000)),
        ("mappings", mappings(100_000)),
    ] {
        let finding = the_finding(&format!("{name}.yaml"), &text);
        assert_eq!(rule(&finding), "yaml-limit", "{name}: {finding}");
        let message = message_of(&finding);
        assert!(message.contains("deep"), "{name}: {message}");
    }
}

#[test]
fn a_megabyte_on_one_line_is_read() {
    let text = format!("{HEAD}\n  a: \"{}\"\n  b: 1\n", "x".repeat(1_000_000));
    assert_eq!(
        place(&the_finding("line.yaml", &text)),
        "6:6 yaml-number-trap"
    );
    let folder = among_neighbours("word.yaml", "x".repeat(1_000_000));
    assert_eq!(beside_neighbours(&folder), Vec::<Value>::new());
    let skipped = check(&[path(&folder, "")]).skipped();
    assert!(
        skipped[0].ends_with("word.yaml: not-a-manifest"),
        "{skipped:?}"
    );
}

#[test]
fn very_many_objects_on_one_line_without_a_space_are_read() {
    let object = |number: usize, value: &str| {
        let head = "\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\"";
        format!("{{{head},\"metadata\":{{\"name\":\"x{number}\"}},\"data\":{{\"a\":{value}}}}}")
    };
    let mut objects: Vec<String> = (0..10_000).map(|at| object(at, "\"b\"")).collect();
    objects.push(object(10_000, "1"));
    let head = "\"apiVersion\":\"v1\",\"kind\":\"List\"";
    let text = format!("{{{head},\"items\":[{}]}}", objects.join(","));
    let finding = the_finding("list.json", &text);
    assert_eq!(rule(&finding), "yaml-number-trap");
    assert_eq!(finding["line"], 1);
}

#[test]
fn a_nul_is_a_control_character_wherever_it_stands() {
    for (name, text) in [
        ("alone.yaml", "\0".to_owned()),
        ("many.yaml", "\0".repeat(1000)),
        ("plain.yaml", format!("{HEAD} {{a: b\0c}}\n")),
        ("quoted.yaml", format!("{HEAD} {{a: \"b\0c\"}}\n")),
        ("comment.yaml", format!("{HEAD} {{a: b}} # \0\n")),
    ] {
        let finding = the_finding(name, &text);
        assert_eq!(rule(&finding), "yaml-syntax", "{name}");
        let message = message_of(&finding);
        assert!(message.contains("U+0000"), "{name}: {message}");
    }
}

#[test]
fn a_line_may_end_in_a_carriage_return_alone() {
    let text = format!("{HEAD}\n  a: 1\n").replace('\n', "\r");
    assert_eq!(
        place(&the_finding("mac.yaml", &text)),
        "5:6 yaml-number-trap"
    );
}

#[test]
fn aliases_of_aliases_are_not_expanded() {
    let mut text = format!("{HEAD}\n  a: &a [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
    for (before, letter) in ('a'..='z').zip('b'..='z') {
        let nine = vec![format!("*{before}"); 9].join(", ");
        let _ = writeln!(text, "  {letter}: &{letter} [{nine}]");
    }
    assert_eq!(rule(&the_finding("laughs.yaml", &text)), "yaml-limit");
}

#[test]
fn a_mapping_with_very_many_keys_is_read() {
    let mut text = format!("{HEAD}\n");
    for number in 0..200_000 {
        let _ = writeln!(text, "  k{number}: a");
    }
    text.push_str("  k7: b\n");
    let finding = the_finding("keys.yaml", &text);
    assert_eq!(place(&finding), "200005:3 yaml-duplicate-key");
    assert_eq!(finding["related"][0]["line"], 12);
}

#[test]
fn of_very_many_findings_of_one_object_the_rest_is_counted() {
    let repeated = |line: &dyn Fn(usize) -> String| {
        let mut text = format!("{HEAD}\n");
        (0..100_000).for_each(|number| text.push_str(&line(number)));
        text
    };
    for (name, text) in [
        (
            "twice.yaml",
            repeated(&|number| format!("  k{}: a\n", number % 50_000)),
        ),
        (
            "types.yaml",
            repeated(&|number| format!("  k{number}: 1\n")),
        ),
        (
            "unknown.yaml",
            repeated(&|number| format!("k{number}: a\n")),
        ),
    ] {
        let findings = beside_neighbours(&among_neighbours(name, text));
        assert!(findings.len() > 1_000, "{name}");
        let rest = |finding: &Value| finding["message"].to_string().contains("not listed");
        assert!(
            findings.iter().any(rest),
            "{name} counts what it does not list"
        );
    }
}

#[test]
fn very_many_broken_documents_are_not_left_out_in_silence() {
    let mut text = "a: [\n---\n".repeat(2_000);
    text.push_str(std::str::from_utf8(BAD).expect("it is text"));
    let findings = beside_neighbours(&among_neighbours("broken.yaml", text));
    let last = findings.last().expect("findings");
    let all_read = rule(last) == "yaml-number-trap";
    let said = findings.iter().any(|finding| rule(finding) == "yaml-limit");
    assert!(
        all_read || said,
        "{} findings, the last is {last}",
        findings.len()
    );
}

#[test]
fn what_kubectl_alone_reads_may_occur_any_number_of_times() {
    let tabs: String = (0..200)
        .map(|number| format!("  k{number}:\tb\n"))
        .collect();
    let quotes: String = (0..200)
        .map(|number| format!("  k{number}: \"a\nb\"\n"))
        .collect();
    for (name, lines) in [("tabs.yaml", tabs), ("quotes.yaml", quotes)] {
        let findings = beside_neighbours(&among_neighbours(name, format!("{HEAD}\n{lines}")));
        assert_eq!(findings, Vec::<Value>::new(), "{name}");
    }
}

#[test]
fn an_empty_file_is_skipped() {
    let folder = among_neighbours("empty.yaml", "");
    assert_eq!(beside_neighbours(&folder), Vec::<Value>::new());
    let skipped = check(&[path(&folder, "")]).skipped();
    assert!(skipped[0].ends_with("empty.yaml: empty"), "{skipped:?}");
}
