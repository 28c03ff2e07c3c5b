//! The Pod Security Standards against the admission of a real API server: for every version the
//! same controls, broken by the same containers.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use kubelint::check::Loaded;
use kubelint::config::CommandLine;
use kubelint::yaml::{Limits, parse};
use serde_json::{Value, json};

use crate::shared::{check_with, file, setup_with, shared, vectors};

const VERSIONS: std::ops::RangeInclusive<u32> = 25..=37;

const LEVELS: [&str; 2] = ["baseline", "restricted"];

/// A control as the admission calls it, and the container that breaks it: empty for the pod, for
/// volumes, sysctls and namespaces of the host their own name.
type Violations = BTreeSet<(String, String)>;

/// A manifest under the name of a file, with the verdicts of the admission.
struct Case {
    name: String,
    yaml: String,
    verdicts: Value,
}

/// What kubelint finds in each manifest for each minor when only this group, or this rule, is
/// chosen: one run for all versions.
fn findings(files: Vec<Loaded>, group: &str) -> BTreeMap<(String, u32), Violations> {
    let command_line = CommandLine {
        select: vec![group.to_owned()],
        ..CommandLine::default()
    };
    let versions: Vec<String> = VERSIONS.map(|minor| format!("1.{minor}")).collect();
    let versions: Vec<&str> = versions.iter().map(String::as_str).collect();
    let outcome = check_with(&setup_with(&versions, command_line), files);
    let mut found: BTreeMap<(String, u32), Violations> = BTreeMap::new();
    // What is no YAML is said whatever is chosen.
    let chosen = |rule: &str| rule.starts_with("pss-") || rule == group;
    for finding in outcome.diagnostics.iter().filter(|one| chosen(&one.rule)) {
        let file = &outcome.sources.get(finding.span.file).name;
        let minors: Vec<u32> = match finding.versions.is_empty() {
            true => VERSIONS.collect(),
            false => finding
                .versions
                .iter()
                .map(|version| minor_of(version))
                .collect(),
        };
        for minor in minors {
            let violations = found.entry((file.clone(), minor)).or_default();
            violations.insert(violation(&finding.message));
        }
    }
    found
}

fn minor_of(version: &str) -> u32 {
    let (_, minor) = version.split_once('.').expect("a version");
    minor.parse().expect("a minor version")
}

/// `namespace "shop" refuses the pod, hostPort: container "web" takes port …`
fn violation(message: &str) -> (String, String) {
    let message = message
        .split_once(" the pod, ")
        .map_or(message, |(_, rest)| rest);
    let (control, detail) = message.split_once(": ").expect("a control and a detail");
    let between = |before: &str, after: char| {
        let (_, rest) = detail.split_once(before)?;
        rest.split(after).next().map(str::to_owned)
    };
    let name = match control {
        "host namespaces" => between("`", ':'),
        "forbidden sysctls" => between("`", '`'),
        "hostPath volumes" | "restricted volume types" => between("volume \"", '"'),
        _ => between("container \"", '"'),
    };
    (control.to_owned(), name.unwrap_or_default())
}

/// `seccompProfile (pod and container "c" must not set …)`
fn expected(text: &str) -> Violations {
    let (control, detail) = text.split_once(" (").expect("a control and a detail");
    let detail = detail.strip_suffix(')').expect("a detail in parentheses");
    let control = control.replace("AppArmor profiles", "AppArmor profile");
    let names: Vec<String> = match &*control {
        "host namespaces" => detail
            .split(", ")
            .map(|field| field.trim_end_matches("=true").to_owned())
            .collect(),
        "forbidden sysctls" => detail.split(", ").map(str::to_owned).collect(),
        "hostPath volumes" | "restricted volume types" => quoted(subject(detail)),
        _ => detail.split("; ").flat_map(culprits).collect(),
    };
    assert!(!names.is_empty(), "nobody is named in {text}");
    names
        .into_iter()
        .map(|name| (control.clone(), name))
        .collect()
}

/// The pod where it is the culprit itself, the containers, and those that annotations are about.
fn culprits(part: &str) -> Vec<String> {
    let subject = subject(part);
    let mut names = quoted(subject);
    if subject.starts_with("pod") && !subject.starts_with("pod or ") {
        names.push(String::new());
    }
    let annotations = part.split("apparmor.security.beta.kubernetes.io/").skip(1);
    names.extend(annotations.filter_map(|rest| rest.split('=').next().map(str::to_owned)));
    names
}

/// The part of a sentence before its verb.
fn subject(sentence: &str) -> &str {
    [" must ", " uses ", " use ", " set "]
        .iter()
        .filter_map(|verb| sentence.find(verb))
        .min()
        .map_or(sentence, |end| &sentence[..end])
}

