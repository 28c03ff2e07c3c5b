//! What pages begin with, and how they order findings: the verdict, then the worst files first.

use std::collections::BTreeMap;

use super::{Report, counted};
use crate::diagnostic::{Diagnostic, Severity, Subject};

/// What a run comes to, in a few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verdict {
    /// The level of the severest finding; none when there is no finding.
    pub(super) worst: Option<Severity>,
    /// Whether there was anything to judge.
    pub(super) checked: bool,
    /// For example `2 errors, 1 warning`.
    pub(super) text: String,
}

impl Verdict {
    pub(super) fn of(report: &Report<'_>) -> Self {
        let outcome = report.outcome;
        let worst = outcome.diagnostics.iter().map(|one| one.severity).max();
        let checked = outcome.totals.objects > 0 || worst.is_some();
        let text = match worst {
            Some(_) => counts(&outcome.diagnostics).join(", "),
            None if checked => "no problems".to_owned(),
            None => "nothing was checked".to_owned(),
        };
        Self {
            worst,
            checked,
            text,
        }
    }
}

/// The findings of one file, in the order of the report.
#[derive(Debug)]
pub(super) struct FileFindings<'a> {
    /// As reports show it; for rendered text the file that it was rendered from.
    pub(super) name: &'a str,
    /// At least one.
    pub(super) findings: Vec<&'a Diagnostic>,
}

impl FileFindings<'_> {
    /// How many there are of each level, severest first: `1 error, 2 warnings`.
    pub(super) fn counts(&self) -> String {
        counts(self.findings.iter().copied()).join(", ")
    }

    /// Errors, warnings and infos.
    fn weight(&self) -> [usize; 3] {
        let mut weight = [0; 3];
        for one in &self.findings {
            weight[Severity::Error as usize - one.severity as usize] += 1;
        }
        weight
    }
}

impl<'a> Report<'a> {
    /// The file that a finding is in: for rendered text the one that it was rendered from.
    pub(super) fn file(&self, diagnostic: &'a Diagnostic) -> &'a str {
        let source = || &*self.outcome.sources.get(diagnostic.span.file).name;
        diagnostic.origin.as_deref().unwrap_or_else(source)
    }
}

/// Findings by file: the file with the most errors first, then with the most warnings, then by name.
pub(super) fn by_file<'a>(
    report: &Report<'a>,
    findings: impl IntoIterator<Item = &'a Diagnostic>,
) -> Vec<FileFindings<'a>> {
    let mut files: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for one in findings {
        files.entry(report.file(one)).or_default().push(one);
    }
    let mut files: Vec<FileFindings<'a>> = files
        .into_iter()
        .map(|(name, findings)| FileFindings { name, findings })
        .collect();
    files.sort_by_cached_key(|file| std::cmp::Reverse(file.weight()));
    files
}

/// How many findings there are of each level that has some, severest first.
fn counts<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> Vec<String> {
    let mut counts = [0; 3];
    for one in findings {
        counts[one.severity as usize] += 1;
    }
    [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .filter(|severity| counts[*severity as usize] > 0)
        .map(|severity| counted(counts[severity as usize], severity.as_str()))
        .collect()
}

/// `Deployment shop/web`, as far as it is known.
pub(super) fn object_name(subject: &Subject) -> String {
    subject.object().trim().to_owned()
}
