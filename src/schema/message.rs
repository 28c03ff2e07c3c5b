//! A problem in one sentence, at the exact characters, with what to write instead.

use jsonschema::types::JsonType;

use super::outline::Outline;
use super::problem::{Problem, What};
use super::rules::{
    BOOLEAN_TRAP, FIELD_REQUIRED, FIELD_TYPE, FIELD_UNKNOWN, FIELD_VALUE, NUMBER_TRAP,
    QUOTED_NUMBER,
};
use super::words::{
    describe, enum_words, format_name, generic, keyword_words, limit_words, list, one_of_words,
    shown, type_help,
};
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::source::{FileId, Span};
use crate::spelling::nearest;
use crate::yaml::{Kind, Located, Node, Path, Resolved, Style, quote_fix, resolve};

/// What the words about a problem are made from.
pub(super) struct Context<'t, 's> {
    pub(super) file: FileId,
    pub(super) root: Node<'t>,
    pub(super) kind: &'t str,
    pub(super) outline: Outline<'s>,
    /// The versions in which an unknown field is known, in words, when there are such.
    pub(super) elsewhere: &'s dyn Fn(&Path, &str) -> Option<String>,
}

/// A finding with the place in the object that identifies it.
pub(super) struct Found {
    pub(super) diagnostic: Diagnostic,
    /// The field that exists.
    pub(super) path: Path,
    /// The field that it is about, which may be missing.
    pub(super) identity: Path,
}

impl Context<'_, '_> {
    /// The finding for a problem.
    pub(super) fn explain(&self, problem: &Problem) -> Found {
        let located = problem.path.locate(self.root);
        let (path, identity, diagnostic) = match &problem.what {
            What::Unknown(name) => {
                let path = problem.path.key(name);
                let found = self.unknown(name, &problem.path, located);
                (path.clone(), path, found)
            }
            What::Missing(name) => {
                let found = self.missing(name, &problem.path, located);
                (problem.path.clone(), problem.path.key(name), found)
            }
            What::Type(expected) => {
                let found = self.wrong_type(expected, &problem.path, located);
                (problem.path.clone(), problem.path.clone(), found)
            }
            What::RepeatedItem { index, first, keys } => {
                let path = problem.path.index(*index);
                let found = self.repeated(*index, *first, keys, &problem.path, located);
                (path.clone(), path, found)
            }
            other => {
                let found = self.wrong_value(other, &problem.path, located);
                (problem.path.clone(), problem.path.clone(), found)
            }
        };
        Found {
            diagnostic,
            path,
            identity,
        }
    }

    fn span(&self, node: Node<'_>) -> Span {
        node.span(self.file)
    }

    /// The value, or its key when there is nothing to see of the value.
    fn value_span(&self, located: Located<'_>) -> Span {
        match located.key {
            Some(key) if located.value.range().is_empty() => self.span(key),
            _ => self.span(located.value),
        }
    }

    /// Where to report what a mapping lacks: its own key, the first key of a list item, the
    /// `kind` of an object.
    fn anchor(&self, located: Located<'_>) -> Span {
        if let Some(key) = located.key {
            return self.span(key);
        }
        let first = if located.depth == 0 {
            located.value.entry("kind")
        } else {
            None
        };
        match first.or_else(|| located.value.entries().next()) {
            Some((key, _)) => self.span(key),
            None => self.span(located.value),
        }
    }

    fn unknown(&self, name: &str, around: &Path, located: Located<'_>) -> Diagnostic {
        let key = located.value.entry(name).map(|(key, _)| key);
        let span = key.map_or_else(|| self.value_span(located), |key| self.span(key));
        let message = format!("unknown field `{name}` in {}", self.place(around));
        let finding =
            Diagnostic::new(FIELD_UNKNOWN, span, message).with_label("there is no such field");
        match self.unknown_help(name, around) {
            Some(help) => finding.with_help(help),
            None => finding,
        }
    }

