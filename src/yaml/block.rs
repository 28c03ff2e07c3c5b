//! Blocks: every value with the place that opens it, its key or its `-`.

use std::ops::Range;

use super::parse::dash_before;
use super::tree::{ALIAS, Document, Kind, NodeId, Style, Tree};

/// A value, and what opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The first character of its key, its `-`, or where neither is there the value itself.
    pub opens: u32,
    /// Whether a key opens it.
    pub has_key: bool,
    /// The value's bytes.
    pub range: Range<u32>,
}

/// The values of a document, each before those inside of it.
pub fn blocks<'t>(tree: &'t Tree, document: &Document) -> impl Iterator<Item = Block> + use<'t> {
    let end = tree.after(document.root);
    let mut next = document.root;
    let mut open: Vec<Open> = Vec::new();
    std::iter::from_fn(move || {
        while next < end {
            let id = next;
            next = NodeId(id.0 + 1);
            while open.last().is_some_and(|open| open.end <= id) {
                open.pop();
            }
            let opener = open.last_mut().map(|open| open.opener(tree, id));
            let data = tree.data(id);
            if matches!(data.kind, Kind::Sequence | Kind::Mapping) && data.flags & ALIAS == 0 {
                open.push(Open {
                    end: NodeId(data.b),
                    is_mapping: data.kind == Kind::Mapping,
                    is_block: data.style == Style::Block,
                    key: None,
                });
            }
            let (opens, has_key) = match opener {
                Some(Opener::IsKey) => continue,
                Some(Opener::Key(at)) => (at, true),
                Some(Opener::Dash(at)) => (at, false),
                None => (data.start, false),
            };
            return Some(Block {
                opens,
                has_key,
                range: data.start..data.end,
            });
        }
        None
    })
}

/// A collection that is not over yet.
struct Open {
    end: NodeId,
    is_mapping: bool,
    is_block: bool,
    /// Where the key lies whose value comes next.
    key: Option<u32>,
}

enum Opener {
    /// The node is a key itself.
    IsKey,
    Key(u32),
    Dash(u32),
}

impl Open {
    /// What opens the next child, which is `id`.
    fn opener(&mut self, tree: &Tree, id: NodeId) -> Opener {
        let start = tree.data(id).start;
        if !self.is_mapping {
            let dash = self.is_block.then(|| dash_before(tree.text(), start));
            return Opener::Dash(dash.flatten().unwrap_or(start));
        }
        match self.key.take() {
            Some(key) => Opener::Key(key),
            None => {
                self.key = Some(start);
                Opener::IsKey
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::{Limits, parse};

    /// What opens each value, and the value.
    fn described(text: &str) -> Vec<(&str, &str)> {
        let tree = parse(text.into(), &Limits::default()).tree;
        let found: Vec<Block> = tree
            .documents()
            .iter()
            .flat_map(|document| blocks(&tree, document))
            .collect();
        found
            .into_iter()
            .map(|block| {
                let opener = text[block.opens as usize..].lines().next().unwrap_or("");
                let opener = opener.split([' ', ':']).next().unwrap_or("");
                (
                    opener,
                    &text[block.range.start as usize..block.range.end as usize],
                )
            })
            .collect()
    }

    #[test]
    fn keys_open_their_values_and_dashes_their_items() {
        assert_eq!(
            described("a:\n  - b: 1\n  - c\n"),
            [
                ("a", "a:\n  - b: 1\n  - c"),
                ("a", "- b: 1\n  - c"),
                ("-", "b: 1"),
                ("b", "1"),
                ("-", "c"),
            ]
        );
    }

    #[test]
    fn a_dash_may_stand_alone_on_its_line() {
        assert_eq!(
            described("- # x\n  a: 1\n-\n"),
            [
                ("-", "- # x\n  a: 1\n-"),
                ("-", "a: 1"),
                ("a", "1"),
                ("-", ""),
            ]
        );
    }

    #[test]
    fn brackets_and_aliases_are_values_too() {
        assert_eq!(
            described("a: &x {b: [c]}\nd: *x\n"),
            [
                ("a", "a: &x {b: [c]}\nd: *x"),
                ("a", "{b: [c]}"),
                ("b", "[c]"),
                ("c]}", "c"),
                ("d", "*x"),
            ]
        );
    }

    #[test]
    fn every_document_is_one() {
        assert_eq!(described("a\n---\nb\n"), [("a", "a"), ("b", "b")]);
    }
}
