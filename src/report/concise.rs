//! One line per finding, as editors and `grep` like it.

use std::io::{self, Write};

use super::{Report, counted, one_line};

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
    if let Some(skipped) = report.skipped() {
        write!(out, "; {skipped}")?;
    }
    let unchecked: usize = report
        .outcome
        .unchecked
        .iter()
        .map(|kind| kind.objects)
        .sum();
    if unchecked > 0 {
        write!(
            out,
            "; no schema for {}",
            counted(unchecked, "custom object")
        )?;
    }
    writeln!(out)
}
