//! Symbolic edits become edits of bytes, which keep comments, quotes and indentation.
//!
//! Each operation is turned into changes of the text, the changed text is read again, and the
//! value that it comes to is compared with what the operation asks for: an edit that would do
//! anything else is refused. The next operation sees the text of the one before.

mod block;
mod draft;
mod flow;
mod layout;
mod manner;
mod model;
mod perform;
mod place;
pub(super) mod quote;
mod replace;

use std::fmt;
use std::ops::Range;

use serde_json::Value;

use super::node::Node;
use super::path::Path;
use crate::diagnostic::Edit;
use crate::source::FileId;
use draft::Draft;

/// What is to be done at a path of an object.
#[derive(Debug, Clone, PartialEq)]
pub enum Operation {
    /// Gives a field its value. The field, and mappings on the way to it, may be missing.
    Set {
        /// The field.
        path: Path,
        /// Its new value.
        value: Value,
    },
    /// Takes a field or an item away, with its own comment. A mapping or list that had nothing
    /// else stays, empty.
    Remove {
        /// The field or item.
        path: Path,
    },
    /// Gives the key of a field another name.
    Rename {
        /// The field.
        path: Path,
        /// The new key.
        to: String,
    },
    /// Adds an item at the end of a list, which may be missing.
    Append {
        /// The list.
        path: Path,
        /// The new item.
        value: Value,
    },
}

impl Operation {
    /// The path that it is about.
    pub fn path(&self) -> &Path {
        match self {
            Operation::Set { path, .. }
            | Operation::Remove { path }
            | Operation::Rename { path, .. }
            | Operation::Append { path, .. } => path,
        }
    }
}

/// Why an operation has no exact edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditError {
    /// The path of the operation.
    pub path: Path,
    /// What stands in the way.
    pub reason: Refusal,
}

/// What stands in the way of an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// The field or item is not there.
    Missing,
    /// A value on the way is no mapping.
    NotMapping,
    /// A value on the way, or what should be appended to, is no list.
    NotList,
    /// The value is shared through an anchor and its aliases.
    Shared,
    /// The key comes from a merge (`<<`), or is one.
    Merged,
    /// A key on the way is set more than once in its mapping.
    Repeated,
    /// The mapping has the new key already.
    Exists,
    /// Comments lie inside of what would be replaced.
    Comments,
    /// The value carries an anchor or a tag that would not fit the new one.
    Property,
    /// The object itself, or an item of a list, has no key and cannot be taken away.
    Whole,
    /// It is written in a way that is not edited, such as with `?` before a key.
    Layout,
    /// The edit would change something else as well.
    Inexact,
}

impl Refusal {
    fn words(self) -> &'static str {
        match self {
            Refusal::Missing => "it is not there",
            Refusal::NotMapping => "a value on the way to it is no mapping",
            Refusal::NotList => "a value on the way to it is no list",
            Refusal::Shared => "it is shared through an alias",
            Refusal::Merged => "it comes from a merge (`<<`)",
            Refusal::Repeated => "a key on the way to it is set twice",
            Refusal::Exists => "the new key is there already",
            Refusal::Comments => "comments inside of it would be lost",
            Refusal::Property => "it carries an anchor or a tag",
            Refusal::Whole => "it has no key of its own",
            Refusal::Layout => "it is written in an unusual way",
            Refusal::Inexact => "other values would change with it",
        }
    }
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.0.is_empty() {
            write!(f, "the object cannot be edited: {}", self.reason.words())
        } else {
            let (path, words) = (&self.path, self.reason.words());
            write!(f, "`{path}` cannot be edited: {words}")
        }
    }
}

impl std::error::Error for EditError {}

/// The edits of `file` that carry out `operations`, one after the other, on the object `root` of
/// the file's tree: in the order of their places, not overlapping.
///
/// # Errors
///
/// The first operation that cannot be carried out exactly; then none is.
pub fn edits(
    file: FileId,
    root: Node<'_>,
    operations: &[Operation],
) -> Result<Vec<Edit>, EditError> {
    let failed = |operation: &Operation, reason| EditError {
        path: operation.path().clone(),
        reason,
    };
    let Some(first) = operations.first() else {
        return Ok(Vec::new());
    };
    let mut draft = Draft::new(root).map_err(|reason| failed(first, reason))?;
    for operation in operations {
        draft
            .perform(operation)
            .map_err(|reason| failed(operation, reason))?;
    }
    Ok(draft.edits(file))
}

/// The text with the edits of one file made; they do not overlap.
///
/// An edit that lies outside of the text is left out.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut in_order: Vec<&Edit> = edits.iter().collect();
    in_order.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let parts = in_order.into_iter().map(|edit| {
        let range = edit.span.start as usize..edit.span.end as usize;
        (range, edit.replacement.as_str())
    });
    splice(text, parts)
}

/// `text` with other text in the place of some parts of it, which are given in order.
fn splice<'e>(text: &str, parts: impl Iterator<Item = (Range<usize>, &'e str)>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, with) in parts {
        if let (Some(kept), Some(_)) = (text.get(at..range.start), text.get(range.clone())) {
            out.push_str(kept);
            out.push_str(with);
            at = range.end;
        }
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

#[cfg(test)]
mod tests;
