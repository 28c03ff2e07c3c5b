//! Laws of the YAML reader: it ends on any bytes, and its places are true.

use std::ops::Range;

use kubelint::yaml::{Kind, Limits, Node, Style, Tree, parse};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use crate::shared::corpus;

pub(crate) fn limits() -> Limits {
    Limits {
        placeholders: false,
        ..Limits::default()
    }
}

/// Runs a law on always the same inputs: a new difference is to be found by who makes it.
pub(crate) fn hold<S: Strategy>(
    cases: u32,
    strategy: &S,
    law: impl Fn(S::Value) -> Result<(), String>,
) {
    let config = ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let result = runner.run(strategy, |value| law(value).map_err(TestCaseError::fail));
    if let Err(error) = result {
        panic!("{error}");
    }
}

/// Pieces of YAML that mean something next to each other.
const PIECES: &[&str] = &[
    "a", "b", "b: ", "c:", "- ", "-", "\n", "\n", "\n", "\n  ", "\n  ", "\n ", "  ", " ", "? ",
    ": ", ":", "[", "]", "{", "}", ",", ", ", "\"", "'", "|\n", ">\n", "|-\n  ", "|2\n", ">+\n",
    " # c", "#", "&x ", "*x", "\t", "\n\t", "é", "\r\n", "@", "`", "%", "~", "1", "0x1", "1e3",
    "yes", "true", "\\", "\\n", "\\x41", "''", "\"\"", "\n- ", "\n  - ", "x?y", "::", "a: ",
];

/// Pieces that only decide about documents, tags and odd characters.
const ODD_PIECES: &[&str] = &[
    "\n---\n",
    "---",
    "...",
    "\n...\n",
    "%YAML 1.1\n",
    "!t ",
    "!!str ",
    "!!int ",
    "<<: ",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "\u{1}",
    "\r",
    "\u{7f}",
    "${A:=1}",
];

fn texts(pieces: Vec<&'static str>) -> impl Strategy<Value = String> {
    proptest::collection::vec(select(pieces), 0..14).prop_map(|pieces| pieces.concat())
}

/// Pieces of YAML in any order, odd ones among them.
pub(crate) fn odd_texts() -> impl Strategy<Value = String> {
    texts(PIECES.iter().chain(ODD_PIECES).copied().collect())
}

/// A value in a mapping, as all YAML of manifests is.
pub(crate) fn values() -> impl Strategy<Value = String> {
    let frames = select(vec![
        ("k: ", "\n"),
        ("k:\n  ", "\nj: 1\n"),
        ("k: [", "]\n"),
        ("- ", "\n"),
        ("k: {a: ", "}\n"),
    ]);
    (frames, texts(PIECES.to_vec()))
        .prop_map(|((before, after), text)| format!("{before}{text}{after}"))
}

#[test]
fn any_bytes_are_read_to_an_end() {
    let bytes = proptest::collection::vec(any::<u8>(), 0..200);
    hold(2000, &bytes, |bytes| {
        let text = String::from_utf8_lossy(&bytes);
        places_are_true(&parse(text.as_ref().into(), &Limits::default()).tree)
    });
}

#[test]
fn any_pieces_of_yaml_are_read_with_true_places() {
    hold(5000, &odd_texts(), |text| {
        places_are_true(&parse(text.as_str().into(), &Limits::default()).tree)
    });
    hold(5000, &values(), |text| {
        places_are_true(&parse(text.as_str().into(), &limits()).tree)
    });
}

#[test]
fn the_places_in_the_corpus_are_true() {
    for file in corpus().unwrap_or_default() {
        let Some(Ok(text)) = file.text else { continue };
        let parsed = parse(text, &Limits::default());
        if let Err(wrong) = places_are_true(&parsed.tree) {
            panic!("{}: {wrong}", file.name);
        }
    }
}

/// Documents follow each other, nodes lie in their collections one after the other, and scalars
/// are written as their style says.
fn places_are_true(tree: &Tree) -> Result<(), String> {
    let text = tree.text();
    let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let mut end = 0;
    for document in tree.documents() {
        let span = &document.span;
        if span.start < end || span.end < span.start || span.end > length {
            return Err(format!("document {span:?} after {end} in {text:?}"));
        }
        end = span.end;
        node_is_true(tree.node(document.root), &(0..length))?;
    }
    Ok(())
}

fn node_is_true(node: Node<'_>, within: &Range<u32>) -> Result<(), String> {
    let range = node.range();
    let wrong = |what: &str| {
        Err(format!(
            "{what}: {node:?} in {within:?} of {:?}",
            node.tree().text()
        ))
    };
    if range.start > range.end || range.start < within.start || range.end > within.end {
        return wrong("outside of its collection");
    }
    let text = node.tree().text();
    if !text.is_char_boundary(range.start as usize) || !text.is_char_boundary(range.end as usize) {
        return wrong("inside of a character");
    }
    let source = node.source();
    let is_true = match (node.kind(), node.style()) {
        (Kind::Mapping, Style::Flow) => source.starts_with('{') && source.ends_with('}'),
        (Kind::Sequence, Style::Flow) => source.starts_with('[') && source.ends_with(']'),
        (Kind::Sequence, _) => source.starts_with('-'),
        (Kind::Mapping, _) => true,
        (_, Style::SingleQuoted) => is_quoted(source, '\''),
        (_, Style::DoubleQuoted) => is_quoted(source, '"'),
        (_, Style::Literal) => source.starts_with('|'),
        (_, Style::Folded) => source.starts_with('>'),
        (_, _) => source.trim_ascii() == source,
    };
    if !is_true {
        return wrong("not written like that");
    }
    // An alias or a merge gives a node that lies before its mapping, or in a sibling.
    let mut after = range.start;
    let children = node
        .entries()
        .flat_map(|(key, value)| [key, value])
        .chain(node.items());
    for child in children.filter(|child| child.id() > node.id()) {
        node_is_true(child, &range)?;
        if child.range().start >= after {
            after = child.range().end;
        }
    }
    Ok(())
}

fn is_quoted(source: &str, quote: char) -> bool {
    source.len() >= 2 && source.starts_with(quote) && source.ends_with(quote)
}
