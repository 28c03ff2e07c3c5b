//! A node of a tree as its readers see it: aliases followed, merges resolved.

use std::ops::Range;

use super::number::Number;
use super::scalar;
use super::tree::{
    DECODED, Data, EFFECTIVE, Kind, NodeId, OPEN, PLACEHOLDER, RETYPED_KEY, Style, TAGGED, Tree,
};
use crate::source::{FileId, Span};

/// A node with its tree: cheap to copy, and all that readers need.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    pub(super) tree: &'t Tree,
    pub(super) id: NodeId,
}

impl<'t> Node<'t> {
    /// Its id in the tree.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// The tree that it belongs to.
    pub fn tree(self) -> &'t Tree {
        self.tree
    }

    /// What it is.
    pub fn kind(self) -> Kind {
        self.data().kind
    }

    /// How it is written.
    pub fn style(self) -> Style {
        self.data().style
    }

    /// Its bytes in the file: of a scalar with its quotes, of a collection from its first to its
    /// last character, without properties (`&anchor`, `!tag`) and trailing comments.
    pub fn range(self) -> Range<u32> {
        let data = self.data();
        data.start..data.end
    }

    /// [`Node::range`] in `file`, the file that the tree was read from.
    pub fn span(self, file: FileId) -> Span {
        let range = self.range();
        Span::new(file, range.start, range.end)
    }

    /// The characters of [`Node::range`].
    pub fn source(self) -> &'t str {
        let data = self.data();
        self.tree
            .text
            .get(data.start as usize..data.end as usize)
            .unwrap_or("")
    }

    /// The text of a scalar without quotes and escapes; empty for a collection.
    ///
    /// For a key it is the key that kubectl sees: `true` where `on` is written.
    pub fn text(self) -> &'t str {
        let data = self.data();
        if matches!(data.kind, Kind::Sequence | Kind::Mapping) {
            return "";
        }
        let from: &'t str = if data.flags & DECODED == 0 {
            &self.tree.text
        } else {
            &self.tree.decoded
        };
        from.get(data.a as usize..data.b as usize).unwrap_or("")
    }

    /// The text of a string.
    pub fn as_str(self) -> Option<&'t str> {
        (self.kind() == Kind::String).then(|| self.text())
    }

    /// The value of a boolean.
    pub fn as_bool(self) -> Option<bool> {
        (self.kind() == Kind::Bool).then(|| scalar::is_true(self.text()))
    }

    /// The value of a number.
    pub fn as_number(self) -> Option<Number> {
        matches!(self.kind(), Kind::Int | Kind::Float)
            .then(|| scalar::number(self.text(), self.kind()))
    }

    /// The value of a whole number.
    pub fn as_i64(self) -> Option<i64> {
        self.as_number().and_then(Number::as_i64)
    }

    /// Whether it is null.
    pub fn is_null(self) -> bool {
        self.kind() == Kind::Null
    }

    /// Whether it is a mapping.
    pub fn is_mapping(self) -> bool {
        self.kind() == Kind::Mapping
    }

    /// Whether it is a sequence.
    pub fn is_sequence(self) -> bool {
        self.kind() == Kind::Sequence
    }

    /// How many entries or items a collection has, merges and repeated keys counted as read.
    pub fn len(self) -> usize {
        let data = self.data();
        match data.kind {
            Kind::Mapping if data.flags & EFFECTIVE != 0 => self
                .tree
                .effective
                .get(&self.id.0)
                .map_or(0, std::vec::Vec::len),
            Kind::Mapping | Kind::Sequence => data.a as usize,
            _ => 0,
        }
    }

    /// Whether a collection has no entry or item; true for scalars.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The keys of a mapping with their values as kubectl sees them: merges resolved, the last
    /// of repeated keys. Nothing for other kinds.
    pub fn entries(self) -> Entries<'t> {
        let data = self.data();
        let state = match data.kind {
            Kind::Mapping if data.flags & EFFECTIVE != 0 => {
                let list = self.tree.effective.get(&self.id.0);
                EntriesState::Effective(list.map_or(&[][..], |list| list).iter())
            }
            Kind::Mapping => EntriesState::Written(self.id.0 + 1..data.b),
            _ => EntriesState::Written(0..0),
        };
        Entries {
            tree: self.tree,
            state,
        }
    }

    /// The keys of a mapping with their values as written: every repeated key, merges unresolved.
    pub fn written_entries(self) -> impl Iterator<Item = (Node<'t>, Node<'t>)> {
        let mapping = self.is_mapping().then_some(self.id);
        let entries = mapping
            .into_iter()
            .flat_map(|id| self.tree.written_entries(id));
        entries.map(|(key, value)| {
            // Not `Tree::node`, which would follow an alias away from here.
            let at = |id| Node {
                tree: self.tree,
                id,
            };
            (at(key), at(value))
        })
    }

    /// The items of a sequence; nothing for other kinds.
    pub fn items(self) -> Items<'t> {
        let data = self.data();
        Items {
            tree: self.tree,
            ids: match data.kind {
                Kind::Sequence => self.id.0 + 1..data.b,
                _ => 0..0,
            },
        }
    }

    /// The value of a key.
    pub fn get(self, key: &str) -> Option<Node<'t>> {
        self.entry(key).map(|(_, value)| value)
    }

    /// A key and its value.
    pub fn entry(self, key: &str) -> Option<(Node<'t>, Node<'t>)> {
        self.entries().find(|(node, _)| node.text() == key)
    }

    /// The value at the end of a chain of keys.
    pub fn dig(self, keys: &[&str]) -> Option<Node<'t>> {
        keys.iter().try_fold(self, |node, key| node.get(key))
    }

    /// The item of a sequence at `index`.
    pub fn item(self, index: usize) -> Option<Node<'t>> {
        self.items().nth(index)
    }

    /// For a key: whether kubectl reads other text than what is written.
    pub fn is_retyped_key(self) -> bool {
        self.data().flags & RETYPED_KEY != 0
    }

    /// Whether a scalar's value is filled in later (`${VAR}`); with a default it has its kind.
    pub fn is_placeholder(self) -> bool {
        self.data().flags & PLACEHOLDER != 0
    }

    /// Whether a scalar's value is filled in later and nothing is known of it.
    pub fn is_open_placeholder(self) -> bool {
        self.data().flags & OPEN != 0
    }

    /// Whether nothing is known of the value of some scalar at or below it.
    pub fn has_open_placeholder(self) -> bool {
        let data = self.data();
        let end = match data.kind {
            Kind::Sequence | Kind::Mapping => data.b,
            _ => self.id.0 + 1,
        };
        self.tree.nodes[self.id.0 as usize..end as usize]
            .iter()
            .any(|data| data.flags & OPEN != 0)
    }

    /// Whether a tag (`!!str` …) decided the kind.
    pub fn is_tagged(self) -> bool {
        self.data().flags & TAGGED != 0
    }

    /// Its JSON value, as kubectl hands it on.
    pub fn to_json(self) -> serde_json::Value {
        super::json::to_value(self)
    }

    pub(super) fn data(self) -> &'t Data {
        self.tree.data(self.id)
    }
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Node")
            .field("kind", &self.kind())
            .field("range", &self.range())
            .field("source", &self.source())
            .finish()
    }
}

