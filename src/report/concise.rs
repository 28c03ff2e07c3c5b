//! One line per finding, as editors and `grep` like it.

use std::io::{self, Write};

use super::{Report, one_line};

/// Writes `file:line:column: level[rule] message` for each finding, and the totals.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for diagnostic in &report.outcome.diagnostics {
        if !report.lists(diagnostic) || report.options.statistics {
            continue;
        }
        let place = report.place(diagnostic.span);
        match &diagnostic.origin {
            Some(origin) => write!(
                out,
                "{} (rendered line {}:{})",
                one_line(origin),
                place.line,
                place.column
            )?,
            None => write!(
                out,
                "{}:{}:{}",
                one_line(place.file),
                place.line,
                place.column
            )?,
        }
        let message = report.message(diagnostic);
        writeln!(
            out,
            ": {}[{}] {}",
            diagnostic.severity,
            diagnostic.rule,
            one_line(&message)
        )?;
    }
    write!(out, "{}", report.totals())?;
    match report.skipped() {
        Some(skipped) => writeln!(out, "; {skipped}"),
        None => writeln!(out),
    }
}
