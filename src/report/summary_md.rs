//! Markdown for the summary page of a CI job: the totals, a table by rule, the findings by file.

mod escape;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use self::escape::{escaped, link, prose, quoted};
use super::overview::{FileFindings, Verdict, by_file, object_name};
use super::{Report, RuleTotal, counted, rule_totals, rule_url, summary};
use crate::diagnostic::{Diagnostic, Severity, Subject};

/// GitHub refuses a summary of more than 1 MiB as a whole.
const MAX_BYTES: usize = 900_000;

/// What closes a file whose findings do not all fit, and says so at the end.
const RESERVE: usize = 1_000;

/// Rules in the table.
const RULES: usize = 100;

/// Files with their findings.
const FILES: usize = 100;

/// Findings listed of one file.
const PER_FILE: usize = 50;

/// Findings listed of one rule in one file.
const PER_RULE: usize = 10;

/// Commands for what was skipped.
const STEPS: usize = 4;

/// Writes the summary, at most [`MAX_BYTES`] of it.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut text = String::new();
    push_headline(report, &mut text);
    push_rules(report, &mut text);
    if !report.options.statistics {
        push_left_out(report, &mut text);
        push_files(report, &mut text);
    }
    out.write_all(text.trim_end().as_bytes())?;
    writeln!(out)
}

/// The verdict, and the line of totals.
fn push_headline(report: &Report<'_>, text: &mut String) {
    let verdict = Verdict::of(report);
    let sign = match verdict.worst {
        Some(severity) => sign(severity),
        None if verdict.checked => "✅",
        None => sign(Severity::Warning),
    };
    push_paragraph(text, &format!("## {sign} kubelint: {}", verdict.text));
    push_paragraph(text, &escaped(&report.totals()));
    if let Some(baseline) = &report.outcome.baseline {
        push_paragraph(text, &escaped(&summary::known(baseline)));
    }
    if let Some(older) = report.outcome.since.as_ref().and_then(summary::older) {
        push_paragraph(text, &escaped(&older));
    }
    let infos = report.outcome.count(Severity::Info);
    if infos > 0 && !lists_infos(report) {
        push_paragraph(text, &escaped(&summary::unlisted(infos)));
    }
}

/// Level, rule, findings and files.
fn push_rules(report: &Report<'_>, text: &mut String) {
    let mut totals = report.by_rule();
    totals.retain(|total| lists_infos(report) || total.severity > Severity::Info);
    if totals.is_empty() {
        return;
    }
    text.push_str("| level | rule | findings | files |\n|:--|:--|--:|--:|\n");
    for total in totals.iter().take(RULES) {
        let RuleTotal {
            severity,
            rule,
            findings,
            files,
        } = *total;
        let (level, rule) = (level(severity), rule_link(rule));
        let _ = writeln!(text, "| {level} | {rule} | {findings} | {files} |");
    }
    let rest = totals.get(RULES..).unwrap_or_default();
    if !rest.is_empty() {
        let findings: usize = rest.iter().map(|total| total.findings).sum();
        let rules = counted(rest.len(), "more rule");
        let _ = writeln!(text, "| | and {rules} | {findings} | |");
    }
    text.push('\n');
}

/// What was not checked, and the commands that would check it.
fn push_left_out(report: &Report<'_>, text: &mut String) {
    let outcome = report.outcome;
    let mut said: Vec<String> = report.skipped().into_iter().collect();
    if !outcome.unchecked.is_empty() {
        said.push(summary::unchecked(&outcome.unchecked));
    }
    said.extend(summary::placeholders(report));
    let steps = outcome.next_steps.iter().take(STEPS);
    let steps: Vec<String> = steps.map(|step| quoted(step)).collect();
    if said.is_empty() && steps.is_empty() {
        return;
    }
    for line in said {
        let _ = writeln!(text, "- {}", escaped(&line));
    }
    if !steps.is_empty() {
        let _ = writeln!(text, "- to check what was skipped: {}", steps.join(", "));
        let more = outcome.next_steps.len() - steps.len();
        if more > 0 {
            let _ = writeln!(text, "- and {}", counted(more, "more command"));
        }
    }
    text.push('\n');
}

