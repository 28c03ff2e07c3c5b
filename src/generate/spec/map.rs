//! Tables whose names the user chooses.

use std::marker::PhantomData;

use crate::source::{At, Span};
use crate::toml_tree::{Data, Node};

use super::reader::{Read, Reader};
use super::shape::Shape;

/// A table of names, in the order of the text.
#[derive(Debug, Clone)]
pub(crate) struct Map<N, T> {
    /// Each name once.
    pub(crate) entries: Vec<Named<T>>,
    /// Where the table is; none when it is absent.
    pub(crate) span: Option<Span>,
    names: PhantomData<N>,
}

/// A name and what it holds.
#[derive(Debug, Clone)]
pub(crate) struct Named<T> {
    /// The name, and where it is written.
    pub(crate) name: At<String>,
    /// What it holds.
    pub(crate) value: T,
}

/// What the names of a [`Map`] are.
pub(crate) trait Names {
    /// In words, with an article.
    const WHAT: &'static str;

    /// Why a name cannot be used, with what to write instead.
    fn mistake(name: &str) -> Option<(String, String)>;
}

impl<N, T> Map<N, T> {
    /// What a name holds.
    pub(crate) fn get(&self, name: &str) -> Option<&T> {
        let named = self.entries.iter().find(|named| named.name.value == name);
        named.map(|named| &named.value)
    }

    /// The entries.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, Named<T>> {
        self.entries.iter()
    }

    /// Whether it holds nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<N, T> Default for Map<N, T> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            span: None,
            names: PhantomData,
        }
    }
}

impl<N: Names, T: Read> Read for Map<N, T> {
    const SHAPE: Shape = Shape::Map {
        names: N::WHAT,
        values: &T::SHAPE,
    };
    const REQUIRED: bool = false;

    fn read(node: &Node, name: &str, reader: &mut Reader) -> Option<Self> {
        let table = reader.table(node, name, &Self::SHAPE)?;
        let mut entries = Vec::with_capacity(table.entries.len());
        let mut is_right = true;
        for entry in &table.entries {
            // `name = false` in a file that is laid over another takes the name away.
            if entry.value.data == Data::Boolean(false) && !T::SHAPE.takes_boolean() {
                continue;
            }
            if let Some((message, help)) = N::mistake(&entry.name.value) {
                reader.refuse(entry.name.span, message, help);
                is_right = false;
            }
            match T::read(&entry.value, &entry.name.value, reader) {
                Some(value) => entries.push(Named {
                    name: entry.name.clone(),
                    value,
                }),
                None => is_right = false,
            }
        }
        is_right.then_some(Self {
            entries,
            span: Some(node.span),
            names: PhantomData,
        })
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}
