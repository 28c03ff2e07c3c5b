//! What a `kubelint.toml` says, every value with its place.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::resource::Date;
use crate::rule::Level;
pub use crate::source::At;
use crate::source::Span;

/// A table of which every key is known and every value has the shape of its key.
#[derive(Debug)]
pub(super) struct Section {
    /// The header, or the braces of an inline table.
    pub(super) span: Span,
    pub(super) values: BTreeMap<&'static str, At<Value>>,
}

/// A value of the shape that its key asks for.
#[derive(Debug)]
pub(super) enum Value {
    Text(String),
    Texts(Vec<At<String>>),
    Date(Date),
    Rules(Vec<RuleSetting>),
    Section(Section),
    Sections(Vec<Section>),
}

/// What a table of rules says about one rule or group.
#[derive(Debug)]
pub(super) struct RuleSetting {
    pub(super) name: At<String>,
    pub(super) level: Option<At<Level>>,
    pub(super) params: Vec<(At<String>, Given)>,
}

/// A value of a parameter, as given; which type it should have is known from the rule.
#[derive(Debug)]
pub(super) struct Given {
    pub(super) span: Span,
    pub(super) json: Json,
    /// What TOML calls it, with its article: `a date` is no type of JSON.
    pub(super) word: &'static str,
    /// The items of a list, the values of a table.
    pub(super) parts: Vec<Given>,
}

impl Section {
    pub(super) fn text(&self, key: &str) -> Option<At<&str>> {
        let at = self.values.get(key)?;
        match &at.value {
            Value::Text(text) => Some(At {
                value: text,
                span: at.span,
            }),
            _ => None,
        }
    }

    /// The strings of a list; none when the key is absent.
    pub(super) fn texts(&self, key: &str) -> &[At<String>] {
        match self.values.get(key).map(|at| &at.value) {
            Some(Value::Texts(texts)) => texts,
            _ => &[],
        }
    }

    pub(super) fn date(&self, key: &str) -> Option<At<Date>> {
        let at = self.values.get(key)?;
        match at.value {
            Value::Date(date) => Some(At {
                value: date,
                span: at.span,
            }),
            _ => None,
        }
    }

    pub(super) fn rules(&self, key: &str) -> &[RuleSetting] {
        match self.values.get(key).map(|at| &at.value) {
            Some(Value::Rules(rules)) => rules,
            _ => &[],
        }
    }

    pub(super) fn section(&self, key: &str) -> Option<&Section> {
        match self.values.get(key).map(|at| &at.value) {
            Some(Value::Section(section)) => Some(section),
            _ => None,
        }
    }

    pub(super) fn sections(&self, key: &str) -> &[Section] {
        match self.values.get(key).map(|at| &at.value) {
            Some(Value::Sections(sections)) => sections,
            _ => &[],
        }
    }

    pub(super) fn span_of(&self, key: &str) -> Option<Span> {
        self.values.get(key).map(|at| at.span)
    }
}
