//! Events become nodes.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use saphyr_parser::{Event, ScalarStyle, ScanError, Tag};

use super::error::{ErrorKind, SyntaxError};
use super::explain::{explain, unknown_alias};
use super::offsets::clamp;
use super::{Limits, Parsed, bridge, mapping, relax};
use crate::yaml::placeholder::{self, Placeholder};
use crate::yaml::scalar::{Resolved, resolve};
use crate::yaml::tree::{
    ALIAS, DECODED, Data, Document, Kind, NodeId, OPEN, PLACEHOLDER, Style, TAGGED, Tree,
};

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
    text: Arc<str>,
    tree: Tree,
    frames: Vec<Frame>,
    anchors: HashMap<usize, Anchor>,
    /// Weight of the current document so far.
    weight: u64,
    document_start: u32,
    document_nodes: u32,
    /// One past the last character of the last node.
    last_end: u32,
    json: bool,
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

    /// Whether the place that was read last lies in `[…]` or `{…}`.
    pub(super) fn in_flow(&self) -> bool {
        self.open_bracket().is_some()
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
    fn open_bracket(&self) -> Option<u32> {
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
        self.last_end = span.end;
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
    fn count(&mut self, weight: u64, at: &Range<u32>) -> Result<(), SyntaxError> {
        self.weight = self.weight.saturating_add(weight);
        if let Some(frame) = self.frames.last_mut() {
            frame.children += 1;
            frame.weight = frame.weight.saturating_add(weight);
        }
        if self.weight > self.limits.expanded_nodes && weight > 1 {
            return Err(SyntaxError::new(
                at.clone(),
                format!(
                    "aliases expand this document to more than {} values",
                    self.limits.expanded_nodes
                ),
            )
            .with_help("write the repeated part once, or split the document")
            .of_kind(ErrorKind::Limit));
        }
        if (at.end as usize).saturating_sub(self.document_start as usize)
            > self.limits.document_bytes
        {
            return Err(SyntaxError::new(
                self.document_start..self.document_start,
                format!(
                    "this document is larger than {} MiB",
                    self.limits.document_bytes >> 20
                ),
            )
            .with_help("split it with `---`")
            .of_kind(ErrorKind::Limit));
        }
        Ok(())
    }

    /// Whether the next node is the key of a mapping.
    fn at_key(&self) -> bool {
        self.frames.last().is_some_and(|frame| {
            self.tree.data(frame.id).kind == Kind::Mapping && frame.children % 2 == 0
        })
    }

    fn push(&mut self, data: Data) -> NodeId {
        let id = NodeId(clamp(self.tree.nodes.len()));
        self.last_end = data.end;
        self.tree.nodes.push(data);
        id
    }

    fn register(&mut self, anchor: usize, id: NodeId, weight: u64, open: bool) {
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
        let dash = first.and_then(|first| dash_before(&self.text, first));
        let data = &mut self.tree.nodes[frame.id.0 as usize];
        data.b = after;
        data.a = match data.kind {
            Kind::Mapping => frame.children / 2,
            _ => frame.children,
        };
        if data.style == Style::Flow {
            data.end = end;
            self.last_end = end;
        } else {
            data.end = last_end.max(data.start);
            if let Some(first) = first {
                data.start = match (data.kind, dash) {
                    (Kind::Sequence, Some(dash)) => dash,
                    _ => first,
                };
            }
        }
        if data.kind == Kind::Mapping {
            mapping::finish(&mut self.tree, frame.id)?;
        }
        Ok(())
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: Range<u32>,
    ) -> Result<(), SyntaxError> {
        let at_key = self.at_key();
        self.count(1, &span)?;
        let mut data = self.place(text, style, &span)?;
        let id = NodeId(clamp(self.tree.nodes.len()));
        let resolved = match tag {
            Some(tag) => {
                data.flags |= TAGGED;
                self.resolve_tagged(text, style, tag, &mut data)?
            }
            None if style == ScalarStyle::Plain => resolve(text),
            None => Resolved::String,
        };
        if resolved == Resolved::NotFinite {
            return Err(SyntaxError::new(
                data.start..data.end,
                format!("`{text}` is a number that JSON cannot hold"),
            )
            .with_help("quote it when it is meant as text"));
        }
        data.kind = resolved.kind();
        if at_key {
            self.key(resolved, &mut data, id)?;
        } else if self.limits.placeholders
            // What stands in a text block is a script or a file far more often than a value.
            && !matches!(data.style, Style::Literal | Style::Folded)
        {
            self.placeholder(text, &mut data);
        }
        self.register(anchor, id, 1, false);
        self.push(data);
        Ok(())
    }

    /// A value that is filled in later takes the kind of its default.
    fn placeholder(&mut self, text: &str, data: &mut Data) {
        match placeholder::read(text) {
            None => {}
            Some(Placeholder::Open) => data.flags |= PLACEHOLDER | OPEN,
            Some(Placeholder::Default(value)) => {
                data.flags |= PLACEHOLDER;
                // Flux and envsubst fill in text, quotes around it are lost on the way.
                data.kind = match resolve(&value) {
                    Resolved::NotFinite => Kind::String,
                    resolved => resolved.kind(),
                };
                self.store_decoded(&value, data);
            }
        }
    }

    /// Where the scalar and its text lie.
    fn place(
        &mut self,
        value: &str,
        style: ScalarStyle,
        span: &Range<u32>,
    ) -> Result<Data, SyntaxError> {
        let (style, start, end) = match style {
            ScalarStyle::Plain => (Style::Plain, skip_properties(&self.text, span), span.end),
            ScalarStyle::SingleQuoted => (
                Style::SingleQuoted,
                skip_properties(&self.text, span),
                span.end,
            ),
            ScalarStyle::DoubleQuoted => (
                Style::DoubleQuoted,
                skip_properties(&self.text, span),
                span.end,
            ),
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let style = if style == ScalarStyle::Literal {
                    Style::Literal
                } else {
                    Style::Folded
                };
                let start = block_header(&self.text, self.last_end, span.start);
                (style, start, trim_block(&self.text, start, span.end))
            }
        };
        let mut data = Data {
            start: start.min(end),
            end,
            a: start,
            b: end,
            kind: Kind::String,
            style,
            flags: 0,
        };
        if style == Style::Plain && start == end {
            data.start = after_colon(&self.text, self.last_end, span.start);
            data.end = data.start;
            data.a = data.start;
            data.b = data.start;
        }
        let inner = match style {
            Style::SingleQuoted | Style::DoubleQuoted if end > start + 1 => start + 1..end - 1,
            _ => data.start..data.end,
        };
        if let Some(decoded) = self.decode_covered(&data) {
            self.store_decoded(&decoded, &mut data);
            return Ok(data);
        }
        if style == Style::DoubleQuoted
            && !self.json
            && let Some(at) = bridge::escaped_slash(self.slice(&inner))
        {
            let at = inner.start + clamp(at);
            return Err(
                SyntaxError::new(at..at + 2, "an unknown escape in a double-quoted text")
                    .with_help("write `/` without a backslash; kubectl refuses `\\/`"),
            );
        }
        if self.slice(&inner) == value {
            (data.a, data.b) = (inner.start, inner.end);
        } else {
            self.store_decoded(value, &mut data);
        }
        Ok(data)
    }

    /// The true text of a quoted scalar that the parser did not see as it is.
    fn decode_covered(&self, data: &Data) -> Option<String> {
        let raw = self.slice(&(data.start..data.end));
        if data.style == Style::DoubleQuoted && self.json && raw.contains("\\u") {
            return serde_json::from_str(raw).ok();
        }
        (!self.covered.is_empty() && self.covered.contains(&data.start))
            .then(|| relax::decode_quoted(raw))
            .flatten()
    }

    fn resolve_tagged(
        &mut self,
        text: &str,
        style: ScalarStyle,
        tag: &Tag,
        data: &mut Data,
    ) -> Result<Resolved, SyntaxError> {
        let core = tag.is_yaml_core_schema();
        let refuse = |what: &str| {
            Err(SyntaxError::new(
                data.start..data.end,
                format!("`{text}` cannot be read as {what}"),
            ))
        };
        match tag.suffix.as_str() {
            "int" if core => match resolve(text) {
                number @ Resolved::Number(_) => Ok(number),
                _ => refuse("an integer (`!!int`)"),
            },
            "float" if core => match resolve(text) {
                number @ (Resolved::Number(_) | Resolved::NotFinite) => Ok(number),
                _ => refuse("a number (`!!float`)"),
            },
            "bool" if core => match resolve(text) {
                boolean @ Resolved::Bool(_) => Ok(boolean),
                _ => refuse("a boolean (`!!bool`)"),
            },
            "null" if core => Ok(Resolved::Null),
            "binary" if core => {
                let compact: String = text.split_whitespace().collect();
                match STANDARD.decode(compact).map(String::from_utf8) {
                    Ok(Ok(decoded)) => {
                        self.store_decoded(&decoded, data);
                        Ok(Resolved::String)
                    }
                    _ => refuse("base64 text (`!!binary`)"),
                }
            }
            "str" if core => Ok(Resolved::String),
            // Other tags of the YAML core are no more than names for what is written.
            _ if core && style == ScalarStyle::Plain => Ok(match resolve(text) {
                Resolved::Null => Resolved::Null,
                _ => Resolved::String,
            }),
            _ => Ok(Resolved::String),
        }
    }

    /// A key becomes the text that kubectl makes of it.
    fn key(&mut self, resolved: Resolved, data: &mut Data, id: NodeId) -> Result<(), SyntaxError> {
        let text: Cow<'_, str> = match resolved {
            Resolved::String | Resolved::NotFinite => return Ok(()),
            Resolved::Bool(value) => Cow::Borrowed(if value { "true" } else { "false" }),
            Resolved::Number(number) => Cow::Owned(number.as_key()),
            Resolved::Null => return Err(mapping::key_error(&(data.start..data.end), Kind::Null)),
        };
        data.kind = Kind::String;
        let written = self
            .text
            .get(data.a as usize..data.b as usize)
            .filter(|_| data.flags & DECODED == 0);
        if written != Some(&*text) {
            data.flags |= crate::yaml::tree::RETYPED_KEY;
            self.tree.retyped_keys.push(id);
            let text = text.into_owned();
            self.store_decoded(&text, data);
        }
        Ok(())
    }

    fn store_decoded(&mut self, text: &str, data: &mut Data) {
        data.flags |= DECODED;
        data.a = clamp(self.tree.decoded.len());
        self.tree.decoded.push_str(text);
        data.b = clamp(self.tree.decoded.len());
    }

    fn slice(&self, range: &Range<u32>) -> &str {
        self.text
            .get(range.start as usize..range.end as usize)
            .unwrap_or("")
    }
}

