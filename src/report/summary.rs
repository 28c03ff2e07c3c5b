//! What a run comes to, for people: totals, what was left out, and what to do next.

use std::io::{self, Write};

use super::{Report, RuleTotal, counted};
use crate::check::outcome::{BaselineTotals, SinceTotals, UncheckedKind};
use crate::diagnostic::Severity;

/// Unchecked kinds are listed up to this number,
const KINDS: usize = 6;
/// and cut to this one when there are more.
const KINDS_WHEN_CUT: usize = 5;

/// Commands are listed up to this number,
const STEPS: usize = 4;
/// and cut to this one when there are more.
const STEPS_WHEN_CUT: usize = 3;

/// Entries of a baseline that are gone are listed up to this number.
const GONE: usize = 5;

/// How objects of a custom kind get checked.
const GIVE_CRDS: &str = "give CRDs with --schema-location";

/// Colours, or none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paint(pub(super) bool);

impl Paint {
    fn with(self, code: &str, text: &str) -> String {
        if self.0 {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }

    pub(super) fn dim(self, text: &str) -> String {
        self.with("2", text)
    }

    pub(super) fn cyan(self, text: &str) -> String {
        self.with("36", text)
    }

    fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    fn severity(self, severity: Severity, text: &str) -> String {
        let code = match severity {
            Severity::Error => "31",
            Severity::Warning => "33",
            Severity::Info => "36",
        };
        self.with(code, text)
    }
}

/// Writes all that follows the findings.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let paint = Paint(report.options.color);
    let statistics = report.options.statistics;
    let totals = report.by_rule();
    let listed: Vec<&RuleTotal<'_>> = totals
        .iter()
        .filter(|total| statistics || report.options.show_info || total.severity > Severity::Info)
        .collect();
    write_table(&listed, paint, out)?;
    if !statistics {
        write_left_out(report, out)?;
    }
    writeln!(out, "{}", paint.bold(&report.totals()))?;
    if statistics {
        return Ok(());
    }
    let infos = report.outcome.count(Severity::Info);
    if infos > 0 && !report.options.show_info {
        writeln!(out, "{}", paint.dim(&unlisted(infos)))?;
    }
    write_baseline(report, paint, out)?;
    write_since(report, paint, out)?;
    write_next(report, &totals, paint, out)
}

/// How many findings the baseline keeps out of the report.
pub(super) fn known(baseline: &BaselineTotals) -> String {
    let findings = counted(baseline.known, "finding");
    let verb = if baseline.known == 1 { "is" } else { "are" };
    format!("{findings} {verb} known (--no-baseline reports them)")
}

/// How many findings a change did not bring.
pub(super) fn older(since: &SinceTotals) -> Option<String> {
    let verb = if since.older == 1 { "was" } else { "were" };
    let base = since.base.get(..12).unwrap_or(&since.base);
    (since.older > 0).then(|| {
        let older = counted(since.older, "finding");
        format!("{older} of files that did not change {verb} there before, at {base}")
    })
}

fn write_since(report: &Report<'_>, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    match report.outcome.since.as_ref().and_then(older) {
        Some(older) => writeln!(out, "{}", paint.dim(&older)),
        None => Ok(()),
    }
}

/// What the baseline knows, and what of it is gone.
fn write_baseline(report: &Report<'_>, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let Some(baseline) = &report.outcome.baseline else {
        return Ok(());
    };
    writeln!(out, "{}", paint.dim(&known(baseline)))?;
    if baseline.gone.is_empty() {
        return Ok(());
    }
    let (entries, are) = match baseline.gone.len() {
        1 => ("entry".to_owned(), "is"),
        gone => (format!("{gone} entries"), "are"),
    };
    let one = if baseline.gone.len() == 1 { "1 " } else { "" };
    writeln!(
        out,
        "{one}{entries} of the baseline {are} gone; `kubelint baseline` removes them:"
    )?;
    for entry in baseline.gone.iter().take(GONE) {
        writeln!(out, "  {entry}")?;
    }
    if baseline.gone.len() > GONE {
        writeln!(out, "  and {} more", baseline.gone.len() - GONE)?;
    }
    Ok(())
}

/// That infos are only counted, and how they are listed.
pub(super) fn unlisted(infos: usize) -> String {
    let verb = if infos == 1 { "is" } else { "are" };
    format!(
        "{} {verb} not listed (--show info prints them)",
        counted(infos, "info")
    )
}

