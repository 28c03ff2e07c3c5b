//! Typed values out of the tree, read as Go would: leniently, with null as the zero value.

mod access;
mod types;

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserializer, Error as _, Visitor};

use super::node::Node;
use super::number::Number;
use super::tree::{Kind, NodeId};
use access::{Mapping, Sequence, Variant};
use types::{canonical_base64, drops_scalars, is_bytes, is_schema};

/// Why a typed value could not be read. On an object that its schema accepts this is a bug of
/// ours: the schema alone reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError(String);

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ReadError {}

impl serde::de::Error for ReadError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// Reads a node into a type by way of serde.
#[derive(Clone, Copy)]
pub struct Reader<'de, 'r> {
    node: Node<'de>,
    /// Nodes that the schema refused: they are left out, so that the rest is read.
    refused: Option<&'r HashSet<NodeId>>,
    /// The value is bytes: its text is base64.
    bytes: bool,
    /// How many structs it lies in.
    structs: u8,
}

/// Structs that may lie in each other. Only the schema in a CustomResourceDefinition nests without
/// bounds, and each level takes some kilobytes of the stack; deeper ones are read as empty.
const MAX_STRUCTS: u8 = 64;

impl<'de, 'r> Reader<'de, 'r> {
    /// A reader of everything at and below `node`.
    pub fn new(node: Node<'de>) -> Self {
        Self {
            node,
            refused: None,
            bytes: false,
            structs: 0,
        }
    }

    /// The same, but leaving out what the schema refused.
    pub fn without(node: Node<'de>, refused: &'r HashSet<NodeId>) -> Self {
        Self {
            node,
            refused: (!refused.is_empty()).then_some(refused),
            bytes: false,
            structs: 0,
        }
    }

    fn at(self, node: Node<'de>) -> Self {
        Self {
            node,
            bytes: false,
            ..self
        }
    }

    /// An empty list in place of the node.
    fn nothing(self) -> Sequence<'de, 'r> {
        Sequence {
            reader: self,
            items: None,
        }
    }

    fn is_refused(self, node: Node<'de>) -> bool {
        self.refused
            .is_some_and(|refused| refused.contains(&node.id()))
    }

    /// Reads a mapping into a struct.
    fn structure<V: Visitor<'de>>(
        self,
        visitor: V,
        without_type: bool,
    ) -> Result<V::Value, ReadError> {
        let reader = Self {
            structs: self.structs.saturating_add(1),
            ..self
        };
        match self.node.kind() {
            Kind::Mapping | Kind::Null => visitor.visit_map(Mapping {
                reader,
                entries: (self.structs < MAX_STRUCTS).then(|| self.node.entries()),
                value: None,
                without_type,
            }),
            _ => Err(self.mismatch("a mapping")),
        }
    }

    #[inline(never)]
    fn mismatch(self, expected: &str) -> ReadError {
        ReadError::custom(format_args!(
            "expected {expected}, found {} `{}`",
            self.node.kind().describe(),
            self.node.source().chars().take(40).collect::<String>()
        ))
    }

    #[inline(never)]
    fn integer(self) -> Result<i64, ReadError> {
        match self.node.kind() {
            Kind::Null => Ok(0),
            _ => self
                .node
                .as_i64()
                .ok_or_else(|| self.mismatch("a whole number")),
        }
    }

    fn visit_number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.node.as_number() {
            Some(Number::Int(value)) => visitor.visit_i64(value),
            Some(Number::UInt(value)) => visitor.visit_u64(value),
            Some(Number::Float(value)) => match Number::Float(value).as_i64() {
                Some(whole) => visitor.visit_i64(whole),
                None => visitor.visit_f64(value),
            },
            None => Err(self.mismatch("a number")),
        }
    }
}

impl<'de> Deserializer<'de> for Reader<'de, '_> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        let kind = self.node.kind();
        if !matches!(kind, Kind::Sequence | Kind::Mapping) && drops_scalars::<V::Value>() {
            return visitor.visit_seq(self.nothing());
        }
        match kind {
            Kind::Null => visitor.visit_unit(),
            Kind::Bool => visitor.visit_bool(self.node.as_bool() == Some(true)),
            Kind::Int | Kind::Float => self.visit_number(visitor),
            Kind::String => visitor.visit_borrowed_str(self.node.text()),
            Kind::Sequence => self.deserialize_seq(visitor),
            Kind::Mapping if is_schema::<V::Value>() => self.structure(visitor, false),
            Kind::Mapping => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.node.kind() {
            Kind::Null => visitor.visit_bool(false),
            Kind::Bool => visitor.visit_bool(self.node.as_bool() == Some(true)),
            _ => Err(self.mismatch("a boolean")),
        }
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        let value = self.integer()?;
        visitor.visit_i32(i32::try_from(value).map_err(|_| self.mismatch("a 32-bit number"))?)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        visitor.visit_i64(self.integer()?)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.node.kind() {
            Kind::Null => visitor.visit_f64(0.0),
            _ => match self.node.as_number() {
                Some(number) => visitor.visit_f64(number.as_f64()),
                None => Err(self.mismatch("a number")),
            },
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.node.kind() {
            Kind::Null => visitor.visit_borrowed_str(""),
            Kind::String if self.bytes => match canonical_base64(self.node.text()) {
                Some(canonical) => visitor.visit_string(canonical),
                None => Err(self.mismatch("base64")),
            },
            Kind::String => visitor.visit_borrowed_str(self.node.text()),
            // A quantity may be written as a number; its text is what JSON would show.
            Kind::Int | Kind::Float => match self.node.as_number() {
                Some(number) => visitor.visit_string(number.to_string()),
                None => Err(self.mismatch("a string")),
            },
            _ => Err(self.mismatch("a string")),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.node.kind() {
            Kind::Null => visitor.visit_none(),
            _ => visitor.visit_some(Self {
                bytes: is_bytes::<V::Value>(),
                ..self
            }),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        match self.node.kind() {
            Kind::Null if name == "Quantity" => visitor.visit_borrowed_str("0"),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.node.kind() {
            Kind::Sequence => visitor.visit_seq(Sequence {
                reader: self,
                items: Some(self.node.items()),
            }),
            Kind::Null => visitor.visit_seq(self.nothing()),
            _ => Err(self.mismatch("a list")),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.node.kind() {
            Kind::Mapping | Kind::Null => visitor.visit_map(Mapping {
                reader: self,
                entries: Some(self.node.entries()),
                value: None,
                without_type: false,
            }),
            _ => Err(self.mismatch("a mapping")),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        self.structure(visitor, is_object(fields))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        visitor.visit_enum(Variant(self.node.text()))
    }

    /// Only the keys of mappings are identifiers. There is one such visitor for each struct of
    /// the API, so that what they all would take as well costs a megabyte.
    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        visitor.visit_borrowed_str(self.node.text())
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i8 i16 u8 u16 u32 u64 f32 char bytes byte_buf unit unit_struct tuple tuple_struct
    }
}

/// Whether the fields are those of a whole object, which checks its type while it is read. Who
/// reads one has chosen by it, and in a claim template of a `StatefulSet` the server takes
/// anything there.
#[inline(never)]
fn is_object(fields: &[&str]) -> bool {
    matches!(fields, ["apiVersion", "kind", rest @ ..] if rest.contains(&"metadata"))
}
