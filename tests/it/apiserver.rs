//! The corpus against a real API server: every document, every disagreement with its reason.

use std::collections::{BTreeMap, HashMap};

use kubelint::check::outcome::Outcome;
use kubelint::diagnostic::{Diagnostic, Severity};
use kubelint::inventory::objects;
use kubelint::yaml::{Limits, parse};
use serde_json::Value;

use crate::shared::{check_with, corpus, field, schema_alone, vectors};

/// What the server says of an object, with what kubelint says of it.
struct Case<'a> {
    file: &'a str,
    verdict: &'a Value,
    findings: Vec<&'a Diagnostic>,
    /// A value of it is filled in later, and may then be right.
    has_placeholder: bool,
}

/// Pairs the verdicts with the findings about the same bytes.
fn cases<'a>(verdicts: &'a Value, outcome: &'a Outcome) -> Vec<Case<'a>> {
    let mut by_file: HashMap<&str, Vec<&Diagnostic>> = HashMap::new();
    for finding in &outcome.diagnostics {
        let name = outcome.sources.get(finding.span.file).name.as_str();
        by_file.entry(name).or_default().push(finding);
    }
    let texts: HashMap<&str, _> = outcome
        .sources
        .iter()
        .map(|(_, source)| (source.name.as_str(), &source.text))
        .collect();
    let mut cases = Vec::new();
    for (file, verdicts) in verdicts.as_object().expect("verdicts by file") {
        let text = texts.get(file.as_str()).expect("the file was read");
        let parsed = parse((*text).clone(), &Limits::default());
        let findings = by_file.get(file.as_str()).cloned().unwrap_or_default();
        let documents: Vec<_> = parsed
            .tree
            .documents()
            .iter()
            .filter(|document| !parsed.tree.node(document.root).is_null())
            .collect();
        let verdicts = verdicts.as_array().expect("one per document");
        if documents.len() != verdicts.len() {
            // A document that cannot be read is missing in the tree: all findings belong to it.
            assert!(
                !findings.is_empty(),
                "{file}: {} documents, the server saw {}",
                documents.len(),
                verdicts.len()
            );
            cases.extend(verdicts.iter().map(|verdict| Case {
                file,
                verdict,
                findings: findings.clone(),
                has_placeholder: false,
            }));
            continue;
        }
        for (document, verdict) in documents.iter().zip(verdicts) {
            let inside = |range: std::ops::Range<u32>| {
                findings
                    .iter()
                    .copied()
                    .filter(|finding| range.contains(&finding.span.start))
                    .collect()
            };
            match verdict.as_array() {
                None => cases.push(Case {
                    file,
                    verdict,
                    findings: inside(document.span.clone()),
                    has_placeholder: parsed.tree.node(document.root).has_open_placeholder(),
                }),
                Some(items) => {
                    let found = objects(parsed.tree.node(document.root));
                    for (object, verdict) in found.iter().zip(items) {
                        cases.push(Case {
                            file,
                            verdict,
                            findings: inside(object.node.range()),
                            has_placeholder: object.node.has_open_placeholder(),
                        });
                    }
                }
            }
        }
    }
    cases
}

fn errors<'a>(case: &Case<'a>) -> Vec<&'a Diagnostic> {
    case.findings
        .iter()
        .copied()
        .filter(|finding| finding.severity == Severity::Error)
        .collect()
}

