//! The outcome of a run, written for people and for programs: one file per format.

mod concise;
mod excerpt;
mod format;
mod github;
mod gitlab;
mod graph;
mod html;
mod human;
mod json;
mod junit;
mod overview;
mod permalink;
mod prose;
mod sarif;
mod summary;
mod summary_md;
#[cfg(test)]
mod tests;

pub use format::{FORMATS, Format};
pub use graph::{GRAPH_FORMATS, GraphFormat, GraphReport, render_graph};
pub use permalink::Permalink;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io;
use std::path::Path;

use crate::changes::ChangedLines;
use crate::check::outcome::Outcome;
use crate::diagnostic::{Diagnostic, Severity};
use crate::inventory::SkipReason;
use crate::registry::Registry;
use crate::source::{Sources, Span, normal_path, slashed};

/// What the reader of a report asked for; most of it only the formats for people heed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Whether to colour, with ANSI escapes.
    pub color: bool,
    /// Whether rule ids are links to their pages (OSC 8).
    pub hyperlinks: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// Whether infos are listed; they are always counted.
    pub show_info: bool,
    /// Whether a rule with many findings is cut short.
    pub fold: bool,
    /// Whether only the totals are wanted.
    pub statistics: bool,
    /// The working directory as seen from the top of the repository, empty at the top: services
    /// know files by their paths in the repository.
    pub folder: String,
    /// Lines whose findings come first in annotations.
    pub changed: Option<ChangedLines>,
    /// Where the checked files are browsed, when that is known.
    pub permalink: Option<Permalink>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            color: false,
            hyperlinks: false,
            width: 100,
            show_info: false,
            fold: true,
            statistics: false,
            folder: String::new(),
            changed: None,
            permalink: None,
        }
    }
}

/// The view of a finished run that every format writes from.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// What was found.
    pub outcome: &'a Outcome,
    /// The rules that were in force.
    pub registry: &'a Registry,
    /// What the reader asked for.
    pub options: &'a Options,
}

/// Writes a report.
///
/// # Errors
///
/// When `out` refuses the bytes.
pub fn render(format: Format, report: &Report<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    match format {
        Format::Human => human::write(report, &mut out)?,
        Format::Concise => concise::write(report, &mut out)?,
        Format::Json => json::write(report, &mut out)?,
        Format::Sarif => sarif::write(report, &mut out)?,
        Format::Junit => junit::write(report, &mut out)?,
        Format::Github => github::write(report, &mut out)?,
        Format::Gitlab => gitlab::write(report, &mut out)?,
        Format::SummaryMd => summary_md::write(report, &mut out)?,
        Format::Html => html::write(report, &mut out)?,
    }
    io::Write::flush(&mut out)
}

/// Findings without a run, as people read them: mistakes in a config or in policies.
///
/// # Errors
///
/// Never in fact: the text is written into memory.
pub fn problems(
    sources: Sources,
    diagnostics: &[Diagnostic],
    color: bool,
    width: usize,
) -> io::Result<String> {
    let outcome = Outcome {
        sources,
        diagnostics: diagnostics.to_vec(),
        ..Outcome::default()
    };
    let options = Options {
        color,
        width,
        fold: false,
        ..Options::default()
    };
    let report = Report {
        outcome: &outcome,
        registry: &Registry::built_in(),
        options: &options,
    };
    let mut text = Vec::new();
    human::write_findings(&report, &mut text)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// The page that documents a rule.
pub fn rule_url(id: &str) -> String {
    format!("https://kubelint.dev/rules/{id}")
}

/// A span in the terms of reports: 1-based, columns in characters, the end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

/// How often a rule was broken, at one severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct RuleTotal<'a> {
    severity: Severity,
    rule: &'a str,
    findings: usize,
    files: usize,
}

