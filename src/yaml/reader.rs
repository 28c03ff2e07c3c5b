//! Typed values out of the tree, read as Go would: leniently, with null as the zero value.

use std::any::type_name;
use std::collections::HashSet;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};
use k8s_openapi::ByteString;
use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::{
    JSONSchemaPropsOrArray, JSONSchemaPropsOrStringArray,
};

use super::number::Number;
use super::tree::{Entries, Items, Kind, Node, NodeId};

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
}

impl<'de, 'r> Reader<'de, 'r> {
    /// A reader of everything at and below `node`.
    pub fn new(node: Node<'de>) -> Self {
        Self {
            node,
            refused: None,
            bytes: false,
        }
    }

    /// The same, but leaving out what the schema refused.
    pub fn without(node: Node<'de>, refused: &'r HashSet<NodeId>) -> Self {
        Self {
            node,
            refused: (!refused.is_empty()).then_some(refused),
            bytes: false,
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

    fn mapping<V: Visitor<'de>>(
        self,
        visitor: V,
        without_type: bool,
    ) -> Result<V::Value, ReadError> {
        match self.node.kind() {
            Kind::Mapping | Kind::Null => visitor.visit_map(Mapping {
                reader: self,
                entries: self.node.entries(),
                value: None,
                without_type,
            }),
            _ => Err(self.mismatch("a mapping")),
        }
    }

    fn mismatch(self, expected: &str) -> ReadError {
        ReadError::custom(format_args!(
            "expected {expected}, found {} `{}`",
            self.node.kind().describe(),
            self.node.source().chars().take(40).collect::<String>()
        ))
    }

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
                bytes: is::<V::Value, ByteString>(),
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
        self.mapping(visitor, false)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        // Whole objects check their type while they are read. Who reads one has chosen by it,
        // and in a claim template of a StatefulSet the server takes anything there.
        let object =
            matches!(fields, ["apiVersion", "kind", rest @ ..] if rest.contains(&"metadata"));
        self.mapping(visitor, object)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        visitor.visit_enum(Variant(self.node.text()))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i8 i16 u8 u16 u32 u64 f32 char bytes byte_buf unit unit_struct tuple tuple_struct
        identifier
    }
}

/// Whether two types are the same one. Visitors do not tell what they are for, and their values
/// borrow, so that the names have to do.
fn is<A, B>() -> bool {
    type_name::<A>() == type_name::<B>()
}

/// Whether the server takes a text or number for such a value, and drops it.
fn drops_scalars<T>() -> bool {
    is::<T, JSONSchemaPropsOrArray>() || is::<T, JSONSchemaPropsOrStringArray>()
}

/// Base64 with the unused bits of its last letter set at will, which Go takes.
const LOOSE_BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
);

/// Base64 without line breaks and with its unused bits unset, as `ByteString` wants it.
fn canonical_base64(text: &str) -> Option<String> {
    let joined = text.replace(['\r', '\n'], "");
    let bytes = LOOSE_BASE64.decode(joined).ok()?;
    Some(LOOSE_BASE64.encode(bytes))
}

struct Sequence<'de, 'r> {
    reader: Reader<'de, 'r>,
    /// None for what stands for an empty list.
    items: Option<Items<'de>>,
}

impl<'de> SeqAccess<'de> for Sequence<'de, '_> {
    type Error = ReadError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, ReadError> {
        let reader = self.reader;
        let items = self.items.as_mut();
        match items.and_then(|items| items.find(|item| !reader.is_refused(*item))) {
            Some(item) => seed.deserialize(reader.at(item)).map(Some),
            None => Ok(None),
        }
    }
}

struct Mapping<'de, 'r> {
    reader: Reader<'de, 'r>,
    entries: Entries<'de>,
    value: Option<Node<'de>>,
    /// Leave out `apiVersion` and `kind`.
    without_type: bool,
}

impl<'de> MapAccess<'de> for Mapping<'de, '_> {
    type Error = ReadError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, ReadError> {
        let reader = self.reader;
        let without_type = self.without_type;
        let next = self.entries.find(|(key, value)| {
            let is_type = without_type && matches!(key.text(), "apiVersion" | "kind");
            !(is_type || reader.is_refused(*key) || reader.is_refused(*value))
        });
        let Some((key, value)) = next else {
            return Ok(None);
        };
        self.value = Some(value);
        seed.deserialize(reader.at(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, ReadError> {
        match self.value.take() {
            Some(value) => seed.deserialize(self.reader.at(value)),
            None => Err(ReadError::custom("a value was asked for before its key")),
        }
    }
}

/// An enum of unit variants, which is all that Kubernetes types have.
struct Variant<'de>(&'de str);

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = ReadError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), ReadError> {
        let name = seed.deserialize(self.0.into_deserializer())?;
        Ok((name, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = ReadError;

    fn unit_variant(self) -> Result<(), ReadError> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(
        self,
        _seed: T,
    ) -> Result<T::Value, ReadError> {
        Err(ReadError::custom("a variant with a value"))
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        _len: usize,
        _visitor: V,
    ) -> Result<V::Value, ReadError> {
        Err(ReadError::custom("a variant with values"))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, ReadError> {
        Err(ReadError::custom("a variant with fields"))
    }
}
