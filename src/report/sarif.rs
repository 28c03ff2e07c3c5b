//! SARIF 2.1.0, as GitHub's code scanning reads it.

mod rules;

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use self::rules::Descriptor;
use super::permalink::percent_encoded;
use super::{Place, Report};
use crate::diagnostic::{Diagnostic, Fix, Severity, Subject};
use crate::source::FileId;
use crate::suppress::{self, Suppression};

/// GitHub refuses a run with more results than this.
const MAX_RESULTS: usize = 25_000;

/// Writes one log of one run.
pub(super) fn write(report: &Report<'_>, mut out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, &Log::of(report))?;
    writeln!(out)
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    invocations: [Invocation; 1],
    column_kind: &'static str,
    results: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    information_uri: &'static str,
    rules: Vec<Descriptor<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Message,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    partial_fingerprints: BTreeMap<&'static str, &'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Correction<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Acceptance<'a>>,
}

/// Why a finding is accepted.
#[derive(Serialize)]
struct Acceptance<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    justification: Option<&'a str>,
}

impl<'a> Acceptance<'a> {
    fn of(suppression: &'a Suppression) -> Self {
        Self {
            kind: match suppression.kind {
                suppress::Kind::Config => "external",
                _ => "inSource",
            },
            justification: suppression.reason.as_deref(),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<LogicalLocation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<u32>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation {
    name: String,
    fully_qualified_name: String,
    kind: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Correction<'a> {
    description: Message,
    artifact_changes: Vec<ArtifactChange<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'a> {
    artifact_location: ArtifactLocation,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Content<'a>,
}

#[derive(Serialize)]
struct Content<'a> {
    text: &'a str,
}

impl<'a> Log<'a> {
    fn of(report: &Report<'a>) -> Self {
        let outcome = report.outcome;
        let accepted = outcome.suppressed.iter();
        let accepted = accepted.map(|one| (&one.diagnostic, Some(&*one.by)));
        let reported = outcome.diagnostics.iter().map(|one| (one, None));
        let mut findings: Vec<(&Diagnostic, Option<&Suppression>)> =
            reported.chain(accepted).collect();
        let mut notifications = vec![Notification::of("note", said(report))];
        if findings.len() > MAX_RESULTS {
            // What is cut must be what matters least; the sort keeps the order of files.
            let total = findings.len();
            findings.sort_by_key(|(one, by)| (by.is_some(), std::cmp::Reverse(one.severity)));
            findings.truncate(MAX_RESULTS);
            let text = format!("only the {MAX_RESULTS} severest of {total} findings are listed");
            notifications.push(Notification::of("warning", text));
        }
        let mut indexes: BTreeMap<&str, usize> = BTreeMap::new();
        for (diagnostic, _) in &findings {
            indexes.insert(&diagnostic.rule, 0);
        }
        for (place, index) in indexes.values_mut().enumerate() {
            *index = place;
        }
        let rules = indexes.keys().map(|id| Descriptor::of(report, id));
        Self {
            schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            version: "2.1.0",
            runs: [Run {
                tool: Tool {
                    driver: Driver {
                        name: "kubelint",
                        version: env!("CARGO_PKG_VERSION"),
                        semantic_version: env!("CARGO_PKG_VERSION"),
                        information_uri: "https://kubelint.dev",
                        rules: rules.collect(),
                    },
                },
                invocations: [Invocation {
                    execution_successful: true,
                    tool_execution_notifications: notifications,
                }],
                column_kind: "unicodeCodePoints",
                results: findings
                    .into_iter()
                    .map(|(one, by)| Finding {
                        suppressions: by.map(Acceptance::of).into_iter().collect(),
                        ..Finding::of(report, one, indexes[one.rule.as_ref()])
                    })
                    .collect(),
            }],
        }
    }
}

/// The summary that the formats for people end with.
fn said(report: &Report<'_>) -> String {
    match report.skipped() {
        Some(skipped) => format!("{}; {skipped}", report.totals()),
        None => report.totals(),
    }
}

impl Notification {
    fn of(level: &'static str, text: String) -> Self {
        Self {
            level,
            message: Message { text },
        }
    }
}

impl<'a> Finding<'a> {
    fn of(report: &Report<'a>, diagnostic: &'a Diagnostic, rule_index: usize) -> Self {
        let place = report.place(diagnostic.span);
        let mut text = report.message(diagnostic).into_owned();
        let physical_location = match &diagnostic.origin {
            // A line of the rendered text is no line of the file, and GitHub wants a region.
            Some(origin) => {
                text = format!("{text} (rendered line {}:{})", place.line, place.column);
                PhysicalLocation {
                    artifact_location: ArtifactLocation::of(origin),
                    region: Region::first_line(),
                }
            }
            None => PhysicalLocation::of(report, place),
        };
        let related = diagnostic.related.iter().zip(1..);
        let fixes = diagnostic
            .fix
            .iter()
            .filter(|fix| fix.safe && diagnostic.origin.is_none());
        let fingerprint = Some(diagnostic.fingerprint.as_str()).filter(|it| !it.is_empty());
        Self {
            rule_id: &diagnostic.rule,
            rule_index,
            level: level(diagnostic.severity),
            message: Message { text },
            locations: [Location {
                id: None,
                physical_location,
                logical_locations: diagnostic.subject.iter().map(LogicalLocation::of).collect(),
                message: None,
            }],
            related_locations: related
                .map(|(label, id)| Location {
                    id: Some(id),
                    physical_location: PhysicalLocation::of(report, report.place(label.span)),
                    logical_locations: Vec::new(),
                    message: Some(Message {
                        text: label.message.clone(),
                    }),
                })
                .collect(),
            partial_fingerprints: fingerprint
                .map(|it| ("kubelint/v1", it))
                .into_iter()
                .collect(),
            fixes: fixes.map(|fix| Correction::of(report, fix)).collect(),
            suppressions: Vec::new(),
        }
    }
}

/// The word of SARIF for a severity.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

impl PhysicalLocation {
    fn of(report: &Report<'_>, place: Place<'_>) -> Self {
        Self {
            artifact_location: ArtifactLocation::of(&report.in_repository(place.file)),
            region: Region::of(place),
        }
    }
}

impl ArtifactLocation {
    /// Relative to the root of the repository, unless the file was named from that of the disk.
    fn of(file: &str) -> Self {
        let file = file.replace('\\', "/");
        let encoded = percent_encoded(file.strip_prefix("./").unwrap_or(&file));
        let with_drive = file.as_bytes().get(1) == Some(&b':');
        if file.starts_with('/') || with_drive {
            let slash = if with_drive { "/" } else { "" };
            return Self {
                uri: format!("file://{slash}{encoded}"),
                uri_base_id: None,
            };
        }
        Self {
            uri: encoded,
            uri_base_id: Some("%SRCROOT%"),
        }
    }
}

impl Region {
    fn of(place: Place<'_>) -> Self {
        Self {
            start_line: place.line,
            start_column: Some(place.column),
            end_line: Some(place.end_line),
            end_column: Some(place.end_column),
        }
    }

    fn first_line() -> Self {
        Self {
            start_line: 1,
            start_column: None,
            end_line: None,
            end_column: None,
        }
    }
}

impl LogicalLocation {
    fn of(subject: &Subject) -> Self {
        let namespace = subject.namespace.iter().map(String::as_str);
        let parts: Vec<&str> = namespace.chain([&*subject.kind, &*subject.name]).collect();
        Self {
            name: subject.name.clone(),
            fully_qualified_name: parts.join("/"),
            kind: "resource",
        }
    }
}

impl<'a> Correction<'a> {
    fn of(report: &Report<'_>, fix: &'a Fix) -> Self {
        let mut files: BTreeMap<FileId, Vec<Replacement<'a>>> = BTreeMap::new();
        for edit in &fix.edits {
            files.entry(edit.span.file).or_default().push(Replacement {
                deleted_region: Region::of(report.place(edit.span)),
                inserted_content: Content {
                    text: &edit.replacement,
                },
            });
        }
        let change = |(file, replacements)| {
            let name = &report.outcome.sources.get(file).name;
            ArtifactChange {
                artifact_location: ArtifactLocation::of(&report.in_repository(name)),
                replacements,
            }
        };
        Self {
            description: Message {
                text: fix.title.clone(),
            },
            artifact_changes: files.into_iter().map(change).collect(),
        }
    }
}