/// Level, rule, findings and files, in columns.
fn write_table(totals: &[&RuleTotal<'_>], paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    if totals.is_empty() {
        return Ok(());
    }
    let rule = totals.iter().map(|total| total.rule.len());
    let rule = rule.max().unwrap_or(0).max("rule".len());
    let heading = format!("level    {:rule$}  findings  files", "rule");
    writeln!(out, "{}", paint.dim(&heading))?;
    for total in totals {
        let level = format!("{:7}", total.severity.as_str());
        writeln!(
            out,
            "{}  {:rule$}  {:>8}  {:>5}",
            paint.severity(total.severity, &level),
            total.rule,
            total.findings,
            total.files,
        )?;
    }
    writeln!(out)
}

/// What was not checked, and why.
fn write_left_out(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let skipped = report.skipped();
    if let Some(skipped) = &skipped {
        writeln!(out, "{skipped}")?;
    }
    write_unchecked(&report.outcome.unchecked, out)?;
    let placeholders = placeholders(report);
    if let Some(placeholders) = &placeholders {
        writeln!(out, "{placeholders}")?;
    }
    if skipped.is_some() || !report.outcome.unchecked.is_empty() || placeholders.is_some() {
        writeln!(out)?;
    }
    Ok(())
}

/// How objects with placeholders were checked, when there are some.
pub(super) fn placeholders(report: &Report<'_>) -> Option<String> {
    let objects = report.outcome.totals.with_placeholders;
    let verb = if objects == 1 { "has" } else { "have" };
    (objects > 0).then(|| {
        format!(
            "{} {verb} placeholders such as ${{VAR}}: checked as their default, else as fitting \
             anywhere (--no-placeholders takes them literally)",
            counted(objects, "object"),
        )
    })
}

/// The custom objects that were not checked, and how they would be.
pub(super) fn unchecked(kinds: &[UncheckedKind]) -> String {
    let objects: usize = kinds.iter().map(|kind| kind.objects).sum();
    format!(
        "no schema for {}, not checked; {GIVE_CRDS}",
        counted(objects, "custom object")
    )
}

fn write_unchecked(kinds: &[UncheckedKind], out: &mut dyn Write) -> io::Result<()> {
    if let [only] = kinds {
        return writeln!(
            out,
            "{} {} ({}): no schema, not checked; {GIVE_CRDS}",
            only.objects, only.kind, only.api_version
        );
    }
    if kinds.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}:", unchecked(kinds))?;
    let mut kinds: Vec<&UncheckedKind> = kinds.iter().collect();
    kinds.sort_by_key(|kind| std::cmp::Reverse(kind.objects));
    let shown = if kinds.len() > KINDS {
        KINDS_WHEN_CUT
    } else {
        kinds.len()
    };
    let most = kinds.first().map_or(0, |kind| kind.objects);
    let width = most.to_string().len();
    for kind in &kinds[..shown] {
        writeln!(
            out,
            "  {:width$} {} ({})",
            kind.objects, kind.kind, kind.api_version
        )?;
    }
    if shown < kinds.len() {
        writeln!(out, "  and {} more kinds", kinds.len() - shown)?;
    }
    Ok(())
}

/// The commands that come next.
fn write_next(
    report: &Report<'_>,
    totals: &[RuleTotal<'_>],
    paint: Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    let worst = totals
        .first()
        .filter(|total| total.severity > Severity::Info);
    if let Some(worst) = worst {
        let command = format!("kubelint explain {}", worst.rule);
        writeln!(out, "\nnext: {}", paint.cyan(&command))?;
    }
    let steps = &report.outcome.next_steps;
    if steps.is_empty() {
        return Ok(());
    }
    let shown = if report.options.fold && steps.len() > STEPS {
        STEPS_WHEN_CUT
    } else {
        steps.len()
    };
    writeln!(out, "\nto check what was skipped:")?;
    for step in &steps[..shown] {
        writeln!(out, "  {}", paint.cyan(step))?;
    }
    if shown < steps.len() {
        let rest = format!(
            "  … and {} more (--no-fold shows them)",
            steps.len() - shown
        );
        writeln!(out, "{}", paint.dim(&rest))?;
    }
    Ok(())
}
