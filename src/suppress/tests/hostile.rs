//! Inputs that nobody writes by hand.

use std::time::{Duration, Instant};

use super::*;

/// Fails when something that takes milliseconds takes seconds, also where nothing is optimised.
fn in_time<T>(work: impl FnOnce() -> T) -> T {
    let before = Instant::now();
    let done = work();
    let took = before.elapsed();
    assert!(took < Duration::from_secs(20), "{took:?}");
    done
}

#[test]
fn a_huge_annotation_costs_little_and_is_not_repeated_whole() {
    let names = "no-such-rule,".repeat(100_000);
    let text = deployment(&format!("kubelint.dev/ignore: '{names}'"), "", CONTAINERS);
    let ran = in_time(|| run(&text, &[("run-as-root", "a:1")]));
    assert!(ran.problems.len() < 300);
    let text = deployment(
        &format!("kubelint.dev/ignore: {}", "x".repeat(1_000_000)),
        "",
        CONTAINERS,
    );
    let ran = in_time(|| run(&text, &[]));
    assert!(ran.found[0].message.len() < 200);
}

#[test]
fn many_comments_and_findings_are_matched_in_time() {
    let line = "  - {image: a} # kubelint: ignore[security, resources] x\n";
    let text = format!("kind: A\nitems:\n{}", line.repeat(20_000));
    let tree = parse(text.as_str().into(), &Limits::default()).tree;
    let registry = registry();
    let names = Names::of(&registry);
    let file = FileId(0);
    let mut findings: Vec<Diagnostic> = memchr::memmem::find_iter(text.as_bytes(), "image")
        .map(|at| {
            let at = u32::try_from(at).unwrap();
            Diagnostic::new("run-as-root", Span::new(file, at, at + 5), "wrong")
        })
        .collect();
    in_time(|| {
        let mut suppressions = Suppressions::collect(file, &tree, &[], &names, &options());
        assert_eq!(suppressions.apply(&mut findings).len(), 20_000);
        assert!(suppressions.problems(&names, &|_| true).len() < 250);
    });
    assert!(findings.is_empty());
}

#[test]
fn many_wrong_suppressions_are_counted_not_listed() {
    let text = format!(
        "kind: A\n{}",
        "# kubelint: ignore[run-as-rot] x\n".repeat(5_000)
    );
    let ran = in_time(|| run(&text, &[]));
    assert_eq!(ran.problems.len(), 201);
    assert!(
        ran.problems[200].ends_with("this suppression and 4799 more of the file are not listed")
    );
}

#[test]
fn suppressions_in_texts_are_none() {
    let text = "kind: A\nx: '# kubelint: ignore-file[run-as-root]'\ny: |\n  # kubelint: ignore-file[run-as-root] x\n  # checkov:skip=CKV_K8S_11\nz: a#kubelint: ignore-file[run-as-root]\n";
    let ran = run(text, &[("run-as-root", "A")]);
    assert_eq!(ran.left.len(), 1);
    assert!(ran.suppressions.is_empty());
}

#[test]
fn other_letters_and_line_breaks_keep_their_places() {
    let text = "kind: É\r\n# kubelint: ignore[rün-as-root, run-as-root] – ünd so weiter\r\n日本: \u{1F600} # kubelint: ignore[field-unknown]\r\n";
    let ran = run(
        text,
        &[("run-as-root", "日本"), ("field-unknown", "\u{1F600}")],
    );
    assert_eq!(ran.gone.len(), 2);
    assert_eq!(
        ran.problems,
        ["suppression-unknown-rule at rün-as-root: there is no rule `rün-as-root`"]
    );
    let reason = ran
        .suppressions
        .list()
        .next()
        .unwrap()
        .suppression
        .reason
        .clone();
    assert_eq!(reason.as_deref(), Some("ünd so weiter"));
}

#[test]
fn annotations_that_are_no_text_are_named() {
    let text = "kind: A\nmetadata:\n  annotations:\n    kubelint.dev/ignore: [run-as-root]\n    kube-score/ignore: {a: b}\n    polaris.fairwinds.com/exempt: true\n    ignore-check.kube-linter.io/: x\n";
    let ran = run(text, &[("run-as-root", "A")]);
    assert_eq!(ran.left.len(), 1);
    assert_eq!(
        ran.problems,
        ["suppression-malformed at [run-as-root]: `kubelint.dev/ignore` is a list, not a text"]
    );
    for text in [
        "metadata: x\nkind: A\n",
        "metadata: {annotations: [a]}\nkind: A\n",
        "- a\n",
        "",
    ] {
        assert!(run(text, &[]).suppressions.is_empty(), "{text}");
    }
}

#[test]
fn an_annotation_with_escapes_is_read_all_the_same() {
    let text = "kind: A\nmetadata:\n  annotations:\n    kubelint.dev/ignore: \"run\\x2das-root,\\\n      no-such\"\n";
    let ran = run(text, &[("run-as-root", "A")]);
    assert_eq!(ran.gone.len(), 1);
    assert!(ran.problems[0].contains("there is no rule `no-such`"));
    assert_eq!(
        ran.found[0].subject.as_ref().unwrap().path,
        "/metadata/annotations/kubelint.dev~1ignore"
    );
}

#[test]
fn a_file_without_suppressions_has_none() {
    let text = deployment("a: b", "c: d", CONTAINERS);
    let ran = run(&text, &[("run-as-root", "a:1")]);
    assert!(ran.suppressions.is_empty());
    assert_eq!(ran.left.len(), 1);
}
