//! libyaml, which is of the same lineage as kubectl's decoder, reads the same as we do, but for
//! what is listed and explained here.

use std::fmt;

use kubelint::source::FileId;
use kubelint::yaml::{Kind, Node, Style, check, parse};
use serde::de::{
    Deserialize, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use crate::shared::{corpus, vectors};
use crate::yaml_laws::{hold, limits, values};

/// A value as libyaml and we can tell it alike.
#[derive(Debug, Clone, PartialEq)]
enum Shape {
    /// A null, boolean or number; the two resolve them by other rules.
    Resolved,
    Text(String),
    List(Vec<Shape>),
    Mapping(Vec<(Shape, Shape)>),
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ShapeVisitor)
    }
}

struct ShapeVisitor;

impl<'de> Visitor<'de> for ShapeVisitor {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Shape, E> {
        Ok(Shape::Resolved)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Shape, E> {
        Ok(Shape::Resolved)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Shape, E> {
        Ok(Shape::Resolved)
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Shape, E> {
        Ok(Shape::Resolved)
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Shape, E> {
        Ok(Shape::Resolved)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Shape, E> {
        Ok(Shape::Resolved)
    }

    fn visit_unit<E: Error>(self) -> Result<Shape, E> {
        Ok(Shape::Resolved)
    }

    fn visit_none<E: Error>(self) -> Result<Shape, E> {
        Ok(Shape::Resolved)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Shape, E> {
        Ok(Shape::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Shape, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Shape::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Shape, A::Error> {
        let mut mapping = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            mapping.push(entry);
        }
        Ok(Shape::Mapping(mapping))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Shape, A::Error> {
        let (_, value): (String, _) = tagged.variant()?;
        value.newtype_variant()
    }
}

/// What libyaml makes of the documents of a text.
fn second_opinion(text: &str) -> Result<Vec<Shape>, String> {
    serde_yaml::Deserializer::from_str(text)
        .map(|document| Shape::deserialize(document).map_err(|error| error.to_string()))
        .collect()
}

/// What we make of a node. Only a plain scalar is resolved, by libyaml's rules.
fn shape(node: Node<'_>) -> Shape {
    match node.kind() {
        Kind::Mapping => Shape::Mapping(
            node.entries()
                .map(|(key, value)| (shape(key), shape(value)))
                .collect(),
        ),
        Kind::Sequence => Shape::List(node.items().map(shape).collect()),
        _ if node.style() != Style::Plain => Shape::Text(node.text().to_owned()),
        _ => {
            let text = if node.is_retyped_key() {
                node.source()
            } else {
                node.text()
            };
            let resolved = second_opinion(&format!("- {text}"));
            match resolved.as_deref() {
                Ok([Shape::List(list)]) if *list == [Shape::Resolved] => Shape::Resolved,
                _ => Shape::Text(text.to_owned()),
            }
        }
    }
}

fn has_tag(node: Node<'_>) -> bool {
    node.is_tagged()
        || node
            .entries()
            .any(|(key, value)| has_tag(key) || has_tag(value))
        || node.items().any(has_tag)
}

/// What we refuse and libyaml takes, told by our message.
const REFUSED_BY_US: &[&str] = &[
    // Values and keys that JSON does not have, or that have no meaning: kubectl refuses them.
    "a number that JSON cannot hold",
    "a key cannot be",
    "`<<` merges mappings",
    "cannot be read as",
    // Where kubectl's decoder is older than libyaml.
    "kubectl reads YAML 1.1 only",
    "an unknown escape in a double-quoted text",
    "in a text without quotes between brackets",
    // kubectl takes it for text, which nobody means.
    "a byte order mark",
    // What kubectl takes and the parser does not, and nobody writes: a text block below its key
    // at the key's own column, an empty one before a comment, and texts between brackets that go
    // on in a line which starts like something else.
    "a key without its `:`",
    "a line of the text block is indented less",
    "a value cannot start with",
    "is not closed",
    "does not fit the indentation of what it stands in",
    "a `:` with a space after it cannot stand here",
    "expected whitespace",
];

/// What libyaml refuses and we take, told by its message.
const REFUSED_BY_LIBYAML: &[&str] = &[
    // Bounds of its own.
    "recursion limit",
    "repetition limit",
    // It wants `---` after `...`; kubectl reads only the first of the documents then, and a
    // stream of JSON values.
    "did not find expected <document start>",
    // kubectl reads `[a:]` as the text `a:`.
    "found unexpected ':'",
    // A key in brackets whose `:` is on another line.
    "did not find expected ',' or",
];

/// Whether both take a text, and for the same value.
fn opinions_agree(text: &str) -> Result<(), String> {
    // kubectl reads lines, so that the last one always has an end.
    let text = format!("{text}\n");
    let parsed = parse(text.as_str().into(), &limits());
    let theirs = second_opinion(&text);
    let documents: Vec<Node<'_>> = parsed
        .tree
        .documents()
        .iter()
        .map(|document| parsed.tree.node(document.root))
        .collect();
    match (parsed.errors.first(), theirs) {
        (Some(_), Err(_)) => Ok(()),
        (Some(ours), Ok(theirs)) => {
            let explained = REFUSED_BY_US
                .iter()
                .any(|known| ours.message.contains(known));
            let said = format!(
                "we refuse ({}) {text:?}, libyaml reads {theirs:?}",
                ours.message
            );
            explained.then_some(()).ok_or(said)
        }
        (None, Err(theirs)) => {
            let explained = REFUSED_BY_LIBYAML
                .iter()
                .any(|known| theirs.contains(known));
            let said = format!("libyaml refuses ({theirs}) {text:?}, we read {documents:?}");
            explained.then_some(()).ok_or(said)
        }
        // Repeated keys and merges are resolved by us, tags change a value by other rules.
        (None, Ok(_)) if documents.iter().any(|root| has_tag(*root)) || text.contains("<<") => {
            Ok(())
        }
        (None, Ok(_)) if !check(FileId(0), &parsed.tree).is_empty() => Ok(()),
        (None, Ok(mut theirs)) => {
            let mut ours: Vec<Shape> = documents.into_iter().map(shape).collect();
            // A text of comments is one null to libyaml and no document to us.
            for list in [&mut ours, &mut theirs] {
                list.retain(|document| *document != Shape::Resolved);
            }
            let said = format!("{text:?}: we read {ours:?}, libyaml {theirs:?}");
            (ours == theirs).then_some(()).ok_or(said)
        }
    }
}

#[test]
fn libyaml_reads_the_corpus_alike() {
    let mut wrong = Vec::new();
    for file in corpus().unwrap_or_default() {
        if let Some(Ok(text)) = file.text
            && let Err(difference) = opinions_agree(&text)
        {
            let start: String = difference.chars().take(300).collect();
            wrong.push(format!("{}: {start}", file.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn libyaml_reads_the_vectors_alike() {
    let Some(cases) = vectors("yaml-decode.json") else {
        return;
    };
    let texts = cases.as_array().expect("cases").iter();
    let wrong: Vec<String> = texts
        .filter_map(|case| case["yaml"].as_str())
        // Two tags that the crate, not libyaml, reads by YAML 1.2.
        .filter(|text| !text.contains("!!bool") && !text.contains("!!null"))
        .filter_map(|text| opinions_agree(text).err())
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn libyaml_reads_random_texts_alike() {
    hold(20_000, &values(), |text| opinions_agree(&text));
}
