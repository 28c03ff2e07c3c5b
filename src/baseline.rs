//! The findings that a repository had when it took kubelint in: known, and not reported.
//!
//! A text file with a line per finding, made to be read, reviewed and merged: sorted, without
//! counts or lines that change when something else does. What a line is about is told by its
//! fingerprint, the rest is for people.

mod parse;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::fmt;

use crate::diagnostic::Diagnostic;
use crate::registry::{FILE_UNREADABLE, INTERNAL_ERROR};
use crate::source::Sources;

pub use parse::ParseError;

/// The first line of the file.
const HEADER: &str = "# kubelint baseline: these findings are known and not reported. \
                      A line may be removed; their order does not matter.";

/// What no baseline takes in: a run that could not be made, and bugs.
const NEVER_KNOWN: [&str; 2] = [FILE_UNREADABLE, INTERNAL_ERROR];

/// A known finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry {
    /// The id of the rule.
    pub rule: String,
    /// `Kind namespace/name`; `-` for what is about no object.
    pub object: String,
    /// The stable path in the object, `.` for the object itself; the file for what is about none.
    pub place: String,
    /// [`Diagnostic::fingerprint`], by which the finding is known again.
    pub fingerprint: String,
}

/// The known findings of a repository.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline {
    /// Sorted, and each fingerprint once.
    entries: Vec<Entry>,
}

/// The findings of a run, held against a baseline.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Split {
    /// Those that it does not know, in their order.
    pub new: Vec<Diagnostic>,
    /// How many it knows.
    pub known: usize,
    /// What it knows and the run did not find, sorted.
    pub gone: Vec<Entry>,
}

impl Baseline {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// When a line is none of a baseline.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse::parse(text).map(Self::from_entries)
    }

    /// The baseline of these findings. What could not be read and bugs are not taken in.
    pub fn of(diagnostics: &[Diagnostic], sources: &Sources) -> Self {
        let known = diagnostics
            .iter()
            .filter(|diagnostic| can_be_known(diagnostic));
        Self::from_entries(
            known
                .map(|diagnostic| Entry::of(diagnostic, sources))
                .collect(),
        )
    }

    fn from_entries(mut entries: Vec<Entry>) -> Self {
        entries.sort_unstable();
        let mut seen = HashSet::with_capacity(entries.len());
        entries.retain(|entry| seen.insert(entry.fingerprint.clone()));
        Self { entries }
    }

    /// The known findings, sorted.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Parts the findings of a run into those that are known and those that are new.
    pub fn split(&self, diagnostics: Vec<Diagnostic>) -> Split {
        let known: HashSet<&str> = self.fingerprints().collect();
        let mut found: HashSet<&str> = HashSet::with_capacity(known.len());
        let mut new = Vec::new();
        let mut count = 0;
        for diagnostic in diagnostics {
            match known.get(diagnostic.fingerprint.as_str()) {
                Some(fingerprint) if can_be_known(&diagnostic) => {
                    found.insert(fingerprint);
                    count += 1;
                }
                _ => new.push(diagnostic),
            }
        }
        let gone = self.entries.iter();
        let gone = gone.filter(|entry| !found.contains(entry.fingerprint.as_str()));
        Split {
            new,
            known: count,
            gone: gone.cloned().collect(),
        }
    }

    /// The baseline without what these findings, those of a whole run, no longer have.
    pub fn shrink(&self, diagnostics: &[Diagnostic]) -> Self {
        let found = diagnostics.iter().filter(|finding| can_be_known(finding));
        let found: BTreeSet<&str> = found.map(|finding| finding.fingerprint.as_str()).collect();
        let kept = self.entries.iter();
        let kept = kept.filter(|entry| found.contains(entry.fingerprint.as_str()));
        Self {
            entries: kept.cloned().collect(),
        }
    }

    fn fingerprints(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.fingerprint.as_str())
    }
}

/// Whether a finding may ever go unreported because it was there before.
pub(crate) fn can_be_known(diagnostic: &Diagnostic) -> bool {
    !NEVER_KNOWN.contains(&&*diagnostic.rule)
}

impl Entry {
    fn of(diagnostic: &Diagnostic, sources: &Sources) -> Self {
        let (object, place) = match &diagnostic.subject {
            Some(subject) => (subject.object(), subject.stable_path.as_str()),
            None => (
                "-".to_owned(),
                sources.get(diagnostic.span.file).name.as_str(),
            ),
        };
        let place = if place.is_empty() { "." } else { place };
        Self {
            rule: column(&diagnostic.rule).into_owned(),
            object: column(&object).into_owned(),
            place: column(place).into_owned(),
            fingerprint: diagnostic.fingerprint.clone(),
        }
    }
}

/// Columns longer than this are cut: they are for people only.
const COLUMN: usize = 200;

/// A text as one column: no tab or line break may be in it.
fn column(text: &str) -> Cow<'_, str> {
    let is_odd = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}');
    let text = match text.char_indices().nth(COLUMN) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    };
    if text.contains(is_odd) {
        return Cow::Owned(text.replace(is_odd, "\u{fffd}"));
    }
    text
}

/// The file: a header, then a line per finding.
impl fmt::Display for Baseline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        for entry in &self.entries {
            writeln!(f, "{entry}")?;
        }
        Ok(())
    }
}

/// A line of the file.
impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            rule,
            object,
            place,
            fingerprint,
        } = self;
        write!(f, "{rule}\t{object}\t{place}\t{fingerprint}")
    }
}

#[cfg(test)]
mod tests;
