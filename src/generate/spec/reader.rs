//! From TOML to the types of the spec; every mistake is kept, at its exact characters.

use crate::diagnostic::Diagnostic;
use crate::source::{At, Span};
use crate::spelling::{either, nearest, quoted_list};
use crate::toml_tree::{Data, Node, Table};

use super::super::SPEC_INVALID;
use super::shape::{Keys, Shape};

/// A type of the spec.
pub(crate) trait Read: Sized {
    /// What may be written.
    const SHAPE: Shape;
    /// Whether the table is wrong without it.
    const REQUIRED: bool = true;

    /// What a node says; none after a mistake, which the reader keeps. `name` is its key.
    fn read(node: &Node, name: &str, reader: &mut Reader) -> Option<Self>;

    /// What holds when the key is absent; none where it is required.
    fn absent() -> Option<Self> {
        None
    }
}

/// A table of the spec.
pub(crate) trait Written {
    /// Where it is: its header, or its braces.
    fn span(&self) -> Span;
}

/// One of several words.
pub(crate) trait Word: Copy {
    /// As it is written.
    fn word(self) -> &'static str;
}

/// Gathers what is wrong.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    /// In the order in which it was found.
    pub(crate) problems: Vec<Diagnostic>,
}

impl Reader {
    /// Keeps a mistake.
    pub(crate) fn refuse(
        &mut self,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let problem = Diagnostic::new(SPEC_INVALID, span, message).with_help(help);
        self.problems.push(problem);
    }

    /// Says that a node is something else than its key asks for.
    pub(crate) fn wrong(&mut self, node: &Node, name: &str, shape: &Shape) {
        let (given, expected) = (node.word(), shape.words());
        let help = match (shape, &node.data) {
            (Shape::List(_), Data::Table(_)) => format!("write `[[{name}]]`"),
            (Shape::List(_), Data::Text(text)) => format!("write `{name} = [\"{text}\"]`"),
            (Shape::Text(_), Data::Integer(number)) => format!("write `{name} = \"{number}\"`"),
            (Shape::Table(_), Data::List(_)) => format!("write `[{name}]`"),
            (Shape::Any(shapes), Data::List(_))
                if shapes.iter().any(|shape| matches!(shape, Shape::Table(_))) =>
            {
                format!("write `[{name}]`; it is {expected}")
            }
            _ => format!("it is {expected}"),
        };
        self.refuse(node.span, format!("`{name}` is {given}"), help);
    }

    /// The table that a node is.
    pub(crate) fn table<'n>(
        &mut self,
        node: &'n Node,
        name: &str,
        shape: &Shape,
    ) -> Option<&'n Table> {
        let table = node.table();
        if table.is_none() {
            self.wrong(node, name, shape);
        }
        table
    }

    /// Says which names of a table are no keys.
    pub(crate) fn unknown_keys(&mut self, table: &Table, keys: &Keys, place: &str) {
        let known: Vec<&str> = keys.keys.iter().map(|key| key.name).collect();
        for entry in &table.entries {
            let name = entry.name.value.as_str();
            if known.contains(&name) {
                continue;
            }
            let help = match nearest(name, &known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the keys are {}", quoted_list(&known)),
            };
            let within = if place.is_empty() {
                String::new()
            } else {
                format!(" in `{place}`")
            };
            self.refuse(
                entry.name.span,
                format!("unknown key `{name}`{within}"),
                help,
            );
        }
    }

    /// What a key of a table says. `false` takes a key away that is no boolean.
    pub(crate) fn field<T: Read>(
        &mut self,
        table: &Table,
        name: &str,
        within: Within<'_>,
    ) -> Option<T> {
        let entry = table.entry(name);
        let is_removed =
            |node: &Node| node.data == Data::Boolean(false) && !T::SHAPE.takes_boolean();
        match entry {
            Some(entry) if !is_removed(&entry.value) => T::read(&entry.value, name, self),
            _ => {
                let value = T::absent();
                if value.is_none() && !within.is_meant(name) {
                    let place = within.place;
                    let message = if place.is_empty() {
                        format!("there is no `{name}`")
                    } else {
                        format!("`{place}` without `{name}`")
                    };
                    self.refuse(within.span, message, within.help(name));
                }
                value
            }
        }
    }

    /// One of these words.
    pub(crate) fn choice<'c, T>(
        &mut self,
        node: &Node,
        name: &str,
        choices: &'c [(&'static str, T)],
    ) -> Option<&'c T> {
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let Some(text) = node.text() else {
            let help = format!("it is {}", either(&words));
            self.refuse(node.span, format!("`{name}` is {}", node.word()), help);
            return None;
        };
        let found = choices.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            let help = match nearest(text, &words) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it is {}", either(&words)),
            };
            self.refuse(node.span, format!("`{name}` is no `{text}`"), help);
        }
        found.map(|(_, value)| value)
    }
}

