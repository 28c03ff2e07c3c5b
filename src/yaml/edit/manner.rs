//! New values, written in the manner of the object that they are put into.

use serde::de::IgnoredAny;
use serde_json::Value;

use super::layout::{after_colon, before, column, is_alias, is_blank, start, text};
use super::place::{Place, Way};
use super::quote::{self, Quotes};
use crate::yaml::node::Node;
use crate::yaml::tree::{Kind, NodeId, Style};

/// How an object is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Manner {
    pub(super) newline: &'static str,
    /// How many columns a mapping is indented below its key.
    step: usize,
    /// How many columns the dashes of a list are indented below their key.
    list_step: usize,
    /// Whether texts of several lines may be blocks.
    has_blocks: bool,
    /// Set where the brackets around the place hold nothing but JSON.
    json: Option<Json>,
}

/// How JSON is written.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Json {
    /// Without spaces.
    compact: bool,
    /// What each level is indented by.
    unit: String,
}

/// A value in lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    /// What stands after the `:` or `-`; empty when the value begins on the next line.
    pub(super) first: String,
    /// The other lines, with their indentation.
    pub(super) rest: Vec<String>,
}

impl Written {
    fn line(first: impl Into<String>) -> Self {
        Self {
            first: first.into(),
            rest: Vec::new(),
        }
    }

    /// The value after `lead`, which is a key with its `:`, or a dash.
    fn after(self, lead: &str, into: &mut Vec<String>) {
        let gap = if self.first.is_empty() { "" } else { " " };
        into.push(format!("{lead}{gap}{}", self.first));
        into.extend(self.rest);
    }
}

