//! Laws of comments: what they say changes nothing, and a `#` in a scalar is none.

use kubelint::yaml::{Comment, Limits, Node, Tree, blocks, comments, comments_with, parse};
use proptest::prelude::*;
use proptest::sample::select;

use crate::shared::corpus;
use crate::yaml_laws::{hold, limits, odd_texts, values};

fn read(text: &str) -> Tree {
    parse(text.into(), &limits()).tree
}

/// Every scalar and alias with its place and text.
fn scalars(tree: &Tree) -> Vec<(std::ops::Range<u32>, String)> {
    fn walk(node: Node<'_>, into: &mut Vec<(std::ops::Range<u32>, String)>) {
        if !node.is_mapping() && !node.is_sequence() {
            into.push((node.range(), node.text().to_owned()));
        }
        for (key, value) in node.entries() {
            for inner in [key, value].into_iter().filter(|it| it.id() > node.id()) {
                walk(inner, into);
            }
        }
        for item in node.items().filter(|item| item.id() > node.id()) {
            walk(item, into);
        }
    }
    let mut found = Vec::new();
    for document in tree.documents() {
        walk(tree.node(document.root), &mut found);
    }
    found
}

/// Comments follow each other to the ends of their lines, and changing what they say changes
/// nothing.
fn comments_are_true(text: &str) -> Result<(), String> {
    let tree = read(text);
    let found: Vec<Comment<'_>> = comments(&tree);
    let mut changed = text.as_bytes().to_vec();
    let mut before = 0;
    for comment in &found {
        let (start, end) = (comment.range.start as usize, comment.range.end as usize);
        let is_line_end = text.len() == end || text[end..].starts_with(['\n', '\r']);
        if start < before || !text[start..end].starts_with('#') || !is_line_end {
            return Err(format!("{comment:?} in {text:?}"));
        }
        // What kubectl refuses even in a comment stays.
        let letters = changed[start + 1..end].iter_mut();
        for (at, byte) in letters
            .enumerate()
            .filter(|(_, byte)| (b' '..=b'~').contains(byte))
        {
            *byte = b" \"'[{#:-x"[at % 9];
        }
        before = end;
    }
    let changed = String::from_utf8(changed).map_err(|error| error.to_string())?;
    let other = read(&changed);
    if scalars(&tree) != scalars(&other) {
        return Err(format!("{text:?} and {changed:?} differ"));
    }
    let again: Vec<_> = comments(&other)
        .into_iter()
        .map(|comment| comment.range)
        .collect();
    if found.iter().map(|comment| &comment.range).ne(&again) {
        return Err(format!("{again:?}, not {found:?} in {changed:?}"));
    }
    for document in tree.documents() {
        for block in blocks(&tree, document) {
            if block.opens > block.range.start || block.range.start > block.range.end {
                return Err(format!("{block:?} in {text:?}"));
            }
        }
    }
    Ok(())
}

#[test]
fn what_comments_say_changes_nothing() {
    hold(5000, &values(), |text| comments_are_true(&text));
    hold(5000, &odd_texts(), |text| comments_are_true(&text));
}

#[test]
fn what_the_comments_of_the_corpus_say_changes_nothing() {
    let mut seen = 0;
    for file in corpus().unwrap_or_default() {
        let Some(Ok(text)) = file.text else { continue };
        if let Err(wrong) = comments_are_true(&text) {
            let wrong: String = wrong.chars().take(2_000).collect();
            panic!("{}: {wrong}", file.name);
        }
        seen += comments(&parse(text, &Limits::default()).tree).len();
    }
    println!("{seen} comments");
}

/// A word for scalars with what looks like comments in it.
fn words() -> impl Strategy<Value = String> {
    let pieces = vec!["a", "#", " # kubelint: no", "é", "b#c", " ", "x: y", "- "];
    proptest::collection::vec(select(pieces), 1..5).prop_map(|pieces| pieces.concat())
}

/// What stands behind the `k:` of a block, and how many comments are in it.
fn written(word: &str, style: usize) -> (String, usize) {
    let margin = "  ";
    let quoted = word.replace('\\', "\\\\").replace('"', "\\\"");
    match style {
        0 => (format!(" '{}'\n", word.replace('\'', "''")), 0),
        1 => (format!(" \"{quoted}\" # kubelint: yes\n"), 1),
        2 => (
            format!(" | # kubelint: yes\n{margin}x{word}\n{margin}# kubelint: no\n"),
            1,
        ),
        3 => (format!(" >-\n{margin}x\n\n{margin}#{word}\n"), 0),
        4 => (
            format!(" [\"{quoted}\", # kubelint: yes\n{margin}'#']\n"),
            1,
        ),
        5 => (
            format!("\n{margin}- a#b # kubelint: yes\n{margin}# kubelint: yes\n"),
            2,
        ),
        6 => (format!(" \"x\n{margin}# {quoted}\"\n"), 0),
        _ => (format!(" &a#b !t#c x#{} # kubelint: yes\n", word.len()), 1),
    }
}

#[test]
fn a_hash_in_a_scalar_is_never_a_comment_and_others_always_are() {
    let entries =
        proptest::collection::vec((words(), 0..8_usize, any::<bool>(), any::<bool>()), 1..8);
    hold(3000, &entries, |entries| {
        let mut text = String::new();
        let mut expected = 0;
        for (index, (word, style, alone, ends)) in entries.iter().enumerate() {
            if *alone {
                text.push_str("# kubelint: yes\n");
                expected += 1;
            }
            let (value, count) = written(word, *style);
            text.push_str(&format!("k{index}:{value}"));
            expected += count;
            if *ends {
                text.push_str("---\n");
            }
        }
        for text in [text.clone(), text.replace('\n', "\r\n")] {
            let parsed = parse(text.as_str().into(), &limits());
            if !parsed.errors.is_empty() {
                return Err(format!("{:?} in {text:?}", parsed.errors));
            }
            let found = comments_with(&parsed.tree, &["kubelint:"]);
            if found.len() != expected || found.iter().any(|it| it.text != " kubelint: yes") {
                return Err(format!("{found:?}, not {expected}, in {text:?}"));
            }
        }
        Ok(())
    });
}
