//! Policies that can have nothing to say, told apart without evaluating them: those whose every
//! rule waits for a field that is not there, or for the absence of one that is.

use regorus::Value;

use super::pack::Policy;
use super::scan::{ALL_LINKS, LINKS};
use super::value::get;
use crate::yaml::Node;

/// The fields that the policies of a shard wait for.
#[derive(Debug, Default)]
pub(super) struct Guards {
    /// Fields of the parts that are built, as a tree: parents before children.
    fields: Vec<Field>,
    /// Fields of `input.object`, looked up where they are written: nothing is built for them.
    written: Vec<Vec<String>>,
    /// The parts of `input.links` that are among the fields.
    pub(super) links_parts: u32,
    /// For each member what its rules wait for; none for a member that waits for nothing.
    members: Vec<Option<Vec<Wait>>>,
}

#[derive(Debug)]
struct Field {
    parent: Option<usize>,
    /// The part of `input`, for a field without parent.
    name: String,
    key: Value,
}

/// One rule's field, and whether it has to be there.
#[derive(Debug, Clone, Copy)]
struct Wait {
    field: Place,
    present: bool,
    items: bool,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    Built(usize),
    Written(usize),
}

impl Guards {
    pub(super) fn of(members: &[&Policy]) -> Self {
        let mut guards = Self::default();
        for policy in members {
            let waits = policy.scan.guards.as_ref().filter(|_| !policy.reads.whole);
            let waits = waits.map(|waits| {
                let wait = |guards: &mut Self, guard: &super::scan::Guard| Wait {
                    field: guards.place(&guard.path),
                    present: guard.present,
                    items: guard.items,
                };
                waits.iter().map(|guard| wait(&mut guards, guard)).collect()
            });
            guards.members.push(waits);
        }
        guards
    }

    fn place(&mut self, path: &[String]) -> Place {
        if let [part, rest @ ..] = path
            && part == "object"
        {
            self.written.push(rest.to_vec());
            return Place::Written(self.written.len() - 1);
        }
        if let [part, name, ..] = path
            && part == "links"
        {
            let bit = LINKS.iter().position(|known| known == name);
            self.links_parts |= bit.map_or(ALL_LINKS, |bit| 1 << bit);
        }
        let mut parent = None;
        for name in path {
            let known = self
                .fields
                .iter()
                .position(|field| field.parent == parent && field.name == *name);
            parent = Some(known.unwrap_or_else(|| {
                self.fields.push(Field {
                    parent,
                    name: name.clone(),
                    key: Value::from(name.as_str()),
                });
                self.fields.len() - 1
            }));
        }
        Place::Built(parent.unwrap_or_default())
    }

    /// Of the members of `mask` those that may have a finding; `part` gives a part of `input`.
    pub(super) fn awake<'v>(
        &self,
        mask: u64,
        object: Node<'_>,
        part: impl Fn(&str) -> Option<&'v Value>,
    ) -> u64 {
        let mut found: Vec<Option<&Value>> = Vec::with_capacity(self.fields.len());
        for field in &self.fields {
            let value = match field.parent {
                None => part(&field.name),
                Some(parent) => found[parent].and_then(|value| get(value, &field.key)),
            };
            found.push(value);
        }
        let is_false = |field: Place| match field {
            Place::Built(field) => matches!(found[field], Some(Value::Bool(false))),
            Place::Written(path) => is_written_false(object, &self.written[path]),
        };
        let holds = |wait: &Wait| {
            let there = match wait.field {
                Place::Built(field) => found[field].map(|value| is_something(value, wait.items)),
                Place::Written(path) => written(object, &self.written[path], wait.items),
            };
            match wait.present {
                true => there == Some(true),
                // False is as good as absent, and so the rule has to be asked.
                false => there.is_none() || is_false(wait.field),
            }
        };
        let mut awake = mask;
        for (at, waits) in self.members.iter().enumerate() {
            if let Some(waits) = waits
                && !waits.iter().any(holds)
            {
                awake &= !(1 << at);
            }
        }
        awake
    }
}

fn follow<'t>(object: Node<'t>, path: &[String]) -> Option<Node<'t>> {
    path.iter().try_fold(object, |node, key| node.get(key))
}

fn is_written_false(object: Node<'_>, path: &[String]) -> bool {
    follow(object, path).and_then(Node::as_bool) == Some(false)
}

/// Whether a field is there and lets a rule go on.
fn written(object: Node<'_>, path: &[String], items: bool) -> Option<bool> {
    let node = follow(object, path)?;
    let nothing = node.is_null() || (items && node.is_sequence() && node.is_empty());
    Some(!nothing)
}

/// Of nothing `some … in` finds nothing. False may be what a rule compares with.
fn is_something(value: &Value, items: bool) -> bool {
    match value {
        Value::Undefined => false,
        Value::Array(list) => !(items && list.is_empty()),
        _ => true,
    }
}
