//! Entries and items that are written in brackets.

use std::ops::Range;

use serde_json::Value;

use super::Refusal;
use super::layout::{
    Change, after, after_colon, before, end, has_comment, has_property, is_absent, is_blank,
    is_blank_or_comment, items, line_end, line_start, next_line, skip_blank, start, text,
};
use super::manner::{Manner, quotes_of};
use super::quote::Quotes;
use crate::yaml::node::Node;

/// Adds an entry after the last one of a mapping that is not empty.
pub(super) fn insert_entry(
    mapping: Node<'_>,
    key: &str,
    value: &Value,
    manner: &Manner,
) -> Result<Vec<Change>, Refusal> {
    let write = |indent: Option<&str>| manner.flow_entry(key, value, indent);
    insert(mapping, write, manner)
}

/// Adds an item after the last one of a list that is not empty.
pub(super) fn append_item(
    list: Node<'_>,
    value: &Value,
    manner: &Manner,
) -> Result<Vec<Change>, Refusal> {
    let quotes = items(list)
        .iter()
        .filter(|item| item.as_str().is_some())
        .map(|item| quotes_of(*item))
        .next_back()
        .unwrap_or(Quotes::None);
    let write = |indent: Option<&str>| manner.flow(value, indent, quotes);
    insert(list, write, manner)
}

fn insert(
    collection: Node<'_>,
    write: impl Fn(Option<&str>) -> String,
    manner: &Manner,
) -> Result<Vec<Change>, Refusal> {
    let text = text(collection);
    let parts = parts(collection)?;
    let last = parts.last().ok_or(Refusal::Layout)?;
    let indent = before(text, last.range.start);
    if !is_blank(indent) {
        let with = format!("{}{}{}", last.gap, manner.comma(), write(None));
        return Ok(vec![Change::insert(last.range.end, with)]);
    }
    // Each part has lines of its own.
    let (part, newline) = (write(Some(indent)), manner.newline);
    let until = last.comma.map_or(last.range.end, |comma| comma + 1);
    if !is_blank_or_comment(after(text, until)) {
        let with = format!("{},{newline}{indent}{part}", last.gap);
        return Ok(vec![Change::insert(last.range.end, with)]);
    }
    let comma = if last.comma.is_some() { "," } else { "" };
    let line = Change::insert(
        line_end(text, until),
        format!("{newline}{indent}{part}{comma}"),
    );
    if last.comma.is_some() {
        return Ok(vec![line]);
    }
    let comma = Change::insert(last.range.end, format!("{},", last.gap));
    Ok(vec![comma, line])
}

/// Takes the part at `at` out of a mapping or list.
pub(super) fn remove(collection: Node<'_>, at: usize) -> Result<Vec<Change>, Refusal> {
    let text = text(collection);
    let parts = parts(collection)?;
    let part = &parts[at];
    let range = part.range.clone();
    if parts.len() == 1 {
        let until = part.comma.map_or(range.end, |comma| comma + 1);
        let outside = has_comment(text, start(collection) + 1..range.start)
            || has_comment(text, range.end..end(collection));
        let all = start(collection) + 1..end(collection) - 1;
        return Ok(vec![Change::delete(if outside {
            range.start..until
        } else {
            all
        })]);
    }
    let previous = at.checked_sub(1).map(|at| &parts[at]);
    // The comma before the last part goes with it, unless one follows.
    let comma_before = match (part.comma, previous) {
        (None, Some(previous)) => Some(previous.comma.ok_or(Refusal::Layout)?),
        _ => None,
    };
    let until = part.comma.map_or(range.end, |comma| comma + 1);
    if is_blank(before(text, range.start)) && is_blank_or_comment(after(text, until)) {
        let lines = line_start(text, range.start)..next_line(text, until);
        let comma = comma_before.map(|at| Change::delete(at..at + 1));
        return Ok(comma.into_iter().chain([Change::delete(lines)]).collect());
    }
    if let Some(comma) = comma_before {
        if !has_comment(text, comma + 1..range.start) {
            return Ok(vec![Change::delete(comma..range.end)]);
        }
        return Ok(vec![
            Change::delete(comma..comma + 1),
            Change::delete(range),
        ]);
    }
    let next = match parts.get(at + 1) {
        Some(next) if !has_comment(text, until..next.range.start) => next.range.start,
        _ => until,
    };
    // Before a comma that ends the list nothing follows.
    let from = match (
        parts.get(at + 1),
        previous.and_then(|previous| previous.comma),
    ) {
        (None, Some(comma)) if !has_comment(text, comma + 1..range.start) => comma + 1,
        _ => range.start,
    };
    Ok(vec![Change::delete(from..next)])
}

/// An entry or item, and the comma after it.
#[derive(Debug)]
struct Part {
    range: Range<usize>,
    /// What a comma needs before it: without a space it is a part of `a:`.
    gap: &'static str,
    comma: Option<usize>,
}

fn parts(collection: Node<'_>) -> Result<Vec<Part>, Refusal> {
    let text = text(collection);
    let ranges: Vec<(Range<usize>, &str)> = if collection.is_mapping() {
        let entries = collection.written_entries();
        entries
            .map(|(key, value)| match after_colon(key) {
                Some(colon) if is_absent(value) => (start(key)..colon, " "),
                None if is_absent(value) => (start(key)..end(key), ""),
                _ => (start(key)..end(value), ""),
            })
            .collect()
    } else {
        let items = items(collection).into_iter();
        items.map(|item| (start(item)..end(item), "")).collect()
    };
    let mut parts: Vec<Part> = Vec::with_capacity(ranges.len());
    let mut at = start(collection) + 1;
    for (range, gap) in ranges {
        // Anchors, tags and `?` are parts of what they stand before.
        if skip_blank(text, at) != range.start || has_property(text, at..range.start) {
            return Err(Refusal::Property);
        }
        let comma = skip_blank(text, range.end);
        let comma = (text.as_bytes().get(comma) == Some(&b',')).then_some(comma);
        at = comma.map_or(range.end, |comma| comma + 1);
        parts.push(Part { range, gap, comma });
    }
    if text.as_bytes().get(skip_blank(text, at)) != text.as_bytes().get(end(collection) - 1) {
        return Err(Refusal::Layout);
    }
    Ok(parts)
}
