//! Lines, columns and blanks around the nodes of a text.

use std::ops::Range;

use crate::yaml::node::Node;
use crate::yaml::tree::{ALIAS, Kind, NodeId, Style};

/// Replaces some bytes of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) range: Range<usize>,
    pub(super) with: String,
}

impl Change {
    pub(super) fn replace(range: Range<usize>, with: impl Into<String>) -> Self {
        let with = with.into();
        Self { range, with }
    }

    pub(super) fn insert(at: usize, with: impl Into<String>) -> Self {
        Self::replace(at..at, with)
    }

    pub(super) fn delete(range: Range<usize>) -> Self {
        Self::replace(range, "")
    }
}

const BYTE_ORDER_MARK: char = '\u{feff}';

pub(super) fn text(node: Node<'_>) -> &str {
    &node.tree().text
}

pub(super) fn start(node: Node<'_>) -> usize {
    node.range().start as usize
}

pub(super) fn end(node: Node<'_>) -> usize {
    node.range().end as usize
}

/// Whether a node as written stands for another one.
pub(super) fn is_alias(node: Node<'_>) -> bool {
    node.data().flags & ALIAS != 0
}

/// Whether nothing is written where the node is.
pub(super) fn is_absent(node: Node<'_>) -> bool {
    node.is_null() && !is_alias(node) && node.range().is_empty()
}

/// Whether a node as written is `null`, `~` or nothing.
pub(super) fn is_null(node: Node<'_>) -> bool {
    let is_word = matches!(node.source(), "" | "~" | "null" | "Null" | "NULL");
    node.is_null() && !is_alias(node) && is_word
}

pub(super) fn is_block_scalar(node: Node<'_>) -> bool {
    matches!(node.style(), Style::Literal | Style::Folded)
}

/// The items of a list as written: aliases not followed.
pub(super) fn items(list: Node<'_>) -> Vec<Node<'_>> {
    let tree = list.tree();
    if list.kind() != Kind::Sequence || is_alias(list) {
        return Vec::new();
    }
    let last = tree.after(list.id());
    let mut next = NodeId(list.id().0 + 1);
    let mut items = Vec::with_capacity(list.len());
    while next < last {
        items.push(Node { tree, id: next });
        next = tree.after(next);
    }
    items
}

/// The last node below `node`, or itself.
pub(super) fn last_descendant(node: Node<'_>) -> Node<'_> {
    let tree = node.tree();
    let id = NodeId(tree.after(node.id()).0 - 1);
    Node { tree, id }
}

pub(super) fn line_start(text: &str, at: usize) -> usize {
    match text[..at].rfind(['\n', '\r']) {
        Some(found) => found + 1,
        None if text.starts_with(BYTE_ORDER_MARK) => BYTE_ORDER_MARK.len_utf8().min(at),
        None => 0,
    }
}

/// The end of the line without its line break.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text[at..]
        .find(['\n', '\r'])
        .map_or(text.len(), |found| at + found)
}

/// What follows the line break at the end of the line.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    let end = line_end(text, at);
    let rest = &text[end..];
    end + if rest.starts_with("\r\n") {
        2
    } else {
        usize::from(!rest.is_empty())
    }
}

/// What stands in the line before `at`.
pub(super) fn before(text: &str, at: usize) -> &str {
    &text[line_start(text, at)..at]
}

/// What stands in the line after `at`.
pub(super) fn after(text: &str, at: usize) -> &str {
    &text[at..line_end(text, at)]
}

pub(super) fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t'))
}

/// Nothing, or a comment.
pub(super) fn is_blank_or_comment(text: &str) -> bool {
    let trimmed = text.trim_start_matches([' ', '\t']);
    trimmed.is_empty() || trimmed.starts_with('#')
}

/// The column of a node that starts its line, or follows nothing but the dashes of items.
pub(super) fn column(text: &str, at: usize) -> Option<usize> {
    let before = before(text, at);
    before
        .bytes()
        .all(|byte| matches!(byte, b' ' | b'-'))
        .then_some(before.len())
}

/// The first byte at or after `at` that is no blank, line break or comment.
pub(super) fn skip_blank(text: &str, mut at: usize) -> usize {
    while let Some(byte) = text.as_bytes().get(at) {
        match byte {
            b'#' => at = line_end(text, at),
            b' ' | b'\t' | b'\n' | b'\r' => at += 1,
            _ => break,
        }
    }
    at
}

/// One past the `:` after a key.
pub(super) fn after_colon(key: Node<'_>) -> Option<usize> {
    let text = text(key);
    let rest = &text[end(key)..];
    let colon = rest.trim_start_matches([' ', '\t']);
    colon.starts_with(':').then(|| text.len() - colon.len() + 1)
}

