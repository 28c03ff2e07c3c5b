//! Values of the policy language, made from nodes.

use std::collections::BTreeMap;

use regorus::Value;

use crate::resource::Quantity;
use crate::yaml::{Kind, Node, Number};

/// An object in the making.
pub(super) type Fields = BTreeMap<Value, Value>;

/// The value of a node as kubectl hands it on.
pub(super) fn value(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Null => Value::Null,
        Kind::Bool => Value::from(node.as_bool() == Some(true)),
        Kind::Int | Kind::Float => node.as_number().map_or(Value::Null, number),
        Kind::String => Value::from(node.text()),
        Kind::Sequence => Value::from(node.items().map(value).collect::<Vec<Value>>()),
        Kind::Mapping => Value::from(fields(node)),
    }
}

/// The entries of a mapping; null is absent, as Go reads it.
pub(super) fn fields(node: Node<'_>) -> Fields {
    let entries = node.entries().filter(|(_, value)| !value.is_null());
    entries
        .map(|(key, entry)| (Value::from(key.text()), value(entry)))
        .collect()
}

fn number(number: Number) -> Value {
    match number {
        Number::Int(value) => Value::from(value),
        Number::UInt(value) => Value::from(value),
        Number::Float(value) => match number.as_i64() {
            Some(whole) => Value::from(whole),
            None => Value::from(value),
        },
    }
}

/// An object of these fields; what has no value is left out.
pub(super) fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let fields = fields.into_iter();
    let known = fields.filter_map(|(key, value)| Some((Value::from(key), value?)));
    Value::from(known.collect::<Fields>())
}

/// An object that holds nothing.
pub(super) fn empty() -> Value {
    Value::from(Fields::new())
}

/// The entry of an object.
pub(super) fn get<'v>(value: &'v Value, key: &Value) -> Option<&'v Value> {
    value.as_object().ok()?.get(key)
}

/// `{"text": …, "value": …}`; without a value when the text is no quantity.
pub(super) fn quantity(node: Node<'_>, from: Option<&str>) -> Value {
    let text = node.text();
    object([
        ("text", Some(Value::from(text))),
        ("value", Quantity::parse(text).map(amount)),
        ("from", from.map(Value::from)),
    ])
}

/// A quantity in units, exactly where it is whole.
fn amount(quantity: Quantity) -> Value {
    match quantity.whole().map(i64::try_from) {
        Some(Ok(whole)) => Value::from(whole),
        _ => Value::from(quantity.as_f64()),
    }
}

/// A mapping of quantities, each as [`quantity`] has it.
pub(super) fn quantities(node: Option<Node<'_>>, from: Option<&str>) -> Fields {
    let entries = node.into_iter().flat_map(Node::entries);
    entries
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| (Value::from(name.text()), quantity(value, from)))
        .collect()
}
