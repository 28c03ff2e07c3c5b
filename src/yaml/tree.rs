//! The tree of a file: nodes in document order in one vector, each with its bytes.
//!
//! A mapping is followed by key, value, key, value …, a sequence by its items, each with all
//! that lies below it; `end` of a collection is the id after its last descendant. So the tree
//! costs one allocation whatever the file holds, and walking it reads memory in order.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::node::Node;

/// A node of one tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

/// What a node is once kubectl has read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`, `~` or nothing at all.
    Null,
    /// A YAML 1.1 boolean: `true`, `yes`, `on`, `y` …
    Bool,
    /// A number without fraction or exponent.
    Int,
    /// Any other number.
    Float,
    /// Text.
    String,
    /// A list.
    Sequence,
    /// Keys with values.
    Mapping,
}

impl Kind {
    /// The word for it in a message, with its article.
    pub fn describe(self) -> &'static str {
        match self {
            Kind::Null => "null",
            Kind::Bool => "a boolean",
            Kind::Int | Kind::Float => "a number",
            Kind::String => "a string",
            Kind::Sequence => "a list",
            Kind::Mapping => "a mapping",
        }
    }
}

/// How a node is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// A scalar without quotes.
    Plain,
    /// `'…'`
    SingleQuoted,
    /// `"…"`
    DoubleQuoted,
    /// `|`
    Literal,
    /// `>`
    Folded,
    /// A collection by indentation.
    Block,
    /// A collection in `[]` or `{}`.
    Flow,
}

/// A node as it is stored; `a` and `b` depend on the kind.
#[derive(Debug, Clone, Copy)]
pub(super) struct Data {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Scalar: first byte of its text. Collection: how many entries or items.
    pub(super) a: u32,
    /// Scalar: one past its text. Collection: the id after its last descendant. Alias: target.
    pub(super) b: u32,
    pub(super) kind: Kind,
    pub(super) style: Style,
    pub(super) flags: u8,
}

/// The text of the scalar lies in `Tree::decoded`, not in the source.
pub(super) const DECODED: u8 = 1;
/// The node stands for another one, `b`.
pub(super) const ALIAS: u8 = 1 << 1;
/// The mapping has merge keys or repeated keys: its entries are in `Tree::effective`.
pub(super) const EFFECTIVE: u8 = 1 << 2;
/// The key is plain and kubectl turns it into other text (`on` into `true`).
pub(super) const RETYPED_KEY: u8 = 1 << 3;
/// The scalar carries a tag.
pub(super) const TAGGED: u8 = 1 << 4;
/// The scalar holds a placeholder such as `${VAR}`.
pub(super) const PLACEHOLDER: u8 = 1 << 5;
/// Nothing is known of the placeholder's value.
pub(super) const OPEN: u8 = 1 << 6;

/// One document of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its content; a null node when it holds nothing but comments.
    pub root: NodeId,
    /// The bytes from its `---` (or the start of the file) to the next document.
    pub span: Range<u32>,
    /// Whether anything but comments is in it.
    pub empty: bool,
}

/// Two places of one mapping that set the same key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DuplicateKey {
    /// The mapping that has both.
    pub(super) mapping: NodeId,
    pub(super) first: NodeId,
    pub(super) second: NodeId,
    /// The second one comes from a merge (`<<`) and wins over the first.
    pub(super) merged: bool,
}

/// A whole file.
#[derive(Debug, Default)]
pub struct Tree {
    pub(super) text: Arc<str>,
    pub(super) decoded: String,
    pub(super) nodes: Vec<Data>,
    pub(super) effective: HashMap<u32, Vec<(NodeId, NodeId)>>,
    pub(super) documents: Vec<Document>,
    pub(super) duplicates: Vec<DuplicateKey>,
    pub(super) retyped_keys: Vec<NodeId>,
    pub(super) has_placeholders: bool,
}

impl Tree {
    /// The text that the tree was read from.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// The documents that could be read, in order.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The node of an id; an alias gives the node that it stands for.
    pub fn node(&self, id: NodeId) -> Node<'_> {
        let data = &self.nodes[id.0 as usize];
        let id = if data.flags & ALIAS == 0 {
            id
        } else {
            NodeId(data.b)
        };
        Node { tree: self, id }
    }

    /// Whether any scalar of the file is filled in later (`${VAR}`).
    pub fn has_placeholders(&self) -> bool {
        self.has_placeholders
    }

    /// How many nodes the file has.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the file has no node at all.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Bytes of memory that the tree holds besides the text itself.
    pub fn heap_bytes(&self) -> usize {
        self.nodes.capacity() * size_of::<Data>() + self.decoded.capacity()
    }

    pub(super) fn data(&self, id: NodeId) -> &Data {
        &self.nodes[id.0 as usize]
    }

    /// The keys and values of a mapping as written: repeated keys and merges among them, aliases
    /// not followed.
    pub(super) fn written_entries(
        &self,
        mapping: NodeId,
    ) -> impl Iterator<Item = (NodeId, NodeId)> + use<'_> {
        let end = self.data(mapping).b;
        let mut next = NodeId(mapping.0 + 1);
        std::iter::from_fn(move || {
            let key = (next.0 < end).then_some(next)?;
            let value = self.after(key);
            next = self.after(value);
            Some((key, value))
        })
    }

    /// The id after `id` and everything below it.
    pub(super) fn after(&self, id: NodeId) -> NodeId {
        let data = self.data(id);
        match data.kind {
            Kind::Sequence | Kind::Mapping if data.flags & ALIAS == 0 => NodeId(data.b),
            _ => NodeId(id.0 + 1),
        }
    }
}
