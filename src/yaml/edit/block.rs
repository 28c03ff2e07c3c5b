//! Entries and items that are written in lines.

use serde_json::Value;

use super::Refusal;
use super::layout::{
    Change, LineEnd, after_colon, before, column, dashes, has_property, is_blank, items,
    line_start, skip_blank, start, text,
};
use super::manner::Manner;
use super::place::{Place, Slot};
use crate::yaml::node::Node;

/// Adds an entry after the last one of a mapping.
pub(super) fn insert_entry(
    mapping: Node<'_>,
    key: &str,
    value: &Value,
    manner: &Manner,
) -> Result<Vec<Change>, Refusal> {
    let (first, _) = mapping.written_entries().next().ok_or(Refusal::Layout)?;
    let column = column(text(mapping), start(first)).ok_or(Refusal::Layout)?;
    let lines = manner.entry(key, value, column);
    let change = LineEnd::of(mapping).add(&lines, manner.newline);
    Ok(change.into_iter().collect())
}

/// Adds an item after the last one of a list.
pub(super) fn append_item(
    list: Node<'_>,
    value: &Value,
    manner: &Manner,
) -> Result<Vec<Change>, Refusal> {
    let text = text(list);
    let column = column(text, start(list)).ok_or(Refusal::Layout)?;
    let gap = items(list)
        .first()
        .and_then(|first| text.get(start(list) + 1..start(*first)))
        .filter(|gap| !gap.is_empty() && gap.bytes().all(|byte| byte == b' '))
        .map_or(1, str::len);
    let lines = manner.item(value, column, gap);
    let change = LineEnd::of(list).add(&lines, manner.newline);
    Ok(change.into_iter().collect())
}

/// Takes the part at `at` out of a mapping or list.
pub(super) fn remove(around: Place<'_>, at: usize) -> Result<Vec<Change>, Refusal> {
    let text = text(around.node);
    let parts = parts(around.node)?;
    let part = parts[at];
    if parts.len() == 1 {
        return empty_out(around, part);
    }
    let lead = before(text, part.start);
    if lead.bytes().all(|byte| byte == b' ') {
        return Ok(vec![whole_lines(text, part)]);
    }
    // `- name: web`: what follows takes its place.
    let next = parts.get(at + 1).ok_or(Refusal::Layout)?;
    if at > 0 || column(text, part.start).is_none() {
        return Err(Refusal::Layout);
    }
    let until = part.end.next_line(text);
    let to_next = &text[until.min(next.start)..next.start];
    let change = if to_next.trim_ascii().is_empty() {
        part.start..next.start
    } else {
        let blanks = lead.len() - lead.trim_ascii_end().len();
        part.start - blanks..part.end.before_break(text)
    };
    Ok(vec![Change::delete(change)])
}

/// An entry or item: where its key or dash begins, and where its last line ends.
#[derive(Debug, Clone, Copy)]
struct Part {
    start: usize,
    end: LineEnd,
}

fn parts(collection: Node<'_>) -> Result<Vec<Part>, Refusal> {
    if collection.is_mapping() {
        let part = |(key, value)| Part {
            start: start(key),
            end: LineEnd::of(value),
        };
        return Ok(collection.written_entries().map(part).collect());
    }
    let dashes = dashes(collection).ok_or(Refusal::Layout)?;
    let part = |(start, item): (usize, Node<'_>)| Part {
        start,
        end: LineEnd::of(item),
    };
    Ok(dashes
        .into_iter()
        .zip(items(collection))
        .map(part)
        .collect())
}

fn whole_lines(text: &str, part: Part) -> Change {
    Change::delete(line_start(text, part.start)..part.end.next_line(text))
}

/// Takes the only part out of a mapping or list.
fn empty_out(around: Place<'_>, part: Part) -> Result<Vec<Change>, Refusal> {
    let text = text(around.node);
    let brackets = if around.node.is_mapping() { "{}" } else { "[]" };
    let Slot::Entry { key, .. } = around.slot else {
        let range = part.start..part.end.before_break(text);
        return Ok(vec![Change::replace(range, brackets)]);
    };
    let colon = after_colon(key).ok_or(Refusal::Layout)?;
    if has_property(text, colon..part.start) {
        return Err(Refusal::Property);
    }
    if !is_blank(before(text, part.start)) || skip_blank(text, colon) != part.start {
        return Err(Refusal::Layout);
    }
    Ok(vec![
        Change::insert(colon, format!(" {brackets}")),
        whole_lines(text, part),
    ])
}
