//! One-field changes of valid objects of every kind against a real API server.

use std::collections::BTreeMap;
use std::fs;

use kubelint::check::Loaded;
use kubelint::diagnostic::{Diagnostic, Severity};
use kubelint::yaml::{Limits, Reader, parse};
use serde::Deserialize;
use serde_json::Value;

use crate::apiserver::{mistyped_field, without_indexes};
use crate::shared::{check_with, field, file, schema_alone, shared, vectors};

/// The valid objects.
fn bases() -> Option<Vec<Value>> {
    let path = shared("vectors/validity/bases.yaml")?;
    let text = fs::read_to_string(path).expect("the bases can be read");
    let parsed = parse(text.into(), &Limits::default());
    assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
    let roots = parsed
        .tree
        .documents()
        .iter()
        .filter(|document| !document.empty);
    Some(
        roots
            .map(|document| {
                Value::deserialize(Reader::new(parsed.tree.node(document.root))).expect("JSON")
            })
            .collect(),
    )
}

/// The object of a case: its base with one field set or removed.
fn object(bases: &[Value], case: &Value) -> Value {
    let base = usize::try_from(case["base"].as_u64().expect("a base")).expect("a small number");
    let mut object = bases[base].clone();
    let path = case["path"].as_array().expect("a path");
    let (last, parents) = path.split_last().expect("a field");
    let mut at = &mut object;
    for step in parents {
        at = match step.as_u64() {
            Some(index) => &mut at[usize::try_from(index).expect("an index")],
            None => &mut at[step.as_str().expect("a key")],
        };
    }
    match (case["op"].as_str(), last.as_u64()) {
        (Some("remove"), None) => {
            let map = at.as_object_mut().expect("a mapping");
            map.remove(last.as_str().expect("a key"));
        }
        (Some("remove"), Some(index)) => {
            let list = at.as_array_mut().expect("a list");
            list.remove(usize::try_from(index).expect("an index"));
        }
        (_, None) => at[last.as_str().expect("a key")] = case["value"].clone(),
        (_, Some(index)) => {
            at[usize::try_from(index).expect("an index")] = case["value"].clone();
        }
    }
    object
}

/// A path of a case as the server writes it.
fn written(path: &Value) -> String {
    let mut field = String::new();
    for step in path.as_array().expect("a path") {
        match step.as_str() {
            None => field.push_str(&format!("[{step}]")),
            Some(key) if field.is_empty() => field.push_str(key),
            Some(key) => field.push_str(&format!(".{key}")),
        }
    }
    field
}

#[test]
fn agrees_with_the_api_server_on_every_field() {
    let (Some(bases), Some(cases)) = (bases(), vectors("validity/cases.json")) else {
        return;
    };
    let cases = cases.as_array().expect("cases");
    let mut files: Vec<Loaded> = vec![file("crds.json", &definitions(&bases).to_string())];
    files.extend(cases.iter().enumerate().map(|(number, case)| {
        file(
            &format!("case-{number:05}.json"),
            &object(&bases, case).to_string(),
        )
    }));
    let outcome = check_with(&schema_alone(&["1.37"]), files);
    let mut by_file: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for finding in &outcome.diagnostics {
        if finding.severity == Severity::Error {
            let name = outcome.sources.get(finding.span.file).name.as_str();
            by_file.entry(name).or_default().push(finding);
        }
    }
    let mut unexplained = Vec::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (number, case) in cases.iter().enumerate() {
        let name = format!("case-{number:05}.json");
        let found = by_file.get(name.as_str()).map_or(&[][..], Vec::as_slice);
        let verdict = &case["verdict"];
        let place = written(&case["path"]);
        match verdict["code"].as_u64() {
            None if found.is_empty() => *counts.entry("ok".to_owned()).or_default() += 1,
            None => unexplained.push(format!(
                "{place} = {}: ok, but {}",
                case["value"], found[0].message
            )),
            Some(400) => match named(verdict, &place, found) {
                Ok(()) => *counts.entry("400".to_owned()).or_default() += 1,
                Err(reason) => unexplained.push(format!("{place} = {}: {reason}", case["value"])),
            },
            Some(_) => {
                let who = if found.is_empty() {
                    "422 left to validity"
                } else {
                    "422"
                };
                *counts.entry(who.to_owned()).or_default() += 1;
            }
        }
    }
    println!("{counts:#?}");
    assert!(
        unexplained.is_empty(),
        "{} of {}\n{}",
        unexplained.len(),
        cases.len(),
        unexplained[..unexplained.len().min(60)].join("\n")
    );
}

/// Whether there is an error at the field that cannot be decoded.
fn named(verdict: &Value, place: &str, found: &[&Diagnostic]) -> Result<(), String> {
    let message = verdict["message"].as_str().expect("a message");
    let fields: Vec<String> = found.iter().map(|finding| field(finding)).collect();
    let at = |wanted: &str| {
        fields.iter().any(|field| {
            let field = without_indexes(field);
            field == wanted || wanted.starts_with(&field) || field.starts_with(wanted)
        })
    };
    let place = without_indexes(place);
    let server = mistyped_field(message);
    if at(&place)
        || server.as_deref().is_some_and(|field| {
            fields
                .iter()
                .any(|found| without_indexes(found).ends_with(field))
        })
    {
        return Ok(());
    }
    Err(format!(
        "{message}\n    no error at {place}, only at {fields:?}"
    ))
}

/// The CustomResourceDefinitions among the bases, so that custom resources are checked.
fn definitions(bases: &[Value]) -> Value {
    let items: Vec<&Value> = bases
        .iter()
        .filter(|base| base["kind"] == "CustomResourceDefinition")
        .collect();
    serde_json::json!({"apiVersion": "v1", "kind": "List", "items": items})
}
