//! GitLab's code quality report: an array of issues, of which it compares the fingerprints of two
//! branches.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use super::Report;
use crate::diagnostic::{Diagnostic, Severity};

/// Writes the array.
pub(super) fn write(report: &Report<'_>, mut out: &mut dyn Write) -> io::Result<()> {
    let listed = report.outcome.diagnostics.iter();
    let issues: Vec<Issue<'_>> = listed
        .filter(|finding| report.lists(finding))
        .map(|finding| Issue::of(report, finding))
        .collect();
    serde_json::to_writer_pretty(&mut out, &issues)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: Cow<'a, str>,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

impl<'a> Issue<'a> {
    fn of(report: &Report<'a>, finding: &'a Diagnostic) -> Self {
        let mut description = report.message(finding).into_owned();
        if let Some(help) = &finding.help {
            description = format!("{description}; {help}");
        }
        // A line of a rendered text is none of the file.
        let begin = match &finding.origin {
            None => report.place(finding.span).line,
            Some(_) => 1,
        };
        Self {
            description,
            check_name: &finding.rule,
            fingerprint: &finding.fingerprint,
            severity: match finding.severity {
                Severity::Error => "critical",
                Severity::Warning => "minor",
                Severity::Info => "info",
            },
            location: Location {
                path: report.file_of(finding),
                lines: Lines { begin },
            },
        }
    }
}
