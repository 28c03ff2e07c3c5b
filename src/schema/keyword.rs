//! The keywords of Kubernetes' schemas that JSON Schema does not have.

use std::collections::HashMap;

use jsonschema::json::{Array, Json, Node, Object};
use jsonschema::paths::Location;
use jsonschema::types::JsonType;
use jsonschema::{Keyword, ValidationError, ValidationOptions};
use serde_json::{Map, Value};

use crate::resource::{base64_error, is_date_time, is_micro_time, is_quantity};
use crate::yaml::{Nodes, Number};

/// The names under which the messages find what went wrong.
pub(super) const QUANTITY: &str = "x-kubelint-quantity";
pub(super) const INT_OR_STRING: &str = "x-kubernetes-int-or-string";
pub(super) const BASE64: &str = "x-kubelint-base64";
pub(super) const DATE_TIME: &str = "x-kubelint-date-time";
pub(super) const MICRO_TIME: &str = "x-kubelint-micro-time";
pub(super) const LIST_KEYS: &str = "x-kubelint-list-keys";
/// Marks where a pod spec lies; it is validated on its own.
pub(super) const POD_SPEC: &str = "x-kubelint-pod-spec";

type Built<'a> = Result<Box<dyn for<'i> Keyword<'i, Nodes>>, ValidationError<'a>>;
type Retriever = std::sync::Arc<dyn jsonschema::Retrieve>;

/// Teaches a validator the keywords of this module.
pub(super) fn with_keywords(
    options: ValidationOptions<'_, Retriever, Nodes>,
) -> ValidationOptions<'_, Retriever, Nodes> {
    options
        .with_keyword(QUANTITY, |_, _, _| scalar(quantity))
        .with_keyword(INT_OR_STRING, |_, _, _| scalar(int_or_string))
        .with_keyword(BASE64, |_, _, _| scalar(base64))
        .with_keyword(DATE_TIME, |_, _, _| scalar(date_time))
        .with_keyword(MICRO_TIME, |_, _, _| scalar(micro_time))
        .with_keyword(LIST_KEYS, list_keys)
}

/// A keyword that looks at one scalar.
struct ScalarTest(fn(&<Nodes as Json>::Node<'_>) -> bool);

#[expect(
    clippy::unnecessary_wraps,
    reason = "the shape that the validator asks for"
)]
fn scalar<'a>(test: fn(&<Nodes as Json>::Node<'_>) -> bool) -> Built<'a> {
    Ok(Box::new(ScalarTest(test)))
}

impl<'i> Keyword<'i, Nodes> for ScalarTest {
    fn validate(&self, instance: <Nodes as Json>::Node<'i>) -> Result<(), ValidationError<'i>> {
        if (self.0)(&instance) {
            Ok(())
        } else {
            Err(ValidationError::custom(""))
        }
    }

    fn is_valid(&self, instance: <Nodes as Json>::Node<'i>) -> bool {
        (self.0)(&instance)
    }
}

/// Null is the zero quantity.
/// <https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/>
fn quantity(node: &<Nodes as Json>::Node<'_>) -> bool {
    match node.json_type() {
        JsonType::Null | JsonType::Number => true,
        JsonType::String => node.as_string().is_some_and(|text| is_quantity(&text)),
        _ => false,
    }
}

fn int_or_string(node: &<Nodes as Json>::Node<'_>) -> bool {
    match node.json_type() {
        JsonType::Null | JsonType::String => true,
        // Go keeps the integer in 32 bits.
        JsonType::Number => node
            .as_number()
            .and_then(Number::as_i64)
            .is_some_and(|number| i32::try_from(number).is_ok()),
        _ => false,
    }
}

fn base64(node: &<Nodes as Json>::Node<'_>) -> bool {
    node.as_string()
        .is_none_or(|text| base64_error(&text).is_none())
}

fn date_time(node: &<Nodes as Json>::Node<'_>) -> bool {
    node.as_string().is_none_or(|text| is_date_time(&text))
}

fn micro_time(node: &<Nodes as Json>::Node<'_>) -> bool {
    node.as_string().is_none_or(|text| is_micro_time(&text))
}

/// `x-kubernetes-list-type: map`: no two items have the same keys.
struct ListKeys(Vec<ListKey>);

struct ListKey {
    name: String,
    prepared: <Nodes as Json>::PreparedKey,
    /// What an item without the key has, as JSON.
    default: Option<String>,
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "the shape that the validator asks for"
)]
fn list_keys<'a>(_: &'a Map<String, Value>, keys: &'a Value, _: Location) -> Built<'a> {
    let keys = keys.as_array().into_iter().flatten().filter_map(|key| {
        let name = key.get("key")?.as_str()?;
        Some(ListKey {
            name: name.to_owned(),
            prepared: Nodes::prepare_key(name),
            default: key.get("default").map(Value::to_string),
        })
    });
    Ok(Box::new(ListKeys(keys.collect())))
}

impl ListKeys {
    /// The indexes of items whose keys an earlier item has, each with the earlier one.
    fn repeated(&self, instance: &<Nodes as Json>::Node<'_>) -> Vec<(usize, usize)> {
        let Some(items) = instance.as_array() else {
            return Vec::new();
        };
        let mut seen: HashMap<Vec<Option<String>>, usize> = HashMap::new();
        let mut repeated = Vec::new();
        for (index, item) in items.elements().enumerate() {
            let Some(object) = item.as_object() else {
                continue;
            };
            let identity: Vec<Option<String>> = self
                .0
                .iter()
                .map(|key| {
                    let written = object.get(&key.prepared).filter(|value| !value.is_null());
                    written
                        .map(|value| value.to_value().to_string())
                        .or_else(|| key.default.clone())
                })
                .collect();
            match seen.get(&identity) {
                Some(first) => repeated.push((index, *first)),
                None => {
                    seen.insert(identity, index);
                }
            }
        }
        repeated
    }
}

impl<'i> Keyword<'i, Nodes> for ListKeys {
    fn validate(&self, instance: <Nodes as Json>::Node<'i>) -> Result<(), ValidationError<'i>> {
        self.iter_errors(instance).next().map_or(Ok(()), Err)
    }

    fn is_valid(&self, instance: <Nodes as Json>::Node<'i>) -> bool {
        self.repeated(&instance).is_empty()
    }

    /// The message carries what the place alone does not say: the two indexes and the keys.
    fn iter_errors(
        &self,
        instance: <Nodes as Json>::Node<'i>,
    ) -> Box<dyn Iterator<Item = ValidationError<'i>> + 'i> {
        let names: Vec<&str> = self.0.iter().map(|key| key.name.as_str()).collect();
        let keys = names.join(",");
        let errors: Vec<_> = self
            .repeated(&instance)
            .into_iter()
            .map(|(index, first)| ValidationError::custom(format!("{index} {first} {keys}")))
            .collect();
        Box::new(errors.into_iter())
    }
}
