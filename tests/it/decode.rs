//! kubectl's decoder: every case agrees in value, in what is an error, in repeated keys.

use kubelint::source::FileId;
use kubelint::yaml::{Limits, Reader, check, parse};
use serde::Deserialize;
use serde_json::Value;

use crate::shared::vectors;

/// What is read of a text: its first document, whether that is refused, and for repeated keys.
fn read(text: &str) -> (Option<Value>, bool) {
    let parsed = parse(text.into(), &Limits::default());
    let document = parsed.tree.documents().first();
    let end = document.map_or(u32::MAX, |document| document.span.end);
    let refused = parsed.errors.iter().any(|error| error.range.start < end);
    let repeated = check(FileId(0), &parsed.tree)
        .iter()
        .any(|finding| finding.rule == "yaml-duplicate-key");
    let value = document.map_or(Value::Null, |document| {
        Value::deserialize(Reader::new(parsed.tree.node(document.root))).expect("JSON takes all")
    });
    ((!refused).then_some(value), repeated)
}

#[test]
fn agrees_with_kubectl_on_every_text() {
    let Some(cases) = vectors("yaml-decode.json") else {
        return;
    };
    let mut wrong = Vec::new();
    for case in cases.as_array().expect("cases") {
        let text = case["yaml"].as_str().expect("a text");
        let (value, repeated) = read(text);
        let refused = case.get("error").is_some();
        if value.is_none() != refused {
            wrong.push(format!("{text:?}: refused should be {refused}"));
            continue;
        }
        let Some(value) = value else { continue };
        // JSON numbers are compared as they are written: 1.0 is 1 for kubectl.
        let (value, expected) = (value.to_string(), case["json"].to_string());
        if value != expected {
            wrong.push(format!("{text:?}: {value} should be {expected}"));
        }
        if repeated != case.get("strict_error").is_some() {
            wrong.push(format!("{text:?}: repeated keys should not be {repeated}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
