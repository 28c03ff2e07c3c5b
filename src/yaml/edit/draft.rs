//! The text that is being edited: what is kept of it, and what is new.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

use super::layout::{
    Change, before, end, is_alias, is_blank_or_comment, items, line_end, next_line, start, text,
};
use super::manner::Manner;
use super::place::Way;
use super::{Operation, Refusal, model, perform, splice};
use crate::diagnostic::Edit;
use crate::source::{FileId, Span};
use crate::yaml::json::to_value;
use crate::yaml::node::Node;
use crate::yaml::parse::{Limits, parse};
use crate::yaml::path::Segment;
use crate::yaml::tree::{NodeId, Style, Tree};

/// A part of a file in the middle of being edited: an object, or the document that it lies in.
#[derive(Debug)]
pub(super) struct Draft {
    /// Where it lies in the file.
    base: usize,
    /// How many blanks were put before it, so that its columns are true.
    padding: usize,
    /// How many bytes it had with them.
    length: usize,
    /// Whether other brackets may be around it.
    in_flow: bool,
    /// Whether the text behind it has to start in a line of its own.
    is_followed: bool,
    /// The object's path in it.
    prefix: Vec<Segment>,
    tree: Tree,
    pieces: VecDeque<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// Bytes of the part as it was.
    Kept(Range<usize>),
    New(String),
}

impl Draft {
    /// A draft for the object `root`.
    ///
    /// An object that shares nothing with its document is edited for itself: of a list of a
    /// thousand, one is read.
    pub(super) fn new(root: Node<'_>) -> Result<Self, Refusal> {
        let file = root.tree();
        let documents = file.documents();
        let document = documents
            .partition_point(|document| document.root <= root.id())
            .checked_sub(1)
            .and_then(|at| documents.get(at))
            .ok_or(Refusal::Inexact)?;
        let content = Node {
            tree: file,
            id: document.root,
        };
        let from = document.span.start as usize;
        let (prefix, has_anchor) = way_to(content, root.id(), from)?;
        if !prefix.is_empty()
            && !has_anchor
            && let Some(draft) = Self::of_object(root)
        {
            return Ok(draft);
        }
        let source = &file.text[from..document.span.end as usize];
        let draft = Self::read(source.to_owned(), from, 0).ok_or(Refusal::Inexact)?;
        Ok(Self {
            prefix,
            is_followed: document.span.end < u32::try_from(file.text.len()).unwrap_or(u32::MAX),
            ..draft
        })
    }

    /// A draft of the object alone, when it reads the same without its document.
    fn of_object(root: Node<'_>) -> Option<Self> {
        let text = text(root);
        let (start, mut end) = (start(root), end(root));
        if text[start..end].contains('&') {
            return None;
        }
        if root.style() == Style::Flow {
            let blanks = text[..start].trim_end_matches([' ', '\t']).len();
            // Its column counts only where it begins a line, which may be very long.
            let begins_line = text[..blanks].is_empty() || text[..blanks].ends_with(['\n', '\r']);
            let padding = if begins_line {
                &text[blanks..start]
            } else {
                ""
            };
            let source = format!("{padding}{}", &text[start..end]);
            let draft = Self::read(source, start, padding.len())?;
            let is_same = is_same_tree(root, content(&draft.tree), start, padding.len());
            return is_same.then_some(Self {
                in_flow: true,
                ..draft
            });
        }
        let lead = before(text, start);
        end = next_line(text, end);
        while end < text.len() && is_blank_or_comment(&text[end..line_end(text, end)]) {
            end = next_line(text, end);
        }
        // The dashes before its first line make it the item of a list.
        let base = start - lead.len();
        let dashes = lead.bytes().filter(|byte| *byte == b'-').count();
        let draft = Self::read(text[base..end].to_owned(), base, 0)?;
        let own = draft.tree.nodes.get(dashes).map(|_| Node {
            tree: &draft.tree,
            id: NodeId(u32::try_from(dashes).unwrap_or(u32::MAX)),
        })?;
        if !is_same_tree(root, own, base, 0) {
            return None;
        }
        Some(Self {
            prefix: vec![Segment::Index(0); dashes],
            is_followed: end < text.len(),
            ..draft
        })
    }

    fn read(source: String, base: usize, padding: usize) -> Option<Self> {
        let length = source.len();
        Some(Self {
            base,
            padding,
            length,
            in_flow: false,
            is_followed: false,
            prefix: Vec::new(),
            tree: read_document(source.into())?,
            pieces: VecDeque::from([Piece::Kept(0..length)]),
        })
    }

    /// Carries out one operation, exactly or not at all.
    pub(super) fn perform(&mut self, operation: &Operation) -> Result<(), Refusal> {
        // The comments after a text block may be read as a part of it: then it is quoted.
        match self.attempt(operation, true) {
            Err(Refusal::Inexact) => self.attempt(operation, false),
            done => done,
        }
    }

    fn attempt(&mut self, operation: &Operation, blocks: bool) -> Result<(), Refusal> {
        let root = content(&self.tree);
        let way = Way::follow(
            root,
            self.in_flow,
            self.prefix.iter().chain(&operation.path().0),
        )?;
        let manner = Manner::of(&way, blocks);
        let mut changes = perform::changes(&way, self.prefix.len(), operation, &manner)?;
        if changes.is_empty() {
            return Ok(());
        }
        changes.sort_by_key(|change| (change.range.start, change.range.end));
        if changes
            .windows(2)
            .any(|two| two[0].range.end > two[1].range.start)
        {
            return Err(Refusal::Inexact);
        }
        let parts = changes
            .iter()
            .map(|change| (change.range.clone(), change.with.as_str()));
        let changed = splice(&self.tree.text, parts);
        let ends_line = |text: &str| text.ends_with(['\n', '\r']);
        if self.is_followed && ends_line(&self.tree.text) && !ends_line(&changed) {
            return Err(Refusal::Inexact);
        }
        let changed = read_document(changed.into()).ok_or(Refusal::Inexact)?;
        let mut wanted = to_value(root);
        model::perform(&mut wanted, &self.prefix, operation).ok_or(Refusal::Inexact)?;
        if !model::is_same(&to_value(content(&changed)), &wanted) {
            return Err(Refusal::Inexact);
        }
        self.tree = changed;
        self.change_pieces(&changes);
        Ok(())
    }

