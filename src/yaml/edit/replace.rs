//! A value in the place of another one, or of nothing.

use serde_json::Value;

use super::Refusal;
use super::layout::{
    Change, LineEnd, after, after_colon, before, column, dashes, end, has_comment,
    has_comments_inside, has_property, is_absent, is_blank, is_blank_or_comment, is_block_scalar,
    line_end, start, text,
};
use super::manner::{Manner, Written, quotes_of};
use super::place::{Place, Slot};
use super::quote::Quotes;
use crate::yaml::node::Node;
use crate::yaml::tree::{Style, TAGGED};

/// The changes that put `value` where the node of `place` is.
pub(super) fn replace(
    place: Place<'_>,
    value: &Value,
    manner: &Manner,
) -> Result<Vec<Change>, Refusal> {
    let node = place.node;
    if node.data().flags & TAGGED != 0 {
        return Err(Refusal::Property);
    }
    if is_absent(node) && matches!(place.slot, Slot::Root) {
        return Err(Refusal::Missing);
    }
    if has_comments_inside(node) {
        return Err(Refusal::Comments);
    }
    let keeps_brackets = node.style() == Style::Flow
        && (!node.is_empty() || matches!(place.slot, Slot::Root))
        && (value.is_object() || value.is_array());
    if place.in_flow || keeps_brackets {
        return in_brackets(place, value, manner);
    }
    match place.slot {
        Slot::Entry { mapping, key, .. } => after_key(node, mapping, key, value, manner),
        Slot::Item { list, at } if is_absent(node) => {
            let dash = dashes(list).ok_or(Refusal::Layout)?[at];
            let column = column(text(node), dash).ok_or(Refusal::Layout)?;
            let written = manner.in_column(value, column + 2, Quotes::None);
            in_nothing(node, dash + 1, written, manner)
        }
        Slot::Item { .. } | Slot::Root => in_place(node, value, manner),
    }
}

fn in_brackets(place: Place<'_>, value: &Value, manner: &Manner) -> Result<Vec<Change>, Refusal> {
    let node = place.node;
    let text = text(node);
    let first = match place.slot {
        Slot::Entry { key, .. } => start(key),
        _ => start(node),
    };
    let indent = Some(before(text, first)).filter(|indent| is_blank(indent));
    let with = manner.flow(value, indent, quotes_of(node));
    if !is_absent(node) {
        return Ok(vec![Change::replace(start(node)..end(node), with)]);
    }
    let Slot::Entry { key, .. } = place.slot else {
        return Err(Refusal::Layout);
    };
    let colon = after_colon(key).ok_or(Refusal::Layout)?;
    Ok(vec![Change::insert(colon, format!(" {with}"))])
}

/// The value of a key in lines.
fn after_key(
    node: Node<'_>,
    mapping: Node<'_>,
    key: Node<'_>,
    value: &Value,
    manner: &Manner,
) -> Result<Vec<Change>, Refusal> {
    let text = text(node);
    let colon = after_colon(key).ok_or(Refusal::Layout)?;
    let first_key = mapping.written_entries().next().map_or(key, |(key, _)| key);
    let column = column(text, start(first_key)).ok_or(Refusal::Layout)?;
    let written = manner.after_key(value, column, quotes_of(node));
    if is_absent(node) {
        return in_nothing(node, colon, written, manner);
    }
    let has_property = has_property(text, colon..start(node));
    if start(node) > line_end(text, colon) {
        // The comment after the key stays.
        let inside = line_end(text, colon)..start(node);
        if has_comment(text, inside) || !is_blank(after(text, end(node))) {
            return Err(Refusal::Comments);
        }
        if has_property {
            return Err(Refusal::Property);
        }
        return Ok(lines_in_lines(node, colon, written, manner));
    }
    if !written.first.is_empty() {
        return Ok(in_line(node, start(node), written, manner));
    }
    if has_property {
        return Err(Refusal::Property);
    }
    Ok(in_line(node, colon, written, manner))
}

/// A value where nothing is written, after a `:` or `-`.
fn in_nothing(
    node: Node<'_>,
    at: usize,
    written: Written,
    manner: &Manner,
) -> Result<Vec<Change>, Refusal> {
    if !is_blank_or_comment(after(text(node), at)) {
        return Err(Refusal::Property);
    }
    let line = LineEnd {
        at: line_end(text(node), at),
        is_line_start: false,
    };
    let mut changes = Vec::new();
    if !written.first.is_empty() {
        changes.push(Change::insert(at, format!(" {}", written.first)));
    }
    changes.extend(line.add(&written.rest, manner.newline));
    Ok(changes)
}

/// A value whose place begins in a line after that of its key.
fn lines_in_lines(node: Node<'_>, colon: usize, written: Written, manner: &Manner) -> Vec<Change> {
    let text = text(node);
    let until = LineEnd::of(node);
    let mut lines = String::new();
    for line in &written.rest {
        lines.push_str(manner.newline);
        lines.push_str(line);
    }
    if until.is_line_start {
        lines.push_str(manner.newline);
    }
    let mut changes = vec![Change::replace(line_end(text, colon)..until.at, lines)];
    if !written.first.is_empty() {
        changes.push(Change::insert(colon, format!(" {}", written.first)));
    }
    changes
}

/// A value whose place begins at `from`, in the line of its key; what follows it in its last line
/// stays.
fn in_line(node: Node<'_>, from: usize, written: Written, manner: &Manner) -> Vec<Change> {
    let line = LineEnd::of(node);
    if is_block_scalar(node) {
        let mut with = written.first;
        for line in &written.rest {
            with.push_str(manner.newline);
            with.push_str(line);
        }
        if line.is_line_start {
            with.push_str(manner.newline);
        }
        return vec![Change::replace(from..line.at, with)];
    }
    let mut changes = vec![Change::replace(from..end(node), written.first)];
    changes.extend(line.add(&written.rest, manner.newline));
    changes
}

/// An item or the whole content of a document.
fn in_place(node: Node<'_>, value: &Value, manner: &Manner) -> Result<Vec<Change>, Refusal> {
    let text = text(node);
    let indentation = before(text, start(node)).len();
    let written = manner.in_column(value, indentation, quotes_of(node));
    if !written.rest.is_empty() && column(text, start(node)).is_none() {
        return Err(Refusal::Layout);
    }
    let is_in_lines = node.style() == Style::Block;
    if is_in_lines && !is_blank(after(text, end(node))) {
        return Err(Refusal::Comments);
    }
    if !is_in_lines {
        return Ok(in_line(node, start(node), written, manner));
    }
    let until = LineEnd::of(node);
    let mut with = written.first;
    for line in &written.rest {
        with.push_str(manner.newline);
        with.push_str(line);
    }
    if until.is_line_start {
        with.push_str(manner.newline);
    }
    Ok(vec![Change::replace(start(node)..until.at, with)])
}