/// The entries of a mapping.
#[derive(Clone)]
pub struct Entries<'t> {
    tree: &'t Tree,
    state: EntriesState<'t>,
}

#[derive(Clone)]
enum EntriesState<'t> {
    Written(Range<u32>),
    Effective(std::slice::Iter<'t, (NodeId, NodeId)>),
}

impl<'t> Iterator for Entries<'t> {
    type Item = (Node<'t>, Node<'t>);

    fn next(&mut self) -> Option<Self::Item> {
        let (key, value) = match &mut self.state {
            EntriesState::Written(ids) => {
                if ids.start >= ids.end {
                    return None;
                }
                let key = NodeId(ids.start);
                let value = self.tree.after(key);
                ids.start = self.tree.after(value).0;
                (key, value)
            }
            EntriesState::Effective(list) => *list.next()?,
        };
        Some((self.tree.node(key), self.tree.node(value)))
    }
}

/// The items of a sequence.
#[derive(Clone)]
pub struct Items<'t> {
    tree: &'t Tree,
    ids: Range<u32>,
}

impl<'t> Iterator for Items<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ids.start >= self.ids.end {
            return None;
        }
        let id = NodeId(self.ids.start);
        self.ids.start = self.tree.after(id).0;
        Some(self.tree.node(id))
    }
}
