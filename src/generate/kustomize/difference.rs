//! What turns one value into another, as the operations of a JSON patch (RFC 6902).

use serde_json::{Map, Value, json};

use crate::yaml::pointer_below;

/// The operations, in the order in which they are applied.
pub(super) fn operations(before: &Value, after: &Value) -> Vec<Value> {
    let mut operations = Vec::new();
    compare(before, after, "", &mut operations);
    operations
}

fn compare(before: &Value, after: &Value, path: &str, operations: &mut Vec<Value>) {
    if before == after {
        return;
    }
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            maps(before, after, path, operations);
        }
        (Value::Array(before), Value::Array(after)) => {
            lists(before, after, path, operations);
        }
        _ => operations.push(json!({"op": "replace", "path": path, "value": after})),
    }
}

fn maps(
    before: &Map<String, Value>,
    after: &Map<String, Value>,
    path: &str,
    operations: &mut Vec<Value>,
) {
    for (key, value) in before {
        let path = pointer_below(path, key);
        match after.get(key) {
            Some(wanted) => compare(value, wanted, &path, operations),
            None => operations.push(json!({"op": "remove", "path": path})),
        }
    }
    for (key, value) in after {
        if !before.contains_key(key) {
            let path = pointer_below(path, key);
            operations.push(json!({"op": "add", "path": path, "value": value}));
        }
    }
}

/// Item by item; what is left over is added or removed at the end.
fn lists(before: &[Value], after: &[Value], path: &str, operations: &mut Vec<Value>) {
    for (at, (value, wanted)) in before.iter().zip(after).enumerate() {
        compare(value, wanted, &format!("{path}/{at}"), operations);
    }
    for value in after.iter().skip(before.len()) {
        operations.push(json!({"op": "add", "path": format!("{path}/-"), "value": value}));
    }
    for at in (after.len()..before.len()).rev() {
        operations.push(json!({"op": "remove", "path": format!("{path}/{at}")}));
    }
}
