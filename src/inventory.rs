//! What every document is: a manifest, or something else that is named and left out.
//!
//! A document is judged by its content first, by the name of its file second, and by what the
//! files around it say about it: a chart's templates and a kustomization's patches look like
//! manifests and are none. Text is looked at only where a file does not parse, or where it lies
//! among templates.

mod document;
mod kustomization;
mod location;
mod neighbours;
mod objects;
mod origin;
mod place;
mod reason;
mod template;
mod unit;

use crate::yaml::Parsed;

pub use kustomization::{
    Behavior, Choice, Generated, ImageChange, Kustomization, Reference, Replaced, Role, Variable,
    is_kustomization_file, references as kustomization_references,
};
pub use location::join;
pub use neighbours::Neighbours;
pub use objects::{Flaw, Object, objects};
pub use origin::origin;
pub use reason::SkipReason;
pub use unit::{Placement, Unit, Units};

use place::Place;

/// A file to judge.
#[derive(Debug, Clone, Copy)]
pub struct InventoryFile<'a> {
    /// As reports show it, with `/`.
    pub name: &'a str,
    /// What was read of it.
    pub parsed: &'a Parsed,
}

/// What one document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// To be checked, if only to say why it is no object.
    Manifest,
    /// Recognised as something else.
    Skipped(SkipReason),
    /// Nothing, or nothing but comments; not counted.
    Empty,
}

/// What a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileVerdict {
    /// The reason, when nothing of the file is checked for one and the same reason.
    pub skipped: Option<SkipReason>,
    /// Whether syntax errors are to be reported: not in what was recognised as no YAML, or as no
    /// business of Kubernetes.
    pub report_errors: bool,
    /// One per document of the tree, in order.
    pub documents: Vec<Verdict>,
}

/// The verdicts over all files of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inventory {
    /// One per file, in order.
    pub verdicts: Vec<FileVerdict>,
    /// Commands that check what was left out, sorted.
    pub next_steps: Vec<String>,
}

/// Judges all files of a run; with [`Neighbours`] and [`judge`] it can be done file by file.
pub fn classify(files: &[InventoryFile<'_>]) -> Inventory {
    let neighbours = Neighbours::gather(files.iter().copied());
    let verdicts: Vec<FileVerdict> = files.iter().map(|file| judge(*file, &neighbours)).collect();
    let names = files.iter().map(|file| file.name);
    let next_steps = neighbours.next_steps(names.zip(&verdicts));
    Inventory {
        verdicts,
        next_steps,
    }
}

/// Judges one file.
pub fn judge(file: InventoryFile<'_>, neighbours: &Neighbours) -> FileVerdict {
    let parsed = file.parsed;
    let place = Place::of(file.name, neighbours.is_chart_folder());
    if template::is_template(file, neighbours) {
        return whole(parsed, SkipReason::Template, false);
    }
    if let Some(reason) = neighbours.use_of(file.name) {
        return whole(parsed, reason, reason == SkipReason::Patch);
    }
    if !parsed.errors.is_empty()
        && let Some(reason) = place.reason_when_broken()
    {
        return whole(parsed, reason, reason == SkipReason::Kustomization);
    }
    let documents: Vec<Verdict> = parsed
        .tree
        .documents()
        .iter()
        .map(|document| document::judge(parsed.tree.node(document.root), place))
        .collect();
    FileVerdict {
        skipped: common_reason(&documents).filter(|_| parsed.errors.is_empty()),
        report_errors: true,
        documents,
    }
}

/// The verdict on a file of which nothing is checked.
fn whole(parsed: &Parsed, reason: SkipReason, report_errors: bool) -> FileVerdict {
    let documents = parsed.tree.documents().iter().map(|document| {
        if parsed.tree.node(document.root).is_null() {
            Verdict::Empty
        } else {
            Verdict::Skipped(reason)
        }
    });
    FileVerdict {
        skipped: Some(reason),
        report_errors,
        documents: documents.collect(),
    }
}

/// The reason that all documents share which are not empty.
fn common_reason(documents: &[Verdict]) -> Option<SkipReason> {
    let mut common = None;
    for verdict in documents {
        match verdict {
            Verdict::Empty => {}
            Verdict::Manifest => return None,
            Verdict::Skipped(reason) if common.is_none_or(|known| known == *reason) => {
                common = Some(*reason);
            }
            Verdict::Skipped(_) => return None,
        }
    }
    Some(common.unwrap_or(SkipReason::Empty))
}

#[cfg(test)]
mod tests;
