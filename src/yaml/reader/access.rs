//! The insides of lists, mappings and enums as serde asks for them.

use serde::de::{
    DeserializeSeed, EnumAccess, Error as _, IntoDeserializer, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};

use super::{ReadError, Reader};
use crate::yaml::node::{Entries, Items, Node};

/// The items of a list that were not refused.
pub(super) struct Sequence<'de, 'r> {
    pub(super) reader: Reader<'de, 'r>,
    /// None for what stands for an empty list.
    pub(super) items: Option<Items<'de>>,
}

// The steps that do not depend on the type that is read stand apart and are not inlined: there are
// more than a thousand of those types.
impl<'de, 'r> Sequence<'de, 'r> {
    #[inline(never)]
    fn next(&mut self) -> Option<Reader<'de, 'r>> {
        let reader = self.reader;
        let item = self
            .items
            .as_mut()?
            .find(|item| !reader.is_refused(*item))?;
        Some(reader.at(item))
    }
}

impl<'de> SeqAccess<'de> for Sequence<'de, '_> {
    type Error = ReadError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, ReadError> {
        match self.next() {
            Some(reader) => seed.deserialize(reader).map(Some),
            None => Ok(None),
        }
    }
}

/// The entries of a mapping that were not refused.
pub(super) struct Mapping<'de, 'r> {
    pub(super) reader: Reader<'de, 'r>,
    /// None for what stands for an empty mapping.
    pub(super) entries: Option<Entries<'de>>,
    /// The value of the key that was given last.
    pub(super) value: Option<Node<'de>>,
    /// Leave out `apiVersion` and `kind`.
    pub(super) without_type: bool,
}

impl<'de, 'r> Mapping<'de, 'r> {
    #[inline(never)]
    fn next_key(&mut self) -> Option<Reader<'de, 'r>> {
        let reader = self.reader;
        let without_type = self.without_type;
        let (key, value) = self.entries.as_mut()?.find(|(key, value)| {
            let is_type = without_type && matches!(key.text(), "apiVersion" | "kind");
            !(is_type || reader.is_refused(*key) || reader.is_refused(*value))
        })?;
        self.value = Some(value);
        Some(reader.at(key))
    }

    #[inline(never)]
    fn next_value(&mut self) -> Result<Reader<'de, 'r>, ReadError> {
        match self.value.take() {
            Some(value) => Ok(self.reader.at(value)),
            None => Err(ReadError::custom("a value was asked for before its key")),
        }
    }
}

impl<'de> MapAccess<'de> for Mapping<'de, '_> {
    type Error = ReadError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, ReadError> {
        match self.next_key() {
            Some(key) => seed.deserialize(key).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, ReadError> {
        seed.deserialize(self.next_value()?)
    }
}

/// An enum of unit variants, which is all that Kubernetes types have.
pub(super) struct Variant<'de>(pub(super) &'de str);

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
