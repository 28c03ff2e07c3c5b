//! Suppressions of every form, on manifests with findings at places of the test's choice.

mod annotations;
mod comments;
mod hostile;
mod peers;

use super::*;
use crate::inventory;
use crate::registry::Registry;
use crate::rule::{Entry, Level, Levels, StaticEntry};
use crate::yaml::{Limits, parse};

/// The rules of the product, and some of the kinds that policies have.
pub(super) fn registry() -> Registry {
    let rule = |id: &'static str, group: &'static str, aliases: &'static [&'static str]| {
        Entry::from(&StaticEntry {
            id,
            group,
            title: "",
            description: "",
            example: None,
            levels: Levels::always(Level::Warning),
            aliases,
        })
    };
    let mut entries = Registry::built_in().entries().to_vec();
    entries.extend([
        rule(
            "run-as-root",
            "security",
            &["kube-linter:run-as-non-root", "trivy:KSV-0012"],
        ),
        rule(
            "memory-limit-missing",
            "resources",
            &["checkov:CKV_K8S_11", "kube-score:container-resources"],
        ),
        rule(
            "cpu-limit-missing",
            "resources",
            &["checkov:CKV_K8S_11", "polaris:cpuLimitsMissing"],
        ),
        rule(
            "ephemeral-storage-limit-missing",
            "storage",
            &["kube-score:container-ephemeral-storage-request-and-limit"],
        ),
    ]);
    let mut privileged = rule(
        "privileged-container",
        "security",
        &["kube-linter:privileged-container", "trivy:KSV-0017"],
    );
    privileged.also_in = vec!["pss-baseline".into()];
    entries.push(privileged);
    Registry::of(entries)
}

const TODAY: (u16, u8, u8) = (2026, 6, 1);

pub(super) fn options() -> Options {
    Options {
        peers: true,
        today: Date::new(TODAY.0, TODAY.1, TODAY.2).unwrap(),
    }
}

/// What came of a file.
struct Ran {
    /// The findings that stay, each `rule at the text of its span`.
    left: Vec<String>,
    /// The findings that went, each `rule at text by kind`.
    gone: Vec<String>,
    /// What is wrong with the suppressions, each `rule at text: message`.
    problems: Vec<String>,
    found: Vec<Diagnostic>,
    suppressions: Suppressions,
}

