//! From a path to the node as it is written, and to the collections around it.

use std::ops::Range;

use super::Refusal;
use super::layout::{is_alias, items};
use crate::yaml::node::Node;
use crate::yaml::path::Segment;
use crate::yaml::tree::{ALIAS, DECODED, NodeId, Style, TAGGED};

/// Where a node stands in its collection.
#[derive(Debug, Clone, Copy)]
pub(super) enum Slot<'t> {
    /// It is the content of the document.
    Root,
    /// The value of a key; `at` counts the entries as written.
    Entry {
        mapping: Node<'t>,
        key: Node<'t>,
        at: usize,
    },
    /// An item.
    Item { list: Node<'t>, at: usize },
}

/// A node as written, aliases not followed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'t> {
    pub(super) node: Node<'t>,
    pub(super) slot: Slot<'t>,
    /// Whether it lies in brackets.
    pub(super) in_flow: bool,
}

/// The way to a node, as far as it exists.
#[derive(Debug)]
pub(super) struct Way<'t, 'p> {
    /// From the document's content on; never empty.
    pub(super) places: Vec<Place<'t>>,
    /// The steps that do not exist.
    pub(super) missing: Vec<&'p Segment>,
}

impl<'t, 'p> Way<'t, 'p> {
    /// Follows `path` from `root`, the content of a document or of brackets.
    pub(super) fn follow(
        root: Node<'t>,
        in_flow: bool,
        path: impl IntoIterator<Item = &'p Segment>,
    ) -> Result<Self, Refusal> {
        let mut way = Self {
            places: vec![Place {
                node: root,
                slot: Slot::Root,
                in_flow,
            }],
            missing: Vec::new(),
        };
        let mut steps = path.into_iter();
        while let Some(step) = steps.next() {
            match way.last().step(step)? {
                Some(place) => way.places.push(place),
                None => {
                    way.missing.push(step);
                    way.missing.extend(steps.by_ref());
                }
            }
        }
        Ok(way)
    }

    /// The deepest place that exists.
    pub(super) fn last(&self) -> Place<'t> {
        self.places[self.places.len() - 1]
    }

    /// The place of the collection that the last place lies in.
    pub(super) fn around(&self) -> Option<Place<'t>> {
        self.places.iter().rev().nth(1).copied()
    }

    /// The last place, when the whole path exists.
    pub(super) fn whole(&self) -> Result<Place<'t>, Refusal> {
        if self.missing.is_empty() {
            Ok(self.last())
        } else {
            Err(Refusal::Missing)
        }
    }
}

impl<'t> Place<'t> {
    /// Whether it, and what may be put here, is written in brackets.
    fn holds_flow(self) -> bool {
        self.in_flow || self.node.style() == Style::Flow
    }

    fn step(self, segment: &Segment) -> Result<Option<Self>, Refusal> {
        let node = self.node;
        if is_alias(node) {
            return Err(Refusal::Shared);
        }
        let found = match segment {
            Segment::Key(name) => {
                if !node.is_mapping() && !node.is_null() {
                    return Err(Refusal::NotMapping);
                }
                entry(node, name)?
            }
            Segment::Index(index) => {
                if !node.is_sequence() {
                    return Err(Refusal::NotList);
                }
                items(node).get(*index).map(|item| {
                    let list = node;
                    (*item, Slot::Item { list, at: *index })
                })
            }
        };
        Ok(found.map(|(node, slot)| Self {
            node,
            slot,
            in_flow: self.holds_flow(),
        }))
    }
}

/// The one entry of `mapping` that sets `name` and is not overridden.
pub(super) fn entry<'t>(
    mapping: Node<'t>,
    name: &str,
) -> Result<Option<(Node<'t>, Slot<'t>)>, Refusal> {
    let tree = mapping.tree();
    let mut found = None;
    for (at, (key, value)) in mapping.written_entries().enumerate() {
        if is_merge(key) {
            if name == "<<" {
                return Err(Refusal::Merged);
            }
            continue;
        }
        // The key of an alias is that of what it stands for.
        if tree.node(key.id()).text() != name {
            continue;
        }
        if found.is_some() {
            return Err(Refusal::Repeated);
        }
        found = Some((value, Slot::Entry { mapping, key, at }));
    }
    let read = mapping.entry(name).map(|(key, _)| key.id());
    match (&found, read) {
        (Some((_, Slot::Entry { key, .. })), Some(read)) if tree.node(key.id()).id() == read => {
            Ok(found)
        }
        (None, None) => Ok(None),
        _ => Err(Refusal::Merged),
    }
}

/// As the reader sees merges: a plain `<<` without a tag.
fn is_merge(key: Node<'_>) -> bool {
    let data = key.data();
    data.style == Style::Plain && data.flags & (ALIAS | TAGGED | DECODED) == 0 && key.text() == "<<"
}

/// The nodes that a change touches, as a range of ids.
pub(super) fn ids(first: Node<'_>, last: Node<'_>) -> Range<u32> {
    first.id().0..last.tree().after(last.id()).0
}

/// Whether some alias stands for a node that lies around or inside of what is touched.
pub(super) fn is_shared(root: Node<'_>, touched: &Range<u32>) -> bool {
    let tree = root.tree();
    (root.id().0..tree.after(root.id()).0)
        .map(|id| tree.data(NodeId(id)))
        .filter(|data| data.flags & ALIAS != 0)
        .any(|alias| {
            let target = NodeId(alias.b);
            let reaches = target.0..tree.after(target).0;
            reaches.contains(&touched.start) || touched.contains(&target.0)
        })
}