    /// `changes` are in the order of their places.
    fn change_pieces(&mut self, changes: &[Change]) {
        let mut old = std::mem::take(&mut self.pieces);
        let mut at = 0;
        for change in changes {
            self.pieces.extend(take(&mut old, change.range.start - at));
            take(&mut old, change.range.len());
            self.pieces.push_back(Piece::New(change.with.clone()));
            at = change.range.end;
        }
        self.pieces.extend(old);
    }

    /// What was changed, as edits of the file.
    pub(super) fn edits(&self, file: FileId) -> Vec<Edit> {
        let place = |at: usize| {
            let at = self.base + at.saturating_sub(self.padding);
            u32::try_from(at).unwrap_or(u32::MAX)
        };
        let mut edits = Vec::new();
        let mut at = 0;
        let mut replacement = String::new();
        let end = Piece::Kept(self.length..self.length);
        for piece in self.pieces.iter().chain([&end]) {
            match piece {
                Piece::New(text) => replacement.push_str(text),
                Piece::Kept(range) => {
                    if range.start > at || !replacement.is_empty() {
                        edits.push(Edit {
                            span: Span::new(file, place(at), place(range.start)),
                            replacement: std::mem::take(&mut replacement),
                        });
                    }
                    at = range.end;
                }
            }
        }
        edits
    }
}

/// The first `length` bytes of some pieces, taken out of them.
fn take(pieces: &mut VecDeque<Piece>, mut length: usize) -> Vec<Piece> {
    let mut taken = Vec::new();
    while length > 0
        && let Some(piece) = pieces.pop_front()
    {
        let (head, tail) = match piece {
            Piece::Kept(range) => {
                let middle = range.end.min(range.start + length);
                (
                    Piece::Kept(range.start..middle),
                    Piece::Kept(middle..range.end),
                )
            }
            Piece::New(mut text) => {
                let tail = text.split_off(length.min(text.len()));
                (Piece::New(text), Piece::New(tail))
            }
        };
        length -= head.len();
        taken.push(head);
        if tail.len() > 0 {
            pieces.push_front(tail);
        }
    }
    taken
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Piece::Kept(range) => range.len(),
            Piece::New(text) => text.len(),
        }
    }
}

/// Reads a text that is one document without mistakes.
fn read_document(text: Arc<str>) -> Option<Tree> {
    // What is filled in later stays as it is written.
    let limits = Limits {
        placeholders: false,
        ..Limits::default()
    };
    let parsed = parse(text, &limits);
    (parsed.errors.is_empty() && parsed.tree.documents().len() == 1).then_some(parsed.tree)
}

/// The content of the one document of a tree.
fn content(tree: &Tree) -> Node<'_> {
    let id = tree.documents().first().map_or(NodeId(0), |it| it.root);
    Node { tree, id }
}

/// The path from `content`, whose document starts at byte `from`, to the node `id`; and whether
/// an anchor stands on the way, so that other parts of the document may share it.
fn way_to(content: Node<'_>, id: NodeId, from: usize) -> Result<(Vec<Segment>, bool), Refusal> {
    let (tree, text) = (content.tree(), text(content));
    let is_anchored =
        |from: usize, to: usize| text.get(from..to).is_some_and(|gap| gap.contains('&'));
    let holds = |node: &Node<'_>| (node.id().0..tree.after(node.id()).0).contains(&id.0);
    let mut path = Vec::new();
    let mut has_anchor = is_anchored(from, start(content));
    let mut node = content;
    while node.id() != id {
        if is_alias(node) {
            return Err(Refusal::Shared);
        }
        let entry = node.written_entries().find(|(_, value)| holds(value));
        let (segment, inner, before) = if let Some((key, value)) = entry {
            let text = tree.node(key.id()).text().to_owned();
            (Segment::Key(text), value, end(key))
        } else {
            let items = items(node);
            let at = items.iter().position(holds).ok_or(Refusal::Inexact)?;
            let before = at.checked_sub(1).map_or(start(node), |at| end(items[at]));
            (Segment::Index(at), items[at], before)
        };
        has_anchor |= is_anchored(before, start(inner));
        path.push(segment);
        node = inner;
    }
    Ok((path, has_anchor))
}

/// Whether the nodes below `alone` are those below `root`, whose text was cut out of its file at
/// byte `base` and put after `padding` blanks.
fn is_same_tree(root: Node<'_>, alone: Node<'_>, base: usize, padding: usize) -> bool {
    let nodes = |node: Node<'_>| node.id().0..node.tree().after(node.id()).0;
    let (one, other) = (nodes(root), nodes(alone));
    one.len() == other.len()
        && one.zip(other).all(|(one, other)| {
            let one = root.tree().data(NodeId(one));
            let other = alone.tree().data(NodeId(other));
            let moved = |at: u32| at as usize + base;
            one.style == other.style
                && one.start as usize + padding == moved(other.start)
                && one.end as usize + padding == moved(other.end)
        })
}
