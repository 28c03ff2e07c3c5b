//! The page: what is in it without its script, which `tests/tools/test_html.py` runs.

use super::fixture::{WEB, at, run, span_of};
use super::written;
use crate::check::outcome::Outcome;
use crate::diagnostic::{Diagnostic, Edit, Fix, Severity, Subject};
use crate::report::{Format, Options, Permalink};
use crate::source::{Source, Span};

fn page(outcome: &Outcome, options: &Options) -> String {
    written(Format::Html, outcome, options)
}

/// The markup with a tag in each line, without style, script and what follows from them.
fn markup(page: &str) -> String {
    let (head, rest) = page.split_once("<style>").expect("a style");
    let (_, rest) = rest.split_once("</style>").expect("its end");
    let (body, _) = rest.split_once("<script>").expect("a script");
    let (before, policy) = head.split_once("default-src").expect("a policy");
    let (_, after) = policy.split_once("\">").expect("its end");
    let version = concat!("kubelint ", env!("CARGO_PKG_VERSION"));
    format!("{before}[policy]\">{after}{body}")
        .replace(version, "kubelint [version]")
        .replace("><", ">\n<")
}

/// Findings at these bytes of one text, as the page shows them.
fn articles(text: &str, findings: impl IntoIterator<Item = Diagnostic>) -> String {
    let mut outcome = Outcome::default();
    outcome.sources.push(Source::new("a.yaml", text));
    outcome.diagnostics.extend(findings);
    let page = page(&outcome, &Options::default());
    let start = page.find("<article").expect("a finding");
    let end = page.rfind("</article>").expect("its end");
    page[start..end].replace("><", ">\n<")
}

fn edit(start: u32, end: u32, replacement: &str) -> Edit {
    Edit {
        span: Span::new(crate::source::FileId(0), start, end),
        replacement: replacement.to_owned(),
    }
}

fn fixed(edits: Vec<Edit>) -> Diagnostic {
    Diagnostic::new("field-unknown", edits[0].span, "wrong").with_fix(Fix {
        safe: true,
        title: "put it right".to_owned(),
        edits,
    })
}

#[test]
fn lists_everything_without_a_script() {
    insta::assert_snapshot!(markup(&page(&run(), &Options::default())));
}

#[test]
fn links_lines_to_the_checked_revision() {
    let options = Options {
        permalink: Some(Permalink {
            server: "https://github.com".to_owned(),
            repository: "acme/shop".to_owned(),
            revision: "5b1c".to_owned(),
        }),
        ..Options::default()
    };
    let text = page(&run(), &options);
    let blob = "<a href=\"https://github.com/acme/shop/blob/5b1c";
    assert!(text.contains(&format!("{blob}/k8s/web.yaml#L7\">line 7:3</a>")));
    // A line of rendered text is no line of the repository.
    assert!(text.contains("<span>rendered line 6:3</span>"));
}

#[test]
fn tells_success_from_nothing_to_check() {
    let mut outcome = Outcome::default();
    let text = page(&outcome, &Options::default());
    assert!(text.contains("<h1>nothing was checked</h1>"));
    outcome.totals.objects = 1;
    let text = page(&outcome, &Options::default());
    assert!(text.contains("<header class=\"masthead good\">"));
    assert!(text.contains("<h1>no problems</h1>"));
    assert!(!text.contains("<form"));
}

#[test]
fn shows_infos_where_there_is_nothing_worse() {
    let info = "data-level=\"info\" aria-pressed=";
    let mut outcome = run();
    assert!(page(&outcome, &Options::default()).contains(&format!("{info}\"false\"")));
    outcome
        .diagnostics
        .retain(|one| one.severity == Severity::Info);
    assert!(page(&outcome, &Options::default()).contains(&format!("{info}\"true\"")));
}

