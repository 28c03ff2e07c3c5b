//! What a run of `check` comes to: the findings, and an account of every file.

use crate::baseline;
use crate::diagnostic::{Diagnostic, Severity};
use crate::inventory::SkipReason;
use crate::source::{FileId, Sources};
use crate::suppress::{Listed, Suppressed, Suppression};

/// Everything that a report needs.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The texts that the findings point into.
    pub sources: Sources,
    /// The Kubernetes minors that were checked for, ascending, for example `1.37`.
    pub kubernetes: Vec<String>,
    /// Sorted by file, place and rule.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that were read, skipped ones included.
    pub files: Vec<FileId>,
    /// How much was read.
    pub totals: Totals,
    /// Files, or documents of files, that hold no manifest to check.
    pub skipped: Vec<Skipped>,
    /// Custom kinds for which no schema is at hand, by kind.
    pub unchecked: Vec<UncheckedKind>,
    /// Findings that are accepted, with what accepts them.
    pub suppressed: Vec<Suppressed>,
    /// All suppressions among the files and in the config.
    pub suppressions: Vec<UsedSuppression>,
    /// What the baseline knows, when there is one.
    pub baseline: Option<BaselineTotals>,
    /// What is not reported because a change did not bring it, when only that was asked for.
    pub since: Option<SinceTotals>,
    /// Commands that check what this run had to skip.
    pub next_steps: Vec<String>,
}

/// How much was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Files that were read, skipped ones included.
    pub files: usize,
    /// Documents in them that are not empty.
    pub documents: usize,
    /// Objects that were checked; a `List` counts as its items.
    pub objects: usize,
    /// Objects of which at least one value is a placeholder such as `${VAR}`.
    pub with_placeholders: usize,
    /// Findings that a suppression silenced.
    pub suppressed: usize,
}

/// A suppression, and how many findings it silences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedSuppression {
    /// The suppression.
    pub suppression: Suppression,
    /// How many.
    pub used: usize,
}

impl From<Listed<'_>> for UsedSuppression {
    fn from(listed: Listed<'_>) -> Self {
        Self {
            suppression: listed.suppression.clone(),
            used: listed.used,
        }
    }
}

/// What came of holding the findings against a baseline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaselineTotals {
    /// Findings that it knows; they are not reported.
    pub known: usize,
    /// Its entries that no finding has any more.
    pub gone: Vec<baseline::Entry>,
}

/// What came of looking only for what a change brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SinceTotals {
    /// The commit that the change is held against.
    pub base: String,
    /// Findings that it had, too, in files that did not change.
    pub older: usize,
}

/// A file or document that was recognised and left out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// The file, as reports show it.
    pub file: String,
    /// The first line of the document, when only that one was left out.
    pub line: Option<u32>,
    /// Why.
    pub reason: SkipReason,
}

/// Objects of a custom kind that could not be checked against a schema.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UncheckedKind {
    /// For example `helm.toolkit.fluxcd.io/v2`.
    pub api_version: String,
    /// For example `HelmRelease`.
    pub kind: String,
    /// How many objects.
    pub objects: usize,
}

impl Outcome {
    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    }
}
