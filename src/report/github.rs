//! Workflow commands, which GitHub shows as annotations beside the lines.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Place, Report, counted};
use crate::diagnostic::{Diagnostic, Severity};

/// GitHub shows no more annotations of one level for a step.
const SHOWN: usize = 10;

/// Writes a command for each of the first findings of a level: those on lines that changed before
/// the others.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut more = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let findings = report.outcome.diagnostics.iter();
        let mut findings: Vec<(&Diagnostic, Place<'_>)> = findings
            .filter(|finding| finding.severity == severity && report.lists(finding))
            .map(|finding| (finding, report.place(finding.span)))
            .collect();
        if let Some(changed) = &report.options.changed {
            findings.sort_by_cached_key(|(_, place)| {
                !changed.touch(place.file, place.line, place.end_line)
            });
        }
        let left = findings.len().saturating_sub(SHOWN);
        for (finding, place) in findings.into_iter().take(SHOWN) {
            writeln!(out, "{}", annotation(report, finding, &place))?;
        }
        if left > 0 {
            more.push(counted(left, severity.as_str()));
        }
    }
    if !more.is_empty() {
        writeln!(out, "and {} more in the summary", more.join(", "))?;
    }
    Ok(())
}

/// `::error file=k8s/web.yaml,line=3,…::message`.
fn annotation(report: &Report<'_>, finding: &Diagnostic, place: &Place<'_>) -> String {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let file = property(&report.file_of(finding));
    let mut text = format!("::{command} file={file}");
    // Lines of a rendered text are none of the file.
    if finding.origin.is_none() {
        let _ = write!(text, ",line={},endLine={}", place.line, place.end_line);
        if place.line == place.end_line {
            let _ = write!(text, ",col={},endColumn={}", place.column, place.end_column);
        }
    }
    let mut message = report.message(finding).into_owned();
    if let Some(help) = &finding.help {
        let _ = write!(message, "\n{help}");
    }
    let _ = write!(
        text,
        ",title={}::{}",
        property(&finding.rule),
        data(&message)
    );
    text
}

/// A message; what would end the command is written as GitHub decodes it.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The value of a property, which colons and commas would end, too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