    fn unknown_help(&self, name: &str, around: &Path) -> Option<String> {
        if name == "$patch" {
            return Some(
                "`$patch` is a directive of a patch: list this file under `patches` in a kustomization"
                    .to_owned(),
            );
        }
        let fields = self
            .outline
            .at(around)
            .map(|place| self.outline.fields(place))
            .unwrap_or_default();
        if let Some(near) = nearest(name, &fields) {
            return Some(format!("did you mean `{near}`?"));
        }
        if let Some(versions) = (self.elsewhere)(around, name) {
            return Some(versions);
        }
        if let Some(legal) = self.outline.find(name, around) {
            return Some(format!(
                "move it to `{}`, where it is legal",
                generic(&legal, around)
            ));
        }
        if fields.is_empty() || fields.len() > 8 {
            return None;
        }
        Some(format!("the fields here are {}", list(&fields)))
    }

    fn missing(&self, name: &str, around: &Path, located: Located<'_>) -> Diagnostic {
        let message = format!("`{name}` is missing in {}", self.place(around));
        let similar: Vec<&str> = located.value.entries().map(|(key, _)| key.text()).collect();
        let finding = Diagnostic::new(FIELD_REQUIRED, self.anchor(located), message)
            .with_label(format!("needs `{name}`"));
        match nearest(name, &similar) {
            Some(near) => {
                finding.with_help(format!("`{near}` is written where `{name}` is required"))
            }
            None => finding.with_help(format!(
                "set `{name}`; the API server refuses the object without it"
            )),
        }
    }

    fn wrong_type(&self, expected: &[JsonType], path: &Path, located: Located<'_>) -> Diagnostic {
        let value = located.value;
        let wanted = expected
            .iter()
            .map(|name| describe(*name))
            .collect::<Vec<_>>()
            .join(" or ");
        if value.is_null() {
            let message = format!("{} is empty, and it is required", self.place(path));
            return Diagnostic::new(FIELD_REQUIRED, self.value_span(located), message)
                .with_label("no value")
                .with_help(format!("give it {wanted}"));
        }
        if expected == [JsonType::String]
            && let Some(trap) = self.scalar_trap(path, value)
        {
            return trap;
        }
        if let Some(quoted) = self.quoted_number(expected, path, value) {
            return quoted;
        }
        let message = format!(
            "{} must be {wanted}, not {}",
            self.place(path),
            shown(value)
        );
        let finding = Diagnostic::new(FIELD_TYPE, self.head(located), message)
            .with_label(format!("this is {}", value.kind().describe()));
        match type_help(expected, value) {
            Some(help) => finding.with_help(help),
            None => finding,
        }
    }

    /// A collection may go over many lines: its key stands for it.
    fn head(&self, located: Located<'_>) -> Span {
        match located.key {
            Some(key) if located.value.style() == Style::Block => self.span(key),
            _ => self.value_span(located),
        }
    }

    /// A plain scalar that YAML 1.1 takes for something else than text.
    fn scalar_trap(&self, path: &Path, value: Node<'_>) -> Option<Diagnostic> {
        if value.style() != Style::Plain || value.is_tagged() {
            return None;
        }
        let written = value.source();
        let (rule, read) = match value.kind() {
            Kind::Bool => {
                let truth = value.as_bool()?;
                (BOOLEAN_TRAP, format!("the boolean {truth}"))
            }
            Kind::Int | Kind::Float => (NUMBER_TRAP, format!("the number {}", value.as_number()?)),
            _ => return None,
        };
        let span = self.span(value);
        Some(
            Diagnostic::new(
                rule,
                span,
                format!(
                    "{} must be a string, and kubectl reads `{written}` as {read}",
                    self.place(path)
                ),
            )
            .with_label(format!("read as {read}"))
            .with_help(format!("quote it: \"{written}\""))
            .with_fix(quote_fix(span, written, true)),
        )
    }

