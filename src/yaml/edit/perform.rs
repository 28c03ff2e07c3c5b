//! Each operation as changes of the text.

use serde_json::{Map, Value};

use super::layout::{self, Change, is_alias, is_null};
use super::manner::{Manner, quotes_of};
use super::place::{Slot, Way, entry, ids, is_shared};
use super::replace::replace;
use super::{Operation, Refusal, block, flow, model};
use crate::yaml::json::to_value;
use crate::yaml::path::Segment;
use crate::yaml::tree::{Style, TAGGED};

/// The changes that carry out an operation whose path is this way; `prefix` steps of it lead to the
/// object. In any order, not overlapping.
pub(super) fn changes(
    way: &Way<'_, '_>,
    prefix: usize,
    operation: &Operation,
    manner: &Manner,
) -> Result<Vec<Change>, Refusal> {
    match operation {
        Operation::Set { value, .. } => set(way, value, manner),
        Operation::Append { value, .. } => append(way, value, manner),
        Operation::Remove { .. } => remove(way, prefix),
        Operation::Rename { to, .. } => rename(way, to, manner),
    }
}

fn set(way: &Way<'_, '_>, value: &Value, manner: &Manner) -> Result<Vec<Change>, Refusal> {
    let place = way.last();
    if !way.missing.is_empty() {
        return insert(way, value, manner);
    }
    check_own(way)?;
    if model::is_same(&to_value(place.node), value) {
        return Ok(Vec::new());
    }
    replace(place, value, manner)
}

/// Adds what is missing on the way to the value.
fn insert(way: &Way<'_, '_>, value: &Value, manner: &Manner) -> Result<Vec<Change>, Refusal> {
    let mut keys = Vec::new();
    for segment in &way.missing {
        match segment {
            Segment::Key(key) => keys.push(key),
            Segment::Index(_) => return Err(Refusal::Missing),
        }
    }
    let (key, inner) = keys.split_first().ok_or(Refusal::Missing)?;
    let value = inner.iter().rev().fold(value.clone(), |value, key| {
        Value::Object(Map::from_iter([((*key).clone(), value)]))
    });
    let place = way.last();
    check_own(way)?;
    if is_null(place.node) || place.node.is_mapping() && place.node.is_empty() {
        let value = Value::Object(Map::from_iter([((*key).clone(), value)]));
        return replace(place, &value, manner);
    }
    if !place.node.is_mapping() {
        return Err(Refusal::NotMapping);
    }
    match (place.node.style(), place.in_flow) {
        (Style::Flow, _) => flow::insert_entry(place.node, key, &value, manner),
        // `[a: b]`
        (_, true) => Err(Refusal::Layout),
        _ => block::insert_entry(place.node, key, &value, manner),
    }
}

fn append(way: &Way<'_, '_>, value: &Value, manner: &Manner) -> Result<Vec<Change>, Refusal> {
    let place = way.last();
    let list = || Value::Array(vec![value.clone()]);
    if !way.missing.is_empty() {
        return insert(way, &list(), manner);
    }
    check_own(way)?;
    if is_null(place.node) || place.node.is_sequence() && place.node.is_empty() {
        return replace(place, &list(), manner);
    }
    if !place.node.is_sequence() {
        return Err(Refusal::NotList);
    }
    match place.node.style() {
        Style::Flow => flow::append_item(place.node, value, manner),
        _ => block::append_item(place.node, value, manner),
    }
}

/// Refuses to change a node at the end of a way that is shared.
fn check_own(way: &Way<'_, '_>) -> Result<(), Refusal> {
    let place = way.last();
    // What is added to a collection does not touch its other parts.
    let touched = match way.missing.is_empty() {
        true => ids(place.node, place.node),
        false => place.node.id().0..place.node.id().0 + 1,
    };
    let key_is_alias = matches!(place.slot, Slot::Entry { key, .. } if is_alias(key));
    if is_alias(place.node) || key_is_alias || is_shared(way.places[0].node, &touched) {
        return Err(Refusal::Shared);
    }
    Ok(())
}

fn remove(way: &Way<'_, '_>, prefix: usize) -> Result<Vec<Change>, Refusal> {
    let place = way.whole()?;
    let around = way.around().ok_or(Refusal::Whole)?;
    if way.places.len() <= prefix + 1 {
        return Err(Refusal::Whole);
    }
    let (first, at) = match place.slot {
        Slot::Root => return Err(Refusal::Whole),
        Slot::Entry { key, at, .. } => (key, at),
        Slot::Item { at, .. } => (place.node, at),
    };
    if is_shared(way.places[0].node, &ids(first, place.node)) {
        return Err(Refusal::Shared);
    }
    match (around.node.style(), around.in_flow) {
        (Style::Flow, _) => flow::remove(around.node, at),
        (_, true) => Err(Refusal::Layout),
        _ => block::remove(around, at),
    }
}

fn rename(way: &Way<'_, '_>, to: &str, manner: &Manner) -> Result<Vec<Change>, Refusal> {
    let place = way.whole()?;
    let Slot::Entry { mapping, key, .. } = place.slot else {
        return Err(Refusal::Whole);
    };
    if is_alias(key) || is_shared(way.places[0].node, &ids(key, key)) {
        return Err(Refusal::Shared);
    }
    if key.data().flags & TAGGED != 0 {
        return Err(Refusal::Property);
    }
    if key.text() == to {
        return Ok(Vec::new());
    }
    // Also one that is overridden or merged is there.
    if !matches!(entry(mapping, to), Ok(None)) {
        return Err(Refusal::Exists);
    }
    let with = manner.key(to, quotes_of(key), place.in_flow);
    let range = layout::start(key)..layout::end(key);
    Ok(vec![Change::replace(range, with)])
}