pub(super) fn is_scalar(kind: Kind) -> bool {
    !matches!(kind, Kind::Mapping | Kind::Sequence)
}

/// The start of a node after its `&anchor` and `!tag`.
fn skip_properties(text: &str, span: &Range<u32>) -> u32 {
    let bytes = text.as_bytes();
    let end = span.end as usize;
    let mut at = span.start as usize;
    while at < end && matches!(bytes.get(at), Some(b'&' | b'!')) {
        while at < end && !bytes[at].is_ascii_whitespace() {
            at += 1;
        }
        while at < end && bytes[at].is_ascii_whitespace() {
            at += 1;
        }
    }
    clamp(at)
}

/// The `|` or `>` of a text block whose content starts at `content`, after the token that
/// ends at `from`.
fn block_header(text: &str, from: u32, content: u32) -> u32 {
    let bytes = text.as_bytes();
    let mut at = from as usize;
    let end = (content as usize).min(bytes.len());
    while at < end {
        match bytes[at] {
            b'|' | b'>' => return clamp(at),
            b'#' => at += memchr::memchr(b'\n', &bytes[at..end]).unwrap_or(end - at),
            b'&' | b'!' => {
                while at < end && !bytes[at].is_ascii_whitespace() {
                    at += 1;
                }
            }
            _ => at += 1,
        }
    }
    content
}

/// The end of a text block without the line breaks after it.
fn trim_block(text: &str, start: u32, end: u32) -> u32 {
    let body = text.get(start as usize..end as usize).unwrap_or("");
    start + clamp(body.trim_end().len())
}

/// Where an absent value would stand: after the `:` or `-` that announces it.
fn after_colon(text: &str, from: u32, at: u32) -> u32 {
    let bytes = text.as_bytes();
    let mut here = from as usize;
    while here < bytes.len() && matches!(bytes[here], b' ' | b'\t') {
        here += 1;
    }
    if bytes.get(here) == Some(&b':') {
        clamp(here + 1)
    } else {
        at
    }
}

/// The `-` of the item that starts at `first`, when it stands on the same line.
fn dash_before(text: &str, first: u32) -> Option<u32> {
    let before = text.get(..first as usize)?.trim_end_matches([' ', '\t']);
    before.ends_with('-').then(|| clamp(before.len() - 1))
}
