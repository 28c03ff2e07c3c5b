//! Events become nodes.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::{Event, ScanError};

use super::error::{ErrorKind, SyntaxError};
use super::explain::{explain, unknown_alias};
use super::offsets::clamp;
use super::place::{closing_bracket, dash_before, skip_properties};
use super::{Limits, Parsed, bridge, mapping};
use crate::yaml::tree::{ALIAS, Data, Document, Kind, NodeId, Style, TAGGED, Tree};

/// A collection that is not closed yet.
#[derive(Debug)]
struct Frame {
    id: NodeId,
    children: u32,
    /// Nodes below it once aliases are expanded.
    weight: u64,
    anchor: usize,
}

/// What an anchor stands for.
#[derive(Debug, Clone, Copy)]
struct Anchor {
    id: NodeId,
    weight: u64,
    open: bool,
}

/// Builds the tree of a file, document by document.
pub(super) struct Builder {
    pub(super) limits: Limits,
    pub(super) errors: Vec<SyntaxError>,
    /// Where quoted texts begin that the parser saw covered.
    pub(super) covered: Vec<u32>,
    /// Whether the parser saw other characters in some text than there are.
    pub(super) covers_text: bool,
    pub(super) text: Arc<str>,
    pub(super) tree: Tree,
    frames: Vec<Frame>,
    anchors: HashMap<usize, Anchor>,
    /// Weight of the current document so far.
    weight: u64,
    document_start: u32,
    document_nodes: u32,
    /// One past the last character of the last node.
    pub(super) last_end: u32,
    pub(super) json: bool,
}

/// How far a tree had been built.
pub(super) struct Checkpoint {
    nodes: usize,
    decoded: usize,
    documents: usize,
    duplicates: usize,
    retyped_keys: usize,
}

impl Builder {
    pub(super) fn new(text: Arc<str>, limits: Limits) -> Self {
        let json = bridge::is_json(&text);
        let mut tree = Tree::default();
        // Roughly one node for every 20 bytes of a manifest.
        tree.nodes.reserve(text.len() / 20 + 4);
        tree.text = Arc::clone(&text);
        Self {
            limits,
            errors: Vec::new(),
            covered: Vec::new(),
            covers_text: false,
            text,
            tree,
            frames: Vec::new(),
            anchors: HashMap::new(),
            weight: 0,
            document_start: 0,
            document_nodes: 0,
            last_end: 0,
            json,
        }
    }

    pub(super) fn finish(mut self) -> Parsed {
        self.errors.sort_by_key(|error| error.range.start);
        self.tree.nodes.shrink_to_fit();
        Parsed {
            tree: self.tree,
            errors: self.errors,
        }
    }