    /// A number or boolean that quotes turn into text.
    fn quoted_number(
        &self,
        expected: &[JsonType],
        path: &Path,
        value: Node<'_>,
    ) -> Option<Diagnostic> {
        if !matches!(value.style(), Style::SingleQuoted | Style::DoubleQuoted) {
            return None;
        }
        let text = value.as_str()?;
        let fits = |name: &JsonType| match (name, resolve(text)) {
            (JsonType::Boolean, Resolved::Bool(_)) | (JsonType::Number, Resolved::Number(_)) => {
                true
            }
            (JsonType::Integer, Resolved::Number(number)) => number.as_i64().is_some(),
            _ => false,
        };
        let wanted = expected.iter().find(|name| fits(name))?;
        let span = self.span(value);
        Some(
            Diagnostic::new(
                QUOTED_NUMBER,
                span,
                format!(
                    "{} must be {}, not the string {}",
                    self.place(path),
                    describe(*wanted),
                    value.source()
                ),
            )
            .with_label("a string because of the quotes")
            .with_help(format!("remove the quotes: {text}"))
            .with_fix(Fix {
                safe: true,
                title: "remove the quotes".to_owned(),
                edits: vec![Edit {
                    span,
                    replacement: text.to_owned(),
                }],
            }),
        )
    }

    fn repeated(
        &self,
        index: usize,
        first: usize,
        keys: &str,
        path: &Path,
        located: Located<'_>,
    ) -> Diagnostic {
        let key = keys.split(',').next().unwrap_or(keys);
        let place = |index: usize| {
            let item = located.value.item(index);
            let value = item.and_then(|item| item.get(key));
            value
                .or(item)
                .map_or_else(|| self.value_span(located), |node| self.span(node))
        };
        let names = keys.replace(',', "`, `");
        Diagnostic::new(
            FIELD_VALUE,
            place(index),
            format!("{} has two items with the same `{names}`", self.place(path)),
        )
        .with_label("the same again")
        .with_related(place(first), "first here")
        .with_help("remove one of them, or give it another key")
    }

    fn wrong_value(&self, what: &What, path: &Path, located: Located<'_>) -> Diagnostic {
        let value = located.value;
        let place = self.place(path);
        let found = shown(value);
        let (message, help) = match what {
            What::Enum(values) => enum_words(&place, values, value),
            What::Pattern(pattern) => (
                format!("{place} must match the pattern `{pattern}`, and {found} does not"),
                None,
            ),
            What::Format(format) => (
                format!("{place} must be {}, not {found}", format_name(format)),
                None,
            ),
            What::Limit {
                of,
                relation,
                limit,
            } => limit_words(&place, *of, relation, limit, value),
            What::Keyword(name) => keyword_words(name, &place, value),
            What::NotUnique => (format!("{place} has the same item twice"), None),
            What::OneOf { fields, many } => one_of_words(&place, fields, *many),
            What::NoAlternative => (
                format!("{place} fits none of the alternatives that its schema allows"),
                None,
            ),
            What::Forbidden => (format!("{place} has a value that its schema forbids"), None),
            What::More(more) => (
                format!("{place} has {more} more mistakes, which are not listed"),
                None,
            ),
            What::Other(words) => (format!("{place}: {words}"), None),
            What::Unknown(_) | What::Missing(_) | What::Type(_) | What::RepeatedItem { .. } => {
                (place, None)
            }
        };
        let span = match what {
            What::OneOf { .. } | What::NoAlternative | What::More(_) => self.anchor(located),
            _ => self.head(located),
        };
        let finding = Diagnostic::new(FIELD_VALUE, span, message);
        match help {
            Some(help) => finding.with_help(help),
            None => finding,
        }
    }

    /// A path in words; the object itself by its kind.
    fn place(&self, path: &Path) -> String {
        if path.0.is_empty() {
            format!("the {}", self.kind)
        } else {
            format!("`{path}`")
        }
    }
}