/// The findings, severest files first, as many as fit and can be read.
fn push_files(report: &Report<'_>, text: &mut String) {
    let findings = report.outcome.diagnostics.iter();
    let files = by_file(report, findings.filter(|one| report.lists(one)));
    let shown = if report.options.fold {
        FILES
    } else {
        usize::MAX
    };
    let (mut findings_left, mut files_left) = (0, 0);
    for (number, file) in files.iter().enumerate() {
        let room = MAX_BYTES.saturating_sub(text.len() + RESERVE);
        let section = match number < shown {
            true => Section::of(report, file, number == 0, room),
            false => Section::default(),
        };
        findings_left += file.findings.len() - section.listed;
        if section.listed == 0 {
            files_left += 1;
        } else {
            text.push_str(&section.text);
        }
    }
    if findings_left > 0 {
        let findings = counted(findings_left, "finding");
        let files = match files_left {
            0 => String::new(),
            files => format!(", all those of {} among them", counted(files, "file")),
        };
        push_paragraph(
            text,
            &format!("**{findings} left out here**{files}. `kubelint check --no-fold` prints all."),
        );
    }
}

/// One file with its findings.
#[derive(Debug, Default)]
struct Section {
    text: String,
    /// How many of the findings are in it.
    listed: usize,
}

impl Section {
    /// As many findings as are allowed and fit into `room` bytes.
    fn of(report: &Report<'_>, file: &FileFindings<'_>, open: bool, room: usize) -> Self {
        let worst = file.findings.iter().map(|one| one.severity).max();
        let sign = sign(worst.unwrap_or(Severity::Info));
        let open = if open { " open" } else { "" };
        let mut text = format!(
            "<details{open}>\n<summary>{sign} {}: {}</summary>\n\n\
             | line | level | finding | rule | object |\n|--:|:--|:--|:--|:--|\n",
            quoted(file.name),
            file.counts(),
        );
        let mut of_rule: BTreeMap<&str, usize> = BTreeMap::new();
        let (mut listed, mut rest) = (0, Vec::new());
        for finding in &file.findings {
            let of_rule = of_rule.entry(&finding.rule).or_default();
            let allowed = !report.options.fold || (*of_rule < PER_RULE && listed < PER_FILE);
            let row = row(report, finding);
            if allowed && text.len() + row.len() <= room {
                *of_rule += 1;
                listed += 1;
                text.push_str(&row);
            } else {
                rest.push(*finding);
            }
        }
        push_rest(&rest, &mut text);
        text.push_str("\n</details>\n\n");
        Self { text, listed }
    }
}

/// How many findings of which rules a file has besides those that are listed.
fn push_rest(rest: &[&Diagnostic], text: &mut String) {
    let totals = rule_totals(rest.iter().copied());
    let mut rules: Vec<String> = totals
        .iter()
        .take(PER_RULE)
        .map(|total| format!("{} more of {}", total.findings, quoted(total.rule)))
        .collect();
    if totals.len() > PER_RULE {
        rules.push(counted(totals.len() - PER_RULE, "more rule"));
    }
    if !rules.is_empty() {
        let _ = writeln!(text, "| | | … and {} | | |", rules.join(", "));
    }
}

fn row(report: &Report<'_>, finding: &Diagnostic) -> String {
    let line = report.place(finding.span).line.to_string();
    let line = match report.link(finding) {
        Some(url) => link(&url, &line),
        None => line,
    };
    let line = match finding.origin {
        Some(_) => format!("rendered {line}"),
        None => line,
    };
    let mut said = prose(&report.message(finding));
    if let Some(help) = &finding.help {
        let _ = write!(said, "<br>help: {}", prose(help));
    }
    format!(
        "| {line} | {} | {said} | {} | {} |\n",
        level(finding.severity),
        rule_link(&finding.rule),
        finding.subject.as_ref().map_or_else(String::new, object),
    )
}

/// `Deployment shop/web`, and the container.
fn object(subject: &Subject) -> String {
    let mut text = escaped(&object_name(subject));
    if let Some(container) = &subject.container {
        let _ = write!(text, "<br>container {}", escaped(container));
    }
    text
}

fn rule_link(rule: &str) -> String {
    link(&rule_url(rule), &escaped(rule))
}

fn level(severity: Severity) -> String {
    // A cell that is too narrow breaks elsewhere.
    format!("{}\u{a0}{severity}", sign(severity))
}

fn sign(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "❌",
        Severity::Warning => "⚠️",
        Severity::Info => "ℹ️",
    }
}

/// Whether the table and the files have infos.
fn lists_infos(report: &Report<'_>) -> bool {
    report.options.show_info || report.options.statistics
}

fn push_paragraph(text: &mut String, paragraph: &str) {
    text.push_str(paragraph);
    text.push_str("\n\n");
}