impl<'a> Report<'a> {
    /// Where a span lies; a span beyond its text is moved to the end of it.
    fn place(&self, span: Span) -> Place<'a> {
        let source = self.outcome.sources.get(span.file);
        let (start, end) = clamped(&source.text, span);
        let from = source.position(offset(start));
        let end_line = source.lines().line_of(offset(end));
        // Columns are counted from the beginning of the line: once is enough on a long one.
        let end_column = if end_line == from.line && from.column > 1 {
            from.column + offset(source.text[start..end].chars().count())
        } else {
            source.position(offset(end)).column
        };
        Place {
            file: &source.name,
            line: from.line,
            column: from.column,
            end_line,
            end_column,
        }
    }

    /// The file of a finding as the services know it: the one that the text was rendered from,
    /// where it says so.
    fn file_of(&self, diagnostic: &'a Diagnostic) -> Cow<'a, str> {
        match &diagnostic.origin {
            Some(origin) => Cow::Borrowed(origin),
            None => self
                .in_repository(&self.outcome.sources.get(diagnostic.span.file).name)
                .into(),
        }
    }

    /// A file as the services know it, by its path in the repository.
    fn in_repository(&self, file: &str) -> String {
        let path = Path::new(&self.options.folder).join(file);
        slashed(&normal_path(&path))
    }

    /// The message, with the Kubernetes versions when it holds for some of the checked ones only.
    fn message(&self, diagnostic: &'a Diagnostic) -> Cow<'a, str> {
        let all = &self.outcome.kubernetes;
        let some = &diagnostic.versions;
        if some.is_empty() || some.len() >= all.len() {
            return Cow::Borrowed(&diagnostic.message);
        }
        let scope = if all.ends_with(some) {
            format!("from {}", some[0])
        } else if all.starts_with(some) {
            format!("up to {}", some[some.len() - 1])
        } else {
            format!("in {}", some.join(", "))
        };
        Cow::Owned(format!("{} ({scope})", diagnostic.message))
    }

    /// Whether a finding is listed, not only counted.
    fn lists(&self, diagnostic: &Diagnostic) -> bool {
        self.options.show_info || diagnostic.severity > Severity::Info
    }

    /// Totals of every rule with a finding: severest first, then most frequent.
    fn by_rule(&self) -> Vec<RuleTotal<'a>> {
        rule_totals(&self.outcome.diagnostics)
    }

    /// `3 errors, 2 warnings in 46 files, 120 documents, 118 objects (Kubernetes 1.37)`.
    fn totals(&self) -> String {
        let totals = &self.outcome.totals;
        let count = |severity| self.outcome.count(severity);
        let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Info]
            .into_iter()
            .map(|severity| (count(severity), severity.as_str()))
            .filter(|(number, _)| *number > 0)
            .map(|(number, word)| counted(number, word))
            .collect();
        let mut line = if counts.is_empty() {
            "no problems".to_owned()
        } else {
            counts.join(", ")
        };
        if totals.suppressed > 0 {
            let _ = write!(line, " ({} suppressed)", totals.suppressed);
        }
        let _ = write!(
            line,
            " in {}, {}, {}",
            counted(totals.files, "file"),
            counted(totals.documents, "document"),
            counted(totals.objects, "object"),
        );
        if !self.outcome.kubernetes.is_empty() {
            let _ = write!(line, " (Kubernetes {})", self.outcome.kubernetes.join(", "));
        }
        line
    }

    /// `skipped 14 files: 9 patches, 5 kustomizations`, most frequent reason first.
    fn skipped(&self) -> Option<String> {
        let skipped = &self.outcome.skipped;
        let documents = skipped.iter().filter(|one| one.line.is_some()).count();
        let files = skipped.len() - documents;
        let what = match (files, documents) {
            (0, 0) => return None,
            (files, 0) => counted(files, "file"),
            (0, documents) => counted(documents, "document"),
            (files, documents) => format!(
                "{} and {}",
                counted(files, "file"),
                counted(documents, "document")
            ),
        };
        let mut reasons: BTreeMap<SkipReason, usize> = BTreeMap::new();
        for one in skipped {
            *reasons.entry(one.reason).or_default() += 1;
        }
        let mut reasons: Vec<(SkipReason, usize)> = reasons.into_iter().collect();
        reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let reasons: Vec<String> = reasons
            .into_iter()
            .map(|(reason, count)| reason.describe(count))
            .collect();
        Some(format!("skipped {what}: {}", reasons.join(", ")))
    }
}

/// Counts findings and files by severity and rule.
fn rule_totals<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> Vec<RuleTotal<'a>> {
    let mut rules: BTreeMap<(Severity, &str), (usize, BTreeSet<_>)> = BTreeMap::new();
    for diagnostic in diagnostics {
        let total = rules
            .entry((diagnostic.severity, diagnostic.rule.as_ref()))
            .or_default();
        total.0 += 1;
        total
            .1
            .insert((diagnostic.span.file, diagnostic.origin.as_deref()));
    }
    let mut totals: Vec<RuleTotal<'_>> = rules
        .into_iter()
        .map(|((severity, rule), (findings, files))| RuleTotal {
            severity,
            rule,
            findings,
            files: files.len(),
        })
        .collect();
    totals.sort_by(|a, b| (b.severity, b.findings, a.rule).cmp(&(a.severity, a.findings, b.rule)));
    totals
}

/// The bytes of a span that its text really has, on character boundaries.
fn clamped(text: &str, span: Span) -> (usize, usize) {
    let start = text.floor_char_boundary(span.start as usize);
    let end = text.floor_char_boundary(span.end as usize);
    (start, end.max(start))
}

fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

/// A number with its noun: `1 file`, `2 files`.
fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// The text on one line, with control characters spelled out: neither a message nor a file's name
/// may break a line or steer a terminal.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if character.is_control() {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    Cow::Owned(line)
}