#[test]
fn agrees_with_the_api_server_on_the_corpus() {
    let (Some(verdicts), Some(files)) = (vectors("corpus-apiserver.json"), corpus()) else {
        return;
    };
    let outcome = check_with(&schema_alone(&["1.37"]), files);
    let skipped: BTreeMap<&str, &str> = outcome
        .skipped
        .iter()
        .map(|skipped| (skipped.file.as_str(), skipped.reason.code()))
        .collect();
    let mut unexplained = Vec::new();
    let mut explained: BTreeMap<String, usize> = BTreeMap::new();
    let mut agreed: BTreeMap<&str, usize> = BTreeMap::new();
    for case in cases(&verdicts, &outcome) {
        let errors = errors(&case);
        if let Some(reason) = skipped.get(case.file) {
            *explained.entry(format!("skipped as {reason}")).or_default() += 1;
            continue;
        }
        match case.verdict["code"].as_u64() {
            None if case.verdict == "ok" => {
                if errors.is_empty() {
                    *agreed.entry("ok").or_default() += 1;
                } else {
                    let words: Vec<&str> = errors.iter().map(|error| &*error.message).collect();
                    unexplained.push(format!("{}: ok, but {words:?}", case.file));
                }
            }
            None => *agreed.entry("unknown kind").or_default() += 1,
            Some(400) => match refused(&case, &errors) {
                Ok(()) => *agreed.entry("400").or_default() += 1,
                Err(_) if case.has_placeholder => {
                    *explained
                        .entry(format!("400 of a placeholder in {}", case.file))
                        .or_default() += 1;
                }
                Err(reason) => unexplained.push(format!("{}: {reason}", case.file)),
            },
            Some(_) => causes(&case, &errors, &mut agreed, &mut explained),
        }
    }
    println!("agreed: {agreed:#?}\nexplained: {explained:#?}");
    assert!(unexplained.is_empty(), "{}", unexplained.join("\n"));
}

/// Whether an object that cannot be decoded has an error at each field that the server names.
fn refused(case: &Case<'_>, errors: &[&Diagnostic]) -> Result<(), String> {
    let message = case.verdict["message"].as_str().expect("a message");
    if errors.is_empty() {
        return Err(format!("400, and no error: {message}"));
    }
    let fields: Vec<String> = errors.iter().map(|error| field(error)).collect();
    for wanted in unknown_fields(message) {
        if !fields.contains(&wanted) {
            return Err(format!("no error at {wanted}, only at {fields:?}"));
        }
    }
    for key in repeated_keys(message) {
        let found = errors
            .iter()
            .any(|error| error.rule == "yaml-duplicate-key" && error.message.contains(&key));
        if !found {
            return Err(format!(
                "the key {key} is set twice, and it is not reported"
            ));
        }
    }
    // Of a map the server names the map, and the finding the entry.
    let names = |field: &str, wanted: &str| {
        let field = without_indexes(field);
        field.ends_with(wanted) || field.contains(&format!("{wanted}."))
    };
    if let Some(wanted) = mistyped_field(message)
        && !fields.iter().any(|field| names(field, &wanted))
    {
        return Err(format!("no error at {wanted}, only at {fields:?}"));
    }
    Ok(())
}

/// `unknown field "a.b", unknown field "c"`
fn unknown_fields(message: &str) -> Vec<String> {
    message
        .split("unknown field \"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect()
}

/// `key "a" already set in map`
fn repeated_keys(message: &str) -> Vec<String> {
    message
        .split("key \"")
        .skip(1)
        .filter(|rest| rest.contains("already set"))
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect()
}

/// `Go struct field Kind.spec.replicas of type`: the path after the type's name.
pub(crate) fn mistyped_field(message: &str) -> Option<String> {
    let (_, rest) = message.split_once("Go struct field ")?;
    let (path, _) = rest.split_once(" of type")?;
    let (_, field) = path.split_once('.')?;
    Some(field.to_owned())
}

/// The server leaves indexes out where it speaks of a type.
pub(crate) fn without_indexes(field: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in field.chars() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

/// Counts which causes of a refused object the schema finds, and which are validity's.
fn causes(
    case: &Case<'_>,
    errors: &[&Diagnostic],
    agreed: &mut BTreeMap<&str, usize>,
    explained: &mut BTreeMap<String, usize>,
) {
    let fields: Vec<String> = errors.iter().map(|error| field(error)).collect();
    for cause in case.verdict["causes"].as_array().expect("causes") {
        let at = cause[0].as_str().unwrap_or("");
        let reason = cause[1].as_str().unwrap_or("");
        let at_plain = without_indexes(at);
        // Where a whole part is missing the server names the fields in it.
        let same = |field: &String| {
            let field = without_indexes(field);
            field == at_plain || at_plain.starts_with(&format!("{field}."))
        };
        if fields.iter().any(same) {
            *agreed.entry("422").or_default() += 1;
        } else {
            let key = format!("422 validity: {reason} at {at_plain}");
            if std::env::var_os("KUBELINT_TEST_VERBOSE").is_some() {
                println!("{}: {key}: {}", case.file, cause[2]);
            }
            *explained.entry(key).or_default() += 1;
        }
    }
}
