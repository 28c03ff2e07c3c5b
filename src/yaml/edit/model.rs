//! What an operation makes of a value: what its edit has to come to.

use serde_json::{Map, Number, Value};

use super::Operation;
use crate::yaml::path::Segment;

/// Carries out an operation on the value that has `prefix` before its path; none where the path
/// does not fit the value.
pub(super) fn perform(root: &mut Value, prefix: &[Segment], operation: &Operation) -> Option<()> {
    let mut path: Vec<&Segment> = prefix.iter().chain(&operation.path().0).collect();
    match operation {
        Operation::Set { value, .. } => *reach(root, &path)? = value.clone(),
        Operation::Append { value, .. } => {
            let list = reach(root, &path)?;
            if list.is_null() {
                *list = Value::Array(Vec::new());
            }
            list.as_array_mut()?.push(value.clone());
        }
        Operation::Remove { .. } => {
            let last = path.pop()?;
            match (reach(root, &path)?, last) {
                (Value::Object(map), Segment::Key(key)) => {
                    map.remove(key)?;
                }
                (Value::Array(list), Segment::Index(index)) if *index < list.len() => {
                    list.remove(*index);
                }
                _ => return None,
            }
        }
        Operation::Rename { to, .. } => {
            let last = path.pop()?;
            let (Value::Object(map), Segment::Key(key)) = (reach(root, &path)?, last) else {
                return None;
            };
            let value = map.remove(key)?;
            map.insert(to.clone(), value);
        }
    }
    Some(())
}

/// The value at a path; mappings that are missing on the way are made.
fn reach<'v>(root: &'v mut Value, path: &[&Segment]) -> Option<&'v mut Value> {
    let mut value = root;
    for segment in path {
        value = match segment {
            Segment::Index(index) => value.get_mut(*index)?,
            Segment::Key(key) => {
                if value.is_null() {
                    *value = Value::Object(Map::new());
                }
                value
                    .as_object_mut()?
                    .entry(key.clone())
                    .or_insert(Value::Null)
            }
        };
    }
    Some(value)
}

/// Whether kubectl hands on the same: `1.0` is 1.
pub(super) fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => is_same_number(one, other),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(key, value)| other.get(key).is_some_and(|other| is_same(value, other)))
        }
        _ => one == other,
    }
}

fn is_same_number(one: &Number, other: &Number) -> bool {
    let whole = |number: &Number| {
        number
            .as_i64()
            .map(i128::from)
            .or(number.as_u64().map(i128::from))
    };
    match (whole(one), whole(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one.as_f64() == other.as_f64(),
    }
}