impl Manner {
    /// The manner of what lies on a way: what is nearest to its end counts. With `blocks` texts of
    /// several lines are written as such, unless the last line of the text has no end.
    pub(super) fn of(way: &Way<'_, '_>, blocks: bool) -> Self {
        let root = way.places[0].node;
        let text = text(root);
        let newline = match text.find('\n') {
            Some(at) if text[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        };
        let near = way.places.iter().rev().map(|place| place.node);
        let all = (root.id().0..root.tree().after(root.id()).0).map(|id| Node {
            tree: root.tree(),
            id: NodeId(id),
        });
        let collections: Vec<Node<'_>> = near.collect();
        let nodes = || collections.iter().copied().chain(all.clone());
        Self {
            newline,
            step: nodes()
                .find_map(|node| step(node, Kind::Mapping))
                .unwrap_or(2),
            list_step: nodes()
                .find_map(|node| step(node, Kind::Sequence))
                .unwrap_or(0),
            has_blocks: blocks && text.ends_with(['\n', '\r']),
            json: json(way),
        }
    }

    /// The value of a key that stands in this column, in lines.
    pub(super) fn after_key(&self, value: &Value, key: usize, quotes: Quotes) -> Written {
        match value {
            Value::Object(map) if !map.is_empty() => Written {
                first: String::new(),
                rest: self.entry_lines(map.iter(), key + self.step),
            },
            Value::Array(list) if !list.is_empty() => Written {
                first: String::new(),
                rest: self.item_lines(list, key + self.list_step),
            },
            _ => self.scalar_in_lines(value, key + self.step, quotes),
        }
    }

    /// A value whose first line stands in this column already.
    pub(super) fn in_column(&self, value: &Value, column: usize, quotes: Quotes) -> Written {
        let mut lines = match value {
            Value::Object(map) if !map.is_empty() => self.entry_lines(map.iter(), column),
            Value::Array(list) if !list.is_empty() => self.item_lines(list, column),
            _ => return self.scalar_in_lines(value, column, quotes),
        };
        Written {
            first: lines.remove(0).split_off(column),
            rest: lines,
        }
    }

    /// The lines of an entry in this column.
    pub(super) fn entry(&self, key: &str, value: &Value, column: usize) -> Vec<String> {
        self.entry_lines(std::iter::once((key, value)), column)
    }

    /// The lines of an item whose dash stands in this column, and whose value `gap` further.
    pub(super) fn item(&self, value: &Value, dash: usize, gap: usize) -> Vec<String> {
        let mut lines = Vec::new();
        let lead = format!("{:dash$}-{:width$}", "", "", width = gap - 1);
        let value = self.in_column(value, dash + 1 + gap, Quotes::None);
        value.after(&lead, &mut lines);
        lines
    }

    fn entry_lines<'v, K: AsRef<str> + 'v>(
        &self,
        entries: impl Iterator<Item = (K, &'v Value)>,
        column: usize,
    ) -> Vec<String> {
        let mut lines = Vec::new();
        for (key, value) in entries {
            let key = quote::scalar(key.as_ref(), Quotes::None, false);
            let lead = format!("{:column$}{key}:", "");
            self.after_key(value, column, Quotes::None)
                .after(&lead, &mut lines);
        }
        lines
    }

    fn item_lines(&self, list: &[Value], dash: usize) -> Vec<String> {
        list.iter()
            .flat_map(|item| self.item(item, dash, 1))
            .collect()
    }

    /// A scalar or an empty collection; a text of several lines is a block in `column`.
    fn scalar_in_lines(&self, value: &Value, column: usize, quotes: Quotes) -> Written {
        let block = match value {
            Value::String(text) if self.has_blocks && quotes == Quotes::None => {
                quote::literal(text)
            }
            _ => None,
        };
        let Some((header, lines)) = block else {
            return Written::line(scalar(value, quotes, false));
        };
        let indent = |line: &&str| match *line {
            "" => String::new(),
            line => format!("{:column$}{line}", ""),
        };
        Written {
            first: header.to_owned(),
            rest: lines.iter().map(indent).collect(),
        }
    }

    /// A value in brackets. JSON that is written in lines stays so: `indent` is what stands
    /// before the line that the value begins in.
    pub(super) fn flow(&self, value: &Value, indent: Option<&str>, quotes: Quotes) -> String {
        let inner = match (&self.json, indent) {
            (Some(json), Some(indent)) => Some(format!("{indent}{}", json.unit)),
            _ => None,
        };
        let inner = inner.as_deref();
        let (parts, open, close): (Vec<String>, _, _) = match value {
            Value::Object(map) => {
                let part = |(key, value): (&String, &Value)| self.flow_entry(key, value, inner);
                (map.iter().map(part).collect(), '{', '}')
            }
            Value::Array(list) => {
                let part = |item| self.flow(item, inner, Quotes::None);
                (list.iter().map(part).collect(), '[', ']')
            }
            _ => return scalar(value, self.quotes(quotes), true),
        };
        match (inner, indent) {
            (Some(inner), Some(indent)) if !parts.is_empty() => {
                let newline = self.newline;
                let parts = parts.join(&format!(",{newline}{inner}"));
                format!("{open}{newline}{inner}{parts}{newline}{indent}{close}")
            }
            _ => format!("{open}{}{close}", parts.join(self.comma())),
        }
    }

    /// An entry of a mapping in brackets.
    pub(super) fn flow_entry(&self, key: &str, value: &Value, indent: Option<&str>) -> String {
        let key = quote::scalar(key, self.quotes(Quotes::None), true);
        let colon = if self.is_compact() { ":" } else { ": " };
        format!("{key}{colon}{}", self.flow(value, indent, Quotes::None))
    }

    /// What stands between the parts of a collection in brackets.
    pub(super) fn comma(&self) -> &'static str {
        if self.is_compact() { "," } else { ", " }
    }

    /// A key that replaces one with these quotes.
    pub(super) fn key(&self, key: &str, quotes: Quotes, in_flow: bool) -> String {
        quote::scalar(key, self.quotes(quotes), in_flow)
    }

    fn quotes(&self, quotes: Quotes) -> Quotes {
        match &self.json {
            Some(_) => Quotes::Double,
            None => quotes,
        }
    }

    fn is_compact(&self) -> bool {
        self.json.as_ref().is_some_and(|json| json.compact)
    }
}

/// A scalar or an empty collection.
fn scalar(value: &Value, quotes: Quotes, in_flow: bool) -> String {
    match value {
        Value::String(text) => quote::scalar(text, quotes, in_flow),
        other => other.to_string(),
    }
}

/// The quotes that a scalar is written with.
pub(super) fn quotes_of(node: Node<'_>) -> Quotes {
    match node.style() {
        Style::SingleQuoted => Quotes::Single,
        Style::DoubleQuoted => Quotes::Double,
        _ => Quotes::None,
    }
}

/// How far the first collection of a kind is indented that is the value of a key of `mapping`.
fn step(mapping: Node<'_>, of: Kind) -> Option<usize> {
    if !mapping.is_mapping() || is_alias(mapping) || mapping.style() != Style::Block {
        return None;
    }
    let text = text(mapping);
    let is_one =
        |node: Node<'_>| node.kind() == of && node.style() == Style::Block && !is_alias(node);
    let (key, value) = mapping
        .written_entries()
        .find(|(_, value)| is_one(*value))?;
    let step = column(text, start(value))?.checked_sub(column(text, start(key))?)?;
    (step > 0 || of == Kind::Sequence).then_some(step)
}

/// How the brackets around the end of a way hold JSON, when they do.
fn json(way: &Way<'_, '_>) -> Option<Json> {
    let is_flow = |place: &&Place<'_>| place.node.style() == Style::Flow && !is_alias(place.node);
    let outermost = way.places.iter().find(is_flow)?.node;
    let source = outermost.source();
    let is_all = outermost.id() == way.places[0].node.id();
    let is_json =
        (is_all || source.contains('"')) && serde_json::from_str::<IgnoredAny>(source).is_ok();
    is_json.then(|| Json {
        compact: is_compact(outermost),
        unit: unit(outermost).unwrap_or_else(|| "  ".to_owned()),
    })
}

/// Whether the first value of a mapping below `outermost` follows its `:` at once.
fn is_compact(outermost: Node<'_>) -> bool {
    let tree = outermost.tree();
    (outermost.id().0..tree.after(outermost.id()).0)
        .map(|id| Node {
            tree,
            id: NodeId(id),
        })
        .filter(|node| node.is_mapping())
        .find_map(|mapping| mapping.written_entries().next())
        .is_some_and(|(key, value)| after_colon(key) == Some(start(value)))
}

/// What the first line inside of the brackets is indented by, more than theirs.
fn unit(outermost: Node<'_>) -> Option<String> {
    if outermost.is_empty() {
        return None;
    }
    let text = text(outermost);
    let first = Node {
        tree: outermost.tree(),
        id: NodeId(outermost.id().0 + 1),
    };
    let inner = before(text, start(first));
    let line = before(text, start(outermost));
    let outer = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
    let unit = inner.strip_prefix(outer).filter(|_| is_blank(inner))?;
    (!unit.is_empty()).then(|| unit.to_owned())
}