#[test]
fn allows_its_own_style_and_script_only() {
    let text = page(&run(), &Options::default());
    let policy = text.split("Content-Security-Policy\" content=\"").nth(1);
    let policy = policy
        .and_then(|rest| rest.split('"').next())
        .expect("a policy");
    assert!(policy.starts_with("default-src 'none'; "), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    // An attribute would need `unsafe-inline`.
    assert!(!text.contains(" style="));
    assert!(!text.contains(" src="));
    // A browser hashes the text with its line ends made one character.
    assert!(!text.contains('\r'));
}

#[test]
fn nothing_from_outside_is_markup() {
    let hostile = "</script><img src=x onerror=\"y()\"></pre><!-- ' & `</code>`";
    let text = format!("a: {hostile}\n{hostile}: b\n");
    let mut outcome = Outcome::default();
    let file = outcome.sources.push(Source::new(hostile, &*text));
    let end = text.len() as u32;
    let mut finding = Diagnostic::new(hostile.to_owned(), Span::new(file, 3, 9), hostile)
        .with_label(hostile)
        .with_help(hostile)
        .with_related(Span::new(file, end - 3, end), hostile)
        .with_fix(Fix {
            safe: true,
            title: hostile.to_owned(),
            edits: vec![edit(3, 3, hostile)],
        })
        .with_subject(Subject {
            api_version: hostile.to_owned(),
            kind: hostile.to_owned(),
            namespace: Some(hostile.to_owned()),
            name: hostile.to_owned(),
            path: hostile.to_owned(),
            stable_path: hostile.to_owned(),
            container: Some(hostile.to_owned()),
        });
    outcome.diagnostics.push(finding.clone());
    finding.origin = Some(hostile.to_owned());
    outcome.diagnostics.push(at(Severity::Warning, finding));
    outcome.kubernetes.push(hostile.to_owned());
    outcome.next_steps.push(hostile.to_owned());
    let page = page(&outcome, &Options::default());
    assert!(!page.contains("<img"), "{page}");
    for own in ["<script", "</script", "<!", "onerror=&quot;"] {
        let expected = match own {
            "onerror=&quot;" => page.matches("onerror=").count(),
            _ => 1,
        };
        assert_eq!(page.matches(own).count(), expected, "{own}");
    }
}

#[test]
fn shows_a_fix_as_changed_lines() {
    let text = "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\n";
    let cases = [
        // One word, a line that goes, lines that come at the end.
        fixed(vec![edit(3, 4, "one")]),
        fixed(vec![edit(5, 10, "")]),
        fixed(vec![edit(30, 30, "g: 7\nh: 8\n")]),
        // Neighbours are one change, what is apart is another.
        fixed(vec![
            edit(3, 4, "one"),
            edit(8, 9, "two"),
            edit(28, 29, "six"),
        ]),
    ];
    insta::assert_snapshot!(articles(text, cases));
}

#[test]
fn cuts_a_long_fix() {
    let lines = "x: y\n".repeat(50);
    let text = articles("a: 1\n", [fixed(vec![edit(5, 5, &lines)])]);
    assert_eq!(text.matches("<ins").count(), 40, "{text}");
    assert!(text.contains("… and 10 more lines"), "{text}");
}

#[test]
fn shows_only_a_part_of_a_long_line() {
    let line = "x".repeat(500_000);
    let span = Span::new(crate::source::FileId(0), 250_000, 250_004);
    let finding = Diagnostic::new("field-unknown", span, "wrong").with_fix(Fix {
        safe: true,
        title: "shorten".to_owned(),
        edits: vec![edit(250_000, 250_004, "")],
    });
    let text = articles(&line, [finding]);
    assert!(text.len() < 2_000, "{}", text.len());
    assert!(text.contains("<mark>xxxx</mark>"), "{text}");
}

#[test]
fn cuts_the_places_that_belong_to_a_finding() {
    let span = |line: usize| {
        Span::new(
            crate::source::FileId(0),
            line as u32 * 5,
            line as u32 * 5 + 1,
        )
    };
    let text = "a: 1\n".repeat(200);
    let mut finding = Diagnostic::new("field-unknown", span(0), "wrong");
    for line in 1..10 {
        finding = finding.with_related(span(line * 20), "also here");
    }
    let text = articles(&text, [finding]);
    assert_eq!(text.matches("also here").count(), 4, "{text}");
    assert!(text.contains("… and 5 more places"), "{text}");
}

#[test]
fn is_the_same_for_the_same_run() {
    let options = Options::default();
    assert_eq!(page(&run(), &options), page(&run(), &options));
    let file = |outcome: &mut Outcome| outcome.sources.push(Source::new("z.yaml", WEB));
    let mut other = run();
    let span = span_of(WEB, file(&mut other), "replica");
    other
        .diagnostics
        .push(Diagnostic::new("field-unknown", span, "wrong"));
    assert_ne!(page(&run(), &options), page(&other, &options));
}