/// The dash of each item of a list that is written in lines.
pub(super) fn dashes(list: Node<'_>) -> Option<Vec<usize>> {
    let text = text(list);
    let mut at = start(list);
    let mut dashes = Vec::new();
    for item in items(list) {
        let dash = skip_blank(text, at);
        if text.as_bytes().get(dash) != Some(&b'-') {
            return None;
        }
        dashes.push(dash);
        at = if is_absent(item) { dash + 1 } else { end(item) };
    }
    Some(dashes)
}

/// Whether a comment lies between the tokens in a range that holds no text of a scalar.
pub(super) fn has_comment(text: &str, range: Range<usize>) -> bool {
    let bytes = text.as_bytes();
    range.clone().any(|at| {
        let before = at.checked_sub(1).map_or(b'\n', |at| bytes[at]);
        // Inside of an anchor or tag it is a letter like any other.
        let starts = before.is_ascii_whitespace() || b",[]{}\"'".contains(&before);
        bytes[at] == b'#' && (starts || at == range.start)
    })
}

/// Whether an anchor or a tag stands in a range that holds no text of a scalar.
pub(super) fn has_property(text: &str, range: Range<usize>) -> bool {
    let mut at = skip_blank(text, range.start);
    while at < range.end {
        if matches!(text.as_bytes()[at], b'&' | b'!') {
            return true;
        }
        at = skip_blank(text, at + 1);
    }
    false
}

/// Whether comments lie between the first and the last character of a node.
pub(super) fn has_comments_inside(node: Node<'_>) -> bool {
    let (tree, text) = (node.tree(), text(node));
    let mut at = start(node);
    for id in node.id().0..tree.after(node.id()).0 {
        let part = Node {
            tree,
            id: NodeId(id),
        };
        let is_leaf = is_alias(part) || !(part.is_mapping() || part.is_sequence());
        if !is_leaf {
            continue;
        }
        if at < start(part) && has_comment(text, at..start(part)) {
            return true;
        }
        let header = part.source().lines().next().unwrap_or("");
        if is_block_scalar(part) && header.contains('#') {
            return true;
        }
        at = at.max(end(part));
    }
    has_comment(text, at..end(node).max(at))
}

/// Where a line can be added after something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LineEnd {
    pub(super) at: usize,
    /// Whether the line break before is there already.
    pub(super) is_line_start: bool,
}

impl LineEnd {
    /// The end of the last line of a node, with the comment in it, and with the empty lines that
    /// belong to a text block.
    pub(super) fn of(node: Node<'_>) -> Self {
        let text = text(node);
        let last = last_descendant(node);
        let mut end = Self {
            at: line_end(text, end(node)),
            is_line_start: false,
        };
        if !is_block_scalar(last) || is_alias(last) {
            return end;
        }
        let header = last.source().lines().next().unwrap_or("");
        let keeps = header
            .split([' ', '\t'])
            .next()
            .is_some_and(|header| header.contains('+'));
        let mut at = next_line(text, end.at);
        while at < text.len() && is_blank(after(text, at)) {
            let next = next_line(text, at);
            // Spaces beyond the indentation are text; fewer do no harm.
            if keeps || line_end(text, at) > at {
                let is_line_start = line_end(text, at) < next;
                end = Self {
                    at: next,
                    is_line_start,
                };
            }
            at = next;
        }
        end
    }

    /// The start of the line after it.
    pub(super) fn next_line(self, text: &str) -> usize {
        if self.is_line_start {
            self.at
        } else {
            next_line(text, self.at)
        }
    }

    /// The end of its line without the line break.
    pub(super) fn before_break(self, text: &str) -> usize {
        let line = &text[..self.at];
        if !self.is_line_start {
            return line.len();
        }
        let line = line.strip_suffix('\n').unwrap_or(line);
        line.strip_suffix('\r').unwrap_or(line).len()
    }

    /// `lines` as they are written here.
    pub(super) fn lines(self, lines: &[String], newline: &str) -> String {
        let mut out = String::new();
        for line in lines {
            if !self.is_line_start {
                out.push_str(newline);
            }
            out.push_str(line);
            if self.is_line_start {
                out.push_str(newline);
            }
        }
        out
    }

    /// `lines` added here.
    pub(super) fn add(self, lines: &[String], newline: &str) -> Option<Change> {
        (!lines.is_empty()).then(|| Change::insert(self.at, self.lines(lines, newline)))
    }
}