fn quoted(text: &str) -> Vec<String> {
    text.split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// What the admission says of a version: the key of a verdict is a range, `1.25-1.34`.
fn verdict(by_version: &Value, minor: u32) -> Violations {
    let by_version = by_version.as_object().expect("verdicts by version");
    let (_, texts) = by_version
        .iter()
        .find(|(versions, _)| {
            let (first, last) = versions.split_once('-').unwrap_or((versions, versions));
            (minor_of(first)..=minor_of(last)).contains(&minor)
        })
        .expect("a verdict for every version");
    let texts = texts.as_array().expect("texts").iter();
    texts
        .flat_map(|text| expected(text.as_str().expect("a text")))
        .collect()
}

/// What differs over all cases, for every version and level, in words.
fn differences(cases: &[Case]) -> Vec<String> {
    let mut differences = Vec::new();
    for level in LEVELS {
        let files = cases.iter().map(|case| file(&case.name, &case.yaml));
        let found = findings(files.collect(), &format!("pss-{level}"));
        for case in cases {
            for minor in VERSIONS {
                let wanted = verdict(&case.verdicts[level], minor);
                let key = (case.name.clone(), minor);
                let found = found.get(&key).cloned().unwrap_or_default();
                differences.extend(difference(&case.name, level, minor, &wanted, &found));
            }
        }
    }
    differences
}

fn difference(
    name: &str,
    level: &str,
    minor: u32,
    wanted: &Violations,
    found: &Violations,
) -> Option<String> {
    (found != wanted).then(|| {
        format!(
            "{name}, {level} 1.{minor}: missing {:?}, too many {:?}",
            wanted.difference(found).collect::<Vec<_>>(),
            found.difference(wanted).collect::<Vec<_>>(),
        )
    })
}

fn pods() -> Option<Vec<Value>> {
    let cases = vectors("pod-security/cases.json")?;
    Some(cases.as_array().expect("cases").clone())
}

#[test]
fn agrees_with_the_admission_on_pods_that_differ_in_one_field() {
    let Some(pods) = pods() else { return };
    let cases: Vec<Case> = pods
        .into_iter()
        .enumerate()
        .map(|(index, case)| Case {
            name: format!("case-{index:03}.yaml"),
            yaml: case["pod"].to_string(),
            verdicts: case,
        })
        .collect();
    let all = differences(&cases);
    println!("{} pods", cases.len());
    assert!(cases.len() > 200 && all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn agrees_with_the_admission_on_the_corpus() {
    let (Some(files), Some(corpus)) = (vectors("pod-security/corpus.json"), shared("corpus"))
    else {
        return;
    };
    let mut cases = Vec::new();
    for (name, documents) in files.as_object().expect("verdicts by file") {
        let text = fs::read_to_string(corpus.join(name)).expect("the corpus can be read");
        let parsed = parse(text.as_str().into(), &Limits::default());
        let written: Vec<_> = parsed
            .tree
            .documents()
            .iter()
            .filter(|document| !parsed.tree.node(document.root).is_null())
            .collect();
        for (index, verdicts) in documents.as_object().expect("verdicts by document") {
            let at: usize = index.parse().expect("an index");
            let span = &written[at].span;
            cases.push(Case {
                // A folder for each: what lies beside it says nothing about it.
                name: format!("{}/object.yaml", cases.len()),
                yaml: text[span.start as usize..span.end as usize].to_owned(),
                verdicts: verdicts.clone(),
            });
        }
    }
    let all = differences(&cases);
    println!("{} objects", cases.len());
    assert!(cases.len() > 500 && all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn a_namespace_refuses_what_its_level_forbids() {
    let Some(pods) = pods() else { return };
    for level in LEVELS {
        // A version that is pinned counts, not the one that is checked for.
        for pinned in VERSIONS {
            let namespaced = |index: usize, case: &Value| {
                let name = format!("shop-{index}");
                let mut pod = case["pod"].clone();
                pod["metadata"]["namespace"] = json!(name);
                let labels = json!({
                    "pod-security.kubernetes.io/enforce": level,
                    "pod-security.kubernetes.io/enforce-version": format!("v1.{pinned}"),
                });
                let namespace = json!({
                    "apiVersion": "v1",
                    "kind": "Namespace",
                    "metadata": {"name": name, "labels": labels},
                });
                file(
                    &format!("{name}.yaml"),
                    &format!("{namespace}\n---\n{pod}\n"),
                )
            };
            let files = pods.iter().enumerate();
            let files = files.map(|(index, case)| namespaced(index, case)).collect();
            let found = findings(files, "pod-violates-namespace-psa");
            for (index, case) in pods.iter().enumerate() {
                let wanted = verdict(&case[level], pinned);
                let key = (format!("shop-{index}.yaml"), 37);
                let found = found.get(&key).cloned().unwrap_or_default();
                assert_eq!(found, wanted, "case {index}, {level} 1.{pinned}");
            }
        }
    }
}
