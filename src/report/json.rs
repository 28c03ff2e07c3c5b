//! The `kubelint.report/v1` document: a contract with programs, so it only ever grows.

use std::io::{self, Write};

use serde::Serialize;

use super::{Place, Report, rule_url};
use crate::check::outcome::{Skipped, UncheckedKind};
use crate::diagnostic::{Diagnostic, Edit, Fix, Label, Severity, Subject};
use crate::suppress::Suppressed;

/// Writes the document, indented, with a newline at its end.
pub(super) fn write(report: &Report<'_>, mut out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, &Document::of(report))?;
    writeln!(out)
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    kubelint: &'static str,
    kubernetes: &'a [String],
    summary: Summary<'a>,
    skipped: Vec<SkippedFile<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unchecked: Vec<Unchecked<'a>>,
    diagnostics: Vec<Finding<'a>>,
    /// What a comment, an annotation or the config accepts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressed: Vec<Accepted<'a>>,
}

/// A finding that is accepted.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Accepted<'a> {
    #[serde(flatten)]
    finding: Finding<'a>,
    suppressed_by: Acceptance<'a>,
}

/// Where it is written that a finding is accepted, and why.
#[derive(Serialize)]
struct Acceptance<'a> {
    kind: &'static str,
    file: &'a str,
    line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

/// What the baseline knows.
#[derive(Serialize)]
struct Known {
    known: usize,
    gone: usize,
}

/// What a change did not bring.
#[derive(Serialize)]
struct Since<'a> {
    base: &'a str,
    older: usize,
}

#[derive(Serialize)]
struct Summary<'a> {
    files: usize,
    documents: usize,
    objects: usize,
    skipped: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    suppressed: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<Known>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Since<'a>>,
}

#[derive(Serialize)]
struct SkippedFile<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    reason: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Unchecked<'a> {
    api_version: &'a str,
    kind: &'a str,
    objects: usize,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'a str>,
    level: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(flatten)]
    range: Range<'a>,
    /// Line and column are those of the text that `file` was rendered to.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    rendered: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    container: Option<&'a str>,
    fingerprint: &'a str,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource: Option<Resource<'a>>,
    #[serde(skip_serializing_if = "is_empty")]
    versions: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Related<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Correction<'a>>,
}

#[derive(Serialize)]
struct Range<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Resource<'a> {
    api_version: &'a str,
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    namespace: Option<&'a str>,
    name: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    range: Range<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct Correction<'a> {
    safe: bool,
    title: &'a str,
    edits: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
struct Replacement<'a> {
    #[serde(flatten)]
    range: Range<'a>,
    replacement: &'a str,
}

fn is_empty(versions: &[String]) -> bool {
    versions.is_empty()
}

impl<'a> Document<'a> {
    fn of(report: &Report<'a>) -> Self {
        let outcome = report.outcome;
        let totals = &outcome.totals;
        let finding = |diagnostic| Finding::of(report, diagnostic);
        Self {
            schema: "kubelint.report/v1",
            kubelint: env!("CARGO_PKG_VERSION"),
            kubernetes: &outcome.kubernetes,
            summary: Summary {
                files: totals.files,
                documents: totals.documents,
                objects: totals.objects,
                skipped: outcome.skipped.len(),
                errors: outcome.count(Severity::Error),
                warnings: outcome.count(Severity::Warning),
                infos: outcome.count(Severity::Info),
                suppressed: totals.suppressed,
                baseline: outcome.baseline.as_ref().map(|baseline| Known {
                    known: baseline.known,
                    gone: baseline.gone.len(),
                }),
                since: outcome.since.as_ref().map(|since| Since {
                    base: &since.base,
                    older: since.older,
                }),
            },
            skipped: outcome.skipped.iter().map(SkippedFile::of).collect(),
            unchecked: outcome.unchecked.iter().map(Unchecked::of).collect(),
            diagnostics: outcome.diagnostics.iter().map(finding).collect(),
            suppressed: outcome
                .suppressed
                .iter()
                .map(|one| Accepted::of(report, one))
                .collect(),
        }
    }
}

impl<'a> Accepted<'a> {
    fn of(report: &Report<'a>, suppressed: &'a Suppressed) -> Self {
        let place = report.place(suppressed.by.span);
        Self {
            finding: Finding::of(report, &suppressed.diagnostic),
            suppressed_by: Acceptance {
                kind: suppressed.by.kind.as_str(),
                file: place.file,
                line: place.line,
                reason: suppressed.by.reason.as_deref(),
            },
        }
    }
}

impl<'a> SkippedFile<'a> {
    fn of(skipped: &'a Skipped) -> Self {
        Self {
            file: &skipped.file,
            line: skipped.line,
            reason: skipped.reason.code(),
        }
    }
}

impl<'a> Unchecked<'a> {
    fn of(kind: &'a UncheckedKind) -> Self {
        Self {
            api_version: &kind.api_version,
            kind: &kind.kind,
            objects: kind.objects,
        }
    }
}

impl<'a> Finding<'a> {
    fn of(report: &Report<'a>, diagnostic: &'a Diagnostic) -> Self {
        let subject = diagnostic.subject.as_ref();
        let entry = report.registry.get(&diagnostic.rule);
        let mut range = Range::from(report.place(diagnostic.span));
        if let Some(origin) = &diagnostic.origin {
            range.file = origin;
        }
        let related = |label| Related::of(report, label);
        let correction = |fix| Correction::of(report, fix);
        Self {
            rule: &diagnostic.rule,
            group: entry.map(|entry| entry.group.as_ref()),
            level: diagnostic.severity.as_str(),
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            range,
            rendered: diagnostic.origin.is_some(),
            path: subject.map(|subject| subject.path.as_str()),
            container: subject.and_then(|subject| subject.container.as_deref()),
            fingerprint: &diagnostic.fingerprint,
            url: rule_url(&diagnostic.rule),
            resource: subject.map(Resource::of),
            versions: &diagnostic.versions,
            related: diagnostic.related.iter().map(related).collect(),
            fix: diagnostic.fix.as_ref().map(correction),
        }
    }
}

impl<'a> Resource<'a> {
    fn of(subject: &'a Subject) -> Self {
        Self {
            api_version: &subject.api_version,
            kind: &subject.kind,
            namespace: subject.namespace.as_deref(),
            name: &subject.name,
        }
    }
}

impl<'a> Related<'a> {
    fn of(report: &Report<'a>, label: &'a Label) -> Self {
        Self {
            range: report.place(label.span).into(),
            message: &label.message,
        }
    }
}

impl<'a> Correction<'a> {
    fn of(report: &Report<'a>, fix: &'a Fix) -> Self {
        let replacement = |edit: &'a Edit| Replacement {
            range: report.place(edit.span).into(),
            replacement: &edit.replacement,
        };
        Self {
            safe: fix.safe,
            title: &fix.title,
            edits: fix.edits.iter().map(replacement).collect(),
        }
    }
}

impl<'a> From<Place<'a>> for Range<'a> {
    fn from(place: Place<'a>) -> Self {
        Self {
            file: place.file,
            line: place.line,
            column: place.column,
            end_line: place.end_line,
            end_column: place.end_column,
        }
    }
}
