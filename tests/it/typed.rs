//! Typed objects and scalar formats against what the API server took and refused.

use std::fs;

use kubelint::resource::{KINDS, Resource, base64_error, is_date_time, is_micro_time, is_quantity};
use kubelint::yaml::{Limits, Node, Reader, parse};
use serde::Deserialize;
use serde_json::Value;

use crate::shared::{shared, vectors};

/// Reads an object of the table; none when its kind is not in it.
fn reads(root: Node<'_>) -> Option<Result<(), String>> {
    let object = Resource::new(root);
    let typed = object.read(Reader::new(root))?;
    Some(match typed {
        Ok(typed) if typed.metadata().name.as_deref() == object.name => Ok(()),
        Ok(_) => Err(format!("{}: the names differ", object.gvk())),
        Err(error) => Err(format!("{}: {error}", object.gvk())),
    })
}

#[test]
fn every_object_that_the_api_server_takes_is_read() {
    let (Some(verdicts), Some(corpus)) = (vectors("corpus-apiserver.json"), shared("corpus"))
    else {
        return;
    };
    let mut read = 0;
    let mut untyped = 0;
    let mut wrong = Vec::new();
    for (file, verdicts) in verdicts.as_object().unwrap() {
        let text = fs::read_to_string(corpus.join(file)).unwrap();
        let parsed = parse(text.into(), &Limits::default());
        let documents = parsed
            .tree
            .documents()
            .iter()
            .filter(|document| !document.empty);
        for (document, verdict) in documents.zip(verdicts.as_array().unwrap()) {
            let root = parsed.tree.node(document.root);
            let objects: Vec<(Node<'_>, &Value)> = match verdict {
                Value::Array(verdicts) => {
                    let items = root.get("items").unwrap();
                    items.items().zip(verdicts).collect()
                }
                verdict => vec![(root, verdict)],
            };
            for (object, _) in objects.into_iter().filter(|(_, verdict)| *verdict == "ok") {
                match reads(object) {
                    Some(Ok(())) => read += 1,
                    Some(Err(error)) => wrong.push(format!("{file}: {error}")),
                    None => untyped += 1,
                }
            }
        }
    }
    println!("{read} objects were read, {untyped} are of custom kinds or old versions");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(read > 1000, "{read}");
}

#[test]
fn every_kind_of_the_validity_bases_is_read() {
    let Some(bases) = shared("vectors/validity/bases.yaml") else {
        return;
    };
    let parsed = parse(
        fs::read_to_string(bases).unwrap().into(),
        &Limits::default(),
    );
    let mut seen = Vec::new();
    for document in parsed
        .tree
        .documents()
        .iter()
        .filter(|document| !document.empty)
    {
        let root = parsed.tree.node(document.root);
        if let Some(result) = reads(root) {
            result.unwrap();
            let object = Resource::new(root);
            seen.push((object.api_version, object.kind));
        }
    }
    let unseen: Vec<_> = KINDS
        .iter()
        .filter(|info| !seen.contains(&(info.api_version, info.kind)))
        .map(|info| format!("{} {}", info.api_version, info.kind))
        .collect();
    println!("without a base: {}", unseen.join(", "));
}

/// Makes the change of a case to its base; the parents of the field exist.
fn change(object: &mut Value, case: &Value) -> Option<()> {
    let (last, parents) = case["path"].as_array()?.split_last()?;
    let mut node = object;
    for parent in parents {
        node = match parent {
            Value::String(key) => node.get_mut(key)?,
            index => node.get_mut(usize::try_from(index.as_u64()?).ok()?)?,
        };
    }
    match (last, case["op"].as_str()?) {
        (Value::String(key), "set") => {
            node.as_object_mut()?
                .insert(key.clone(), case["value"].clone());
        }
        (Value::String(key), _) => {
            node.as_object_mut()?.remove(key);
        }
        (index, op) => {
            let items = node.as_array_mut()?;
            let index = usize::try_from(index.as_u64()?).ok()?;
            match op {
                "set" if index == items.len() => items.push(case["value"].clone()),
                "set" => *items.get_mut(index)? = case["value"].clone(),
                _ => {
                    items.remove(index);
                }
            }
        }
    }
    Some(())
}

