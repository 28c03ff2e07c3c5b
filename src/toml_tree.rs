//! TOML files as trees in which every key and value knows its place.

mod merge;
mod syntax;

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

pub use syntax::SyntaxError;
use syntax::errors;

use crate::source::{At, FileId, Span};

/// A value and its exact characters.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The characters; of a table with a header, the header.
    pub span: Span,
    /// What is written.
    pub data: Data,
}

/// What is written.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// A string.
    Text(String),
    /// An integer of 64 bits.
    Integer(i64),
    /// A number with a fraction, or an integer that is too long.
    Float(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// A date, a time or both.
    Date(Datetime),
    /// A list.
    List(Vec<Node>),
    /// A table, in whichever way it is written.
    Table(Table),
}

/// A table, its entries in the order of the text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Each name once.
    pub entries: Vec<Entry>,
}

/// One key of a table and what it is set to.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub name: At<String>,
    /// Its value.
    pub value: Node,
}

impl Table {
    /// The entry of a name.
    pub fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name.value == name)
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.entry(name).map(|entry| &entry.value)
    }

    /// Takes the entry of a name out.
    pub fn take(&mut self, name: &str) -> Option<Entry> {
        let at = self
            .entries
            .iter()
            .position(|entry| entry.name.value == name)?;
        Some(self.entries.remove(at))
    }

    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl Node {
    /// The table that it is.
    pub fn table(&self) -> Option<&Table> {
        match &self.data {
            Data::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The string that it is.
    pub fn text(&self) -> Option<&str> {
        match &self.data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What it is, in the words of TOML and with an article.
    pub fn word(&self) -> &'static str {
        match &self.data {
            Data::Text(_) => "a string",
            Data::Integer(_) => "an integer",
            Data::Float(_) => "a number",
            Data::Boolean(_) => "a boolean",
            Data::Date(_) => "a date",
            Data::List(_) => "a list",
            Data::Table(_) => "a table",
        }
    }
}

/// A file as a table.
///
/// # Errors
///
/// Everything that keeps the text from being TOML, in the order of the text.
pub fn parse(file: FileId, text: &str) -> Result<Table, Vec<SyntaxError>> {
    let (table, found) = DeTable::parse_recoverable(text);
    if found.is_empty() {
        Ok(table_of(file, table.get_ref()))
    } else {
        Err(errors(text, &found))
    }
}

fn table_of(file: FileId, table: &DeTable<'_>) -> Table {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(name, value)| Entry {
            name: At {
                value: name.get_ref().to_string(),
                span: span(file, name.span()),
            },
            value: node(file, value),
        })
        .collect();
    // A `DeTable` sorts by name.
    entries.sort_by_key(|entry| entry.name.span.start);
    Table { entries }
}

fn node(file: FileId, value: &Spanned<DeValue<'_>>) -> Node {
    let data = match value.get_ref() {
        DeValue::String(words) => Data::Text(words.to_string()),
        DeValue::Integer(number) => {
            let read = i64::from_str_radix(number.as_str(), number.radix());
            read.map_or_else(|_| Data::Float(f64::INFINITY), Data::Integer)
        }
        DeValue::Float(number) => Data::Float(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(value) => Data::Boolean(*value),
        DeValue::Datetime(moment) => Data::Date(*moment),
        DeValue::Array(items) => Data::List(items.iter().map(|item| node(file, item)).collect()),
        DeValue::Table(table) => Data::Table(table_of(file, table)),
    };
    Node {
        span: span(file, value.span()),
        data,
    }
}

/// A place in a text; texts are limited to less than 4 GiB when they are read.
pub fn span(file: FileId, range: Range<usize>) -> Span {
    let offset = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
    Span::new(file, offset(range.start), offset(range.end))
}