/// The table that is read, for messages about what it lacks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Within<'a> {
    /// Its key; empty for the file.
    pub(crate) place: &'a str,
    /// Where it is.
    pub(crate) span: Span,
    /// What is written in it.
    pub(crate) table: &'a Table,
    /// What it may hold.
    pub(crate) keys: &'a Keys,
}

impl Within<'_> {
    /// Whether a name that is no key is a slip for this one: said once.
    fn is_meant(&self, name: &str) -> bool {
        let known: Vec<&str> = self.keys.keys.iter().map(|key| key.name).collect();
        let mut entries = self.table.entries.iter();
        entries.any(|entry| {
            !known.contains(&entry.name.value.as_str())
                && nearest(&entry.name.value, &known) == Some(name)
        })
    }

    fn help(&self, name: &str) -> String {
        let key = self.keys.keys.iter().find(|key| key.name == name);
        key.map_or_else(String::new, |key| {
            format!("{}: `{name} = {}`", key.sentence(), key.example)
        })
    }
}

impl<T: Read> Read for At<T> {
    const SHAPE: Shape = T::SHAPE;
    const REQUIRED: bool = T::REQUIRED;

    fn read(node: &Node, name: &str, reader: &mut Reader) -> Option<Self> {
        let value = T::read(node, name, reader)?;
        let span = node.span;
        Some(At { value, span })
    }
}

impl<T: Read> Read for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    const REQUIRED: bool = false;

    fn read(node: &Node, name: &str, reader: &mut Reader) -> Option<Self> {
        T::read(node, name, reader).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Read> Read for Vec<T> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);
    const REQUIRED: bool = false;

    fn read(node: &Node, name: &str, reader: &mut Reader) -> Option<Self> {
        let Data::List(items) = &node.data else {
            reader.wrong(node, name, &Self::SHAPE);
            return None;
        };
        let read: Vec<Option<T>> = items
            .iter()
            .map(|item| T::read(item, name, reader))
            .collect();
        read.into_iter().collect()
    }

    fn absent() -> Option<Self> {
        Some(Vec::new())
    }
}

impl Read for bool {
    const SHAPE: Shape = Shape::Boolean;

    fn read(node: &Node, name: &str, reader: &mut Reader) -> Option<Self> {
        match node.data {
            Data::Boolean(value) => Some(value),
            _ => {
                reader.wrong(node, name, &Self::SHAPE);
                None
            }
        }
    }
}

impl Read for Node {
    const SHAPE: Shape = Shape::Free;

    fn read(node: &Node, _: &str, _: &mut Reader) -> Option<Self> {
        Some(node.clone())
    }
}

/// The entries of a table that are no keys, as a table.
pub(crate) fn rest(node: &Node, table: &Table, keys: &Keys) -> Node {
    let is_key = |name: &str| keys.keys.iter().any(|key| key.name == name);
    let entries = table.entries.iter();
    let entries = entries
        .filter(|entry| !is_key(&entry.name.value))
        .cloned()
        .collect();
    Node {
        span: node.span,
        data: Data::Table(Table { entries }),
    }
}