    pub(super) fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            nodes: self.tree.nodes.len(),
            decoded: self.tree.decoded.len(),
            documents: self.tree.documents.len(),
            duplicates: self.tree.duplicates.len(),
            retyped_keys: self.tree.retyped_keys.len(),
        }
    }

    /// Forgets what was built since.
    pub(super) fn restore(&mut self, to: &Checkpoint) {
        self.tree.nodes.truncate(to.nodes);
        self.tree.decoded.truncate(to.decoded);
        self.tree.documents.truncate(to.documents);
        self.tree.duplicates.truncate(to.duplicates);
        self.tree.retyped_keys.truncate(to.retyped_keys);
        let kept = clamp(to.nodes);
        self.tree.effective.retain(|id, _| *id < kept);
        self.frames.clear();
        self.anchors.clear();
    }

    /// Whether the last node is a text block.
    pub(super) fn last_is_text_block(&self) -> bool {
        let style = self.tree.nodes.last().map(|data| data.style);
        matches!(style, Some(Style::Literal | Style::Folded))
    }

    /// How many `[` and `{` are open before the end of the last node.
    pub(super) fn brackets(&self) -> usize {
        self.frames
            .iter()
            .map(|frame| self.tree.data(frame.id))
            .filter(|data| data.style == Style::Flow && data.start < self.last_end)
            .count()
    }

    /// The byte at which the document starts that is being read.
    pub(super) fn document_start(&self) -> usize {
        self.document_start as usize
    }

    /// Notes why the current document is refused; gives the byte at which it went wrong.
    pub(super) fn fail(&mut self, error: SyntaxError) -> usize {
        let at = error.range.start as usize;
        // A document whose start was not seen yet is found and read once more.
        if self.errors.last() != Some(&error) {
            self.errors.push(error);
        }
        self.frames.clear();
        self.anchors.clear();
        at
    }

    /// Says that nothing was read from byte `at` on.
    pub(super) fn give_up(&mut self, at: usize) {
        let error = SyntaxError::new(
            clamp(at)..clamp(at),
            format!(
                "{} documents of this file are broken: the rest of it is not read",
                self.limits.errors
            ),
        );
        self.errors.push(error.of_kind(ErrorKind::Limit));
    }

    /// Takes the document around byte `at` out of the tree; gives where it ends, none when no
    /// document is there or its error was reported before.
    pub(super) fn refuse_document(&mut self, at: u32) -> Option<u32> {
        let found = self
            .tree
            .documents
            .iter()
            .position(|document| document.span.contains(&at))?;
        Some(self.tree.documents.remove(found).span.end)
    }

    pub(super) fn scan_error(&self, error: &ScanError, at: u32) -> SyntaxError {
        let length = clamp(self.text.len());
        let start = at.min(length);
        let width = self.text[self.text.floor_char_boundary(start as usize)..]
            .chars()
            .next()
            .filter(|c| !matches!(c, '\n' | '\r'))
            .map_or(0, char::len_utf8);
        let explained = explain(start..start + clamp(width), error.info(), &self.text);
        match self.open_bracket() {
            Some(open) if explained.kind == ErrorKind::Syntax => explained.inside(&self.text, open),
            _ => explained,
        }
    }

    /// The innermost `[` or `{` that is not closed yet.
    pub(super) fn open_bracket(&self) -> Option<u32> {
        self.frames
            .iter()
            .rev()
            .map(|frame| self.tree.data(frame.id))
            .find(|data| data.style == Style::Flow)
            .map(|data| data.start)
    }

    pub(super) fn event(&mut self, event: Event<'_>, span: Range<u32>) -> Result<(), SyntaxError> {
        match event {
            Event::DocumentStart(explicit) => self.start_document(explicit, &span),
            Event::DocumentEnd => {
                self.end_document(&span);
                Ok(())
            }
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(&text, style, anchor, tag.as_deref(), span)
            }
            Event::SequenceStart(anchor, tag) => {
                self.open(Kind::Sequence, anchor, tag.is_some(), span)
            }
            Event::MappingStart(anchor, tag) => {
                self.open(Kind::Mapping, anchor, tag.is_some(), span)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span.end),
            Event::Nothing | Event::StreamStart | Event::StreamEnd => Ok(()),
        }
    }

    fn start_document(&mut self, explicit: bool, span: &Range<u32>) -> Result<(), SyntaxError> {
        self.anchors.clear();
        self.frames.clear();
        self.weight = 0;
        self.document_nodes = clamp(self.tree.nodes.len());
        let before = self.tree.documents.last().map_or(0, |last| last.span.end);
        self.document_start = if explicit { span.start } else { before };
        self.last_end = if explicit { span.end } else { before };
        if explicit
            && let Some(error) =
                bridge::directive_error(&self.text, before as usize..span.start as usize)
        {
            return Err(error);
        }
        Ok(())
    }

    fn end_document(&mut self, span: &Range<u32>) {
        let root = NodeId(self.document_nodes);
        let Some(data) = self.tree.nodes.get(root.0 as usize) else {
            return;
        };
        let empty = data.kind == Kind::Null && data.start == data.end;
        self.tree.documents.push(Document {
            root,
            span: self.document_start..span.start.max(self.last_end),
            empty,
        });
    }

    /// Counts a node and checks the bounds of its document.
    pub(super) fn count(&mut self, weight: u64, at: &Range<u32>) -> Result<(), SyntaxError> {
        self.weight = self.weight.saturating_add(weight);
        if let Some(frame) = self.frames.last_mut() {
            frame.children += 1;
            frame.weight = frame.weight.saturating_add(weight);
        }
        if self.weight > self.limits.expanded_nodes && weight > 1 {
            return Err(SyntaxError::expands(at.clone(), self.limits.expanded_nodes));
        }
        if (at.end as usize).saturating_sub(self.document_start as usize)
            > self.limits.document_bytes
        {
            return Err(SyntaxError::too_large(self.document_start, self.limits));
        }
        Ok(())
    }

    /// Whether the next node is the key of a mapping.
    pub(super) fn at_key(&self) -> bool {
        self.frames.last().is_some_and(|frame| {
            self.tree.data(frame.id).kind == Kind::Mapping && frame.children % 2 == 0
        })
    }

    pub(super) fn push(&mut self, data: Data) -> NodeId {
        let id = NodeId(clamp(self.tree.nodes.len()));
        self.last_end = data.end;
        self.tree.nodes.push(data);
        id
    }

    pub(super) fn register(&mut self, anchor: usize, id: NodeId, weight: u64, open: bool) {
        if anchor > 0 {
            self.anchors.insert(anchor, Anchor { id, weight, open });
        }
    }

    fn alias(&mut self, anchor: usize, span: Range<u32>) -> Result<(), SyntaxError> {
        let Some(target) = self.anchors.get(&anchor).copied() else {
            return Err(unknown_alias(span, &self.text));
        };
        if target.open {
            return Err(SyntaxError::new(
                span.clone(),
                format!(
                    "the alias `{}` lies inside of what it stands for",
                    self.slice(&span)
                ),
            )
            .with_help("an anchored value cannot contain itself")
            .of_kind(ErrorKind::Alias));
        }
        if self.at_key() && !is_scalar(self.tree.data(target.id).kind) {
            return Err(mapping::key_error(&span, self.tree.data(target.id).kind));
        }
        self.count(target.weight, &span)?;
        let kind = self.tree.data(target.id).kind;
        self.push(Data {
            start: span.start,
            end: span.end,
            a: 0,
            b: target.id.0,
            kind,
            style: Style::Plain,
            flags: ALIAS,
        });
        Ok(())
    }

    fn open(
        &mut self,
        kind: Kind,
        anchor: usize,
        tagged: bool,
        span: Range<u32>,
    ) -> Result<(), SyntaxError> {
        if self.at_key() {
            return Err(mapping::key_error(&span, kind));
        }
        if self.frames.len() >= self.limits.depth {
            return Err(SyntaxError::new(
                span,
                format!("values are nested more than {} deep", self.limits.depth),
            )
            .with_help("no Kubernetes object is nested that deep")
            .of_kind(ErrorKind::Limit));
        }
        self.count(1, &span)?;
        let start = skip_properties(&self.text, &span);
        let flow = matches!(self.text.as_bytes().get(start as usize), Some(b'[' | b'{'))
            && start < span.end;
        let id = self.push(Data {
            start,
            end: span.end.max(start),
            a: 0,
            b: 0,
            kind,
            style: if flow { Style::Flow } else { Style::Block },
            flags: if tagged { TAGGED } else { 0 },
        });
        if flow {
            self.last_end = start + 1;
        }
        self.register(anchor, id, 1, true);
        self.frames.push(Frame {
            id,
            children: 0,
            weight: 1,
            anchor,
        });
        Ok(())
    }

    fn close(&mut self, end: u32) -> Result<(), SyntaxError> {
        let Some(frame) = self.frames.pop() else {
            return Ok(());
        };
        if frame.anchor > 0 {
            self.register(frame.anchor, frame.id, frame.weight, false);
        }
        if let Some(parent) = self.frames.last_mut() {
            // The node itself was counted when it was opened.
            parent.weight = parent.weight.saturating_add(frame.weight - 1);
        }
        let after = clamp(self.tree.nodes.len());
        let first = self
            .tree
            .nodes
            .get(frame.id.0 as usize + 1)
            .map(|data| data.start);
        let last_end = self.last_end;
        let data = &mut self.tree.nodes[frame.id.0 as usize];
        data.b = after;
        data.a = match data.kind {
            Kind::Mapping => frame.children / 2,
            _ => frame.children,
        };
        if data.style == Style::Flow {
            data.end = closing_bracket(&self.text, end, last_end);
            self.last_end = data.end;
        } else {
            data.end = last_end.max(data.start);
            if let Some(first) = first {
                data.start = match data.kind {
                    Kind::Sequence => dash_before(&self.text, first).unwrap_or(first),
                    _ => first,
                };
            }
        }
        if data.kind == Kind::Mapping {
            mapping::finish(&mut self.tree, frame.id)?;
        }
        Ok(())
    }
}

fn is_scalar(kind: Kind) -> bool {
    !matches!(kind, Kind::Mapping | Kind::Sequence)
}