#[test]
fn every_change_that_the_api_server_can_decode_is_read() {
    let (Some(bases), Some(cases)) = (
        shared("vectors/validity/bases.yaml"),
        vectors("validity/cases.json"),
    ) else {
        return;
    };
    let parsed = parse(
        fs::read_to_string(bases).unwrap().into(),
        &Limits::default(),
    );
    let documents = parsed
        .tree
        .documents()
        .iter()
        .filter(|document| !document.empty);
    let bases: Vec<Value> = documents
        .map(|document| Value::deserialize(Reader::new(parsed.tree.node(document.root))).unwrap())
        .collect();
    let mut wrong = Vec::new();
    let mut read = 0;
    for case in cases.as_array().unwrap() {
        if case["verdict"]["code"] == 400 {
            continue;
        }
        let mut object = bases[usize::try_from(case["base"].as_u64().unwrap()).unwrap()].clone();
        change(&mut object, case).unwrap_or_else(|| panic!("{case}"));
        let parsed = parse(object.to_string().into(), &Limits::default());
        let root = parsed.tree.node(parsed.tree.documents()[0].root);
        let object = Resource::new(root);
        match object.read(Reader::new(root)) {
            // A time that is missing; the schema reports that.
            Some(Err(error)) if error.to_string() == "missing field `lastObservedTime`" => {}
            Some(Err(error)) => wrong.push(format!("{}: {error}: {case}", object.gvk())),
            Some(Ok(_)) => read += 1,
            None => {}
        }
    }
    println!("{read} changed objects were read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The vectors that set a field: the field's path, the value, and the verdict in JSON.
fn cases() -> Vec<(Vec<String>, Value, Value)> {
    let Some(cases) = vectors("validity/cases.json") else {
        return Vec::new();
    };
    let step = |step: &Value| {
        step.as_str()
            .map_or_else(|| step.to_string(), str::to_owned)
    };
    cases
        .as_array()
        .expect("cases")
        .iter()
        .filter(|case| case["op"] == "set")
        .map(|case| {
            let path = case["path"]
                .as_array()
                .expect("a path")
                .iter()
                .map(step)
                .collect();
            (path, case["value"].clone(), case["verdict"].clone())
        })
        .collect()
}

fn message(verdict: &Value) -> &str {
    verdict["message"].as_str().unwrap_or_default()
}

#[test]
fn quantities_are_judged_as_by_the_api_server() {
    for (path, value, verdict) in cases() {
        let Some(text) = value.as_str() else { continue };
        let refused = message(&verdict).contains("quantities must match");
        let parent = path.iter().rev().nth(1).map(String::as_str);
        let is_quantity_field = path
            .iter()
            .any(|step| step == "containers" || step == "hard")
            && matches!(parent, Some("limits" | "requests" | "hard"));
        if refused || is_quantity_field && verdict["code"] != 400 {
            assert_eq!(is_quantity(text), !refused, "{} {text:?}", path.join("."));
        }
    }
}

#[test]
fn times_are_judged_as_by_the_api_server() {
    for (path, value, verdict) in cases() {
        let place = path.join(".");
        let taken = |text: &str| match path.last().map(String::as_str) {
            Some("renewTime" | "acquireTime" | "eventTime" | "lastObservedTime") => {
                is_micro_time(text)
            }
            _ => is_date_time(text),
        };
        let Some(text) = value.as_str() else { continue };
        if message(&verdict).contains("parsing time") {
            assert!(!taken(text), "{place} {text:?}");
        } else if verdict["code"] != 400 && path.last().is_some_and(|key| key.ends_with("Time")) {
            assert!(taken(text), "{place} {text:?}");
        }
    }
}

#[test]
fn base64_is_refused_at_the_byte_that_the_api_server_names() {
    for (path, value, verdict) in cases() {
        let Some((_, at)) = message(&verdict).split_once("illegal base64 data at input byte ")
        else {
            continue;
        };
        let at: usize = at.parse().unwrap();
        let text = value.as_str().unwrap();
        assert_eq!(base64_error(text), Some(at), "{} {text:?}", path.join("."));
    }
}
