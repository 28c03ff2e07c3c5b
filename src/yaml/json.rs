//! The tree as JSON for the schema validator: no second copy of the values is built.

use std::borrow::Cow;

use jsonschema::json::{Array, Json, Node as JsonNodeTrait, NodeIdentity, Object};
use jsonschema::types::JsonType;
use serde_json::Value;

use super::node::{Entries, Items, Node};
use super::number::Number;
use super::tree::{Kind, Tree};

/// The representation: nodes of a [`Tree`].
pub struct Nodes;

/// A node as the validator sees it.
#[derive(Debug, Clone, Copy)]
pub enum JsonNode<'t> {
    /// A node of the tree.
    Tree(Node<'t>),
    /// The name of a property, where a schema constrains names.
    Name(&'t str),
}

impl Json for Nodes {
    type Node<'a> = JsonNode<'a>;
    type PreparedKey = Box<str>;
    // A mapping is looked up by comparing its keys in turn: one pass over it beats many lookups.
    const KEYS_PER_LOOKUP: usize = 2;
    const ACYCLIC: bool = true;
    type StringBuffer = ();

    fn prepare_key(key: &str) -> Box<str> {
        key.into()
    }

    fn with_string_node<T>((): &mut (), string: &str, f: impl FnOnce(JsonNode<'_>) -> T) -> T {
        f(JsonNode::Name(string))
    }
}

impl<'t> JsonNode<'t> {
    fn node(&self) -> Option<Node<'t>> {
        match self {
            JsonNode::Tree(node) => Some(*node),
            JsonNode::Name(_) => None,
        }
    }
}

impl<'t> JsonNodeTrait<'t, Nodes> for JsonNode<'t> {
    type Object = Mapping<'t>;
    type Array = Sequence<'t>;
    type Number = Number;

    fn as_object(&self) -> Option<Mapping<'t>> {
        self.node().filter(|node| node.is_mapping()).map(Mapping)
    }

    fn as_array(&self) -> Option<Sequence<'t>> {
        self.node().filter(|node| node.is_sequence()).map(Sequence)
    }

    fn as_string(&self) -> Option<Cow<'t, str>> {
        match self {
            JsonNode::Tree(node) => node.as_str().map(Cow::Borrowed),
            JsonNode::Name(name) => Some(Cow::Borrowed(name)),
        }
    }

    fn as_number(&self) -> Option<Number> {
        self.node().and_then(Node::as_number)
    }

    fn as_boolean(&self) -> Option<bool> {
        self.node().and_then(Node::as_bool)
    }

    fn is_null(&self) -> bool {
        self.node().is_some_and(Node::is_null)
    }

    fn is_number(&self) -> bool {
        matches!(self.json_type(), JsonType::Number)
    }

    fn json_type(&self) -> JsonType {
        match self.node().map_or(Kind::String, Node::kind) {
            Kind::Null => JsonType::Null,
            Kind::Bool => JsonType::Boolean,
            Kind::Int | Kind::Float => JsonType::Number,
            Kind::String => JsonType::String,
            Kind::Sequence => JsonType::Array,
            Kind::Mapping => JsonType::Object,
        }
    }

    fn to_value(&self) -> Cow<'t, Value> {
        Cow::Owned(match self {
            JsonNode::Tree(node) => to_value(*node),
            JsonNode::Name(name) => Value::String((*name).to_owned()),
        })
    }

    fn identity(&self) -> Option<NodeIdentity> {
        let node = self.node()?;
        let tree: *const Tree = node.tree;
        Some(NodeIdentity::tagged(tree as usize, node.id.0))
    }
}

/// The JSON value of a node, as kubectl hands it on.
pub(super) fn to_value(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Null => Value::Null,
        Kind::Bool => Value::Bool(node.as_bool() == Some(true)),
        Kind::Int | Kind::Float => node.as_number().map_or(Value::Null, |number| {
            use jsonschema::json::JsonNumber;
            Value::Number(number.to_number().into_owned())
        }),
        Kind::String => Value::String(node.text().to_owned()),
        Kind::Sequence => node.items().map(to_value).collect(),
        Kind::Mapping => node
            .entries()
            .map(|(key, value)| (key.text().to_owned(), to_value(value)))
            .collect(),
    }
}

/// A mapping as a JSON object.
pub struct Mapping<'t>(Node<'t>);

impl<'t> Object<'t, Nodes> for Mapping<'t> {
    type Node = JsonNode<'t>;
    type MemberName = &'t str;
    type MembersIter = Members<'t>;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, key: &Box<str>) -> Option<JsonNode<'t>> {
        self.0.get(key).map(JsonNode::Tree)
    }

    fn members(&self) -> Members<'t> {
        Members(self.0.entries())
    }
}

/// The members of a mapping.
pub struct Members<'t>(Entries<'t>);

impl<'t> Iterator for Members<'t> {
    type Item = (&'t str, JsonNode<'t>);

    fn next(&mut self) -> Option<Self::Item> {
        let (key, value) = self.0.next()?;
        Some((key.text(), JsonNode::Tree(value)))
    }
}

/// A sequence as a JSON array.
pub struct Sequence<'t>(Node<'t>);

impl<'t> Array<'t, Nodes> for Sequence<'t> {
    type Node = JsonNode<'t>;
    type ElementsIter = Elements<'t>;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn elements(&self) -> Elements<'t> {
        Elements(self.0.items())
    }
}

/// The items of a sequence.
pub struct Elements<'t>(Items<'t>);

impl<'t> Iterator for Elements<'t> {
    type Item = JsonNode<'t>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(JsonNode::Tree)
    }
}

#[cfg(test)]
mod tests {
    use jsonschema::json::conformance;

    use super::*;
    use crate::yaml::{Limits, parse};

    #[test]
    fn the_tree_keeps_the_contract_of_the_validator() {
        let text = conformance::document().to_string();
        let parsed = parse(text.into(), &Limits::default());
        let root = parsed.tree.node(parsed.tree.documents()[0].root);
        conformance::assert_conformance::<Nodes>(&JsonNode::Tree(root));
    }
}