/// Runs the suppressions of `text` over findings, each a rule and a word of the text whose first
/// occurrence is where it lies.
fn run(text: &str, findings: &[(&'static str, &str)]) -> Ran {
    run_with(text, findings, &options())
}

fn run_with(text: &str, findings: &[(&'static str, &str)], options: &Options) -> Ran {
    let file = FileId(3);
    let tree = parse(text.into(), &Limits::default()).tree;
    let objects: Vec<Resource<'_>> = tree
        .documents()
        .iter()
        .flat_map(|document| inventory::objects(tree.node(document.root)))
        .filter(|object| object.flaw.is_none())
        .map(|object| Resource::new(object.node))
        .collect();
    let mut diagnostics: Vec<Diagnostic> = findings
        .iter()
        .map(|(rule, word)| finding(file, rule, word, text, &objects))
        .collect();
    let registry = registry();
    let names = Names::of(&registry);
    let mut suppressions = Suppressions::collect(file, &tree, &objects, &names, options);
    let suppressed = suppressions.apply(&mut diagnostics);
    let found = suppressions.problems(&names, &|rule| {
        rule != "field-value" && rule != "suppression-without-reason"
    });
    let at = |span: Span| &text[span.start as usize..span.end as usize];
    let described = |finding: &Diagnostic| format!("{} at {}", finding.rule, at(finding.span));
    Ran {
        left: diagnostics.iter().map(described).collect(),
        gone: suppressed
            .iter()
            .map(|one| {
                let by = one.by.kind.as_str();
                format!("{} by {by}", described(&one.diagnostic))
            })
            .collect(),
        problems: found
            .iter()
            .map(|problem| format!("{}: {}", described(problem), problem.message))
            .collect(),
        found,
        suppressions,
    }
}

/// A finding at a word, about the object that the word lies in.
fn finding(
    file: FileId,
    rule: &'static str,
    word: &str,
    text: &str,
    objects: &[Resource<'_>],
) -> Diagnostic {
    let start = text
        .find(word)
        .unwrap_or_else(|| panic!("{word} is not in {text}"));
    let start = u32::try_from(start).unwrap();
    let span = Span::new(file, start, start + u32::try_from(word.len()).unwrap());
    let finding = Diagnostic::new(rule, span, "wrong");
    let around = objects
        .iter()
        .find(|object| object.root.range().contains(&start));
    match around {
        Some(object) => {
            let path = crate::yaml::Path::to(object.root, start);
            finding.with_subject(object.subject(&path))
        }
        None => finding,
    }
}

/// A Deployment with two containers and room for annotations and comments.
fn deployment(annotations: &str, template: &str, containers: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  namespace: shop\n  \
         annotations: {{{annotations}}}\nspec:\n  replicas: 1\n  template:\n    metadata:\n      \
         annotations: {{{template}}}\n    spec:\n{containers}"
    )
}

const CONTAINERS: &str = "      containers:\n        - name: app\n          image: a:1\n        \
                          - name: istio-proxy\n          image: b:1\n";

#[test]
fn all_suppressions_can_be_listed_with_what_they_hide() {
    let text = format!(
        "# kubelint: ignore-file[privileged-container] vendored\n{}",
        deployment(
            "kubelint.dev/ignore: 'run-as-root@containers[app], resources'",
            "kube-score/ignore: container-resources",
            CONTAINERS,
        )
    );
    let ran = run(
        &text,
        &[
            ("privileged-container", "a:1"),
            ("privileged-container", "b:1"),
            ("run-as-root", "a:1"),
            ("ephemeral-storage-limit-missing", "a:1"),
        ],
    );
    let listed: Vec<String> = ran
        .suppressions
        .list()
        .map(|listed| {
            let suppression = listed.suppression;
            let names: Vec<String> = suppression.names.iter().map(Name::to_string).collect();
            format!(
                "{}: {} ({}) {}",
                suppression.kind.as_str(),
                names.join(", "),
                suppression.reason.as_deref().unwrap_or("-"),
                listed.used,
            )
        })
        .collect();
    assert_eq!(
        listed,
        [
            "file comment: privileged-container (vendored) 2",
            "annotation: run-as-root@containers[app], resources (-) 1",
            "kube-score: kube-score:container-resources, \
             kube-score:container-ephemeral-storage-request-and-limit (-) 1",
        ]
    );
}

#[test]
fn the_problems_read_well() {
    let text = deployment(
        "kubelint.dev/ignroe: x, kubelint.dev/ignore: 'run-as-rot, *'",
        "checkov.io/skip1: CKV_K8S_11",
        "      # kubelint: ignore\n      # kubelint: ignore[checkov:CKV_K8S_12, internal-error]\n      \
         # kubelint: ignore[run-as-root, resources]\n      # trivy:ignore:KSV012:exp:2026-01-01\n      \
         containers: []\n",
    );
    let ran = run(&text, &[]);
    let lines: Vec<String> = ran
        .found
        .iter()
        .zip(&ran.problems)
        .map(|(finding, problem)| {
            let help = finding.help.as_deref().unwrap_or("-");
            format!("{problem}\n  {help}")
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn entries_of_a_config_are_held_against_all_files() {
    let registry = registry();
    let names = Names::of(&registry);
    let entry = |rules: &[&str], path: &'static str, expires: Option<&str>| ConfigEntry {
        rules: rules.iter().map(|rule| (*rule).to_owned()).collect(),
        matches: Box::new(move |finding| finding.message.contains(path)),
        reason: Some("accepted".to_owned()),
        expires: expires.map(|day| day.parse().unwrap()),
        span: Span::new(FileId(9), 0, 4),
    };
    let entries = vec![
        entry(&["run-as-root"], "legacy", Some("2026-06-01")),
        entry(&["resources"], "legacy", Some("2026-05-31")),
        entry(&["security"], "absent", None),
        entry(&[], "vendor", None),
        entry(&["no-such-rule"], "", None),
    ];
    let mut suppressions = Suppressions::of_config(entries, &names, &options());
    let finding = |file, rule: &'static str, message: &str| {
        Diagnostic::new(rule, Span::new(FileId(file), 0, 1), message)
    };
    let mut findings = vec![
        finding(0, "run-as-root", "legacy"),
        finding(1, "run-as-root", "new"),
        finding(1, "cpu-limit-missing", "legacy"),
        finding(2, "field-unknown", "vendor"),
        finding(2, "internal-error", "vendor"),
    ];
    let suppressed = suppressions.apply(&mut findings);
    assert_eq!(suppressed.len(), 2);
    assert!(suppressed.iter().all(|one| one.by.kind == Kind::Config));
    assert_eq!(findings.len(), 3);
    let problems = suppressions.problems(&names, &|_| true);
    let problems: Vec<String> = problems
        .into_iter()
        .map(|problem| format!("{}: {}", problem.rule, problem.message))
        .collect();
    assert_eq!(
        problems,
        [
            "suppression-expired: the suppression of `resources` expired on 2026-05-31",
            "suppression-unused: there is no finding of `security` that this entry is about",
        ]
    );
}
