//! Findings as snippets, made to be read from the first line to the last; the only user of miette.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    SourceCode, SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};

use super::excerpt::{Excerpt, visible};
use super::summary::{self, Paint};
use super::{Report, counted, one_line, rule_totals, rule_url};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::Span;

/// Findings of one rule that are shown before the rest of them fold.
const SHOWN_PER_RULE: usize = 5;

/// Places in other files, or far away, that are shown with one finding.
const NOTES: usize = 4;

/// No terminal is so narrow that less would be of use.
const LEAST_WIDTH: usize = 40;

/// Writes the findings, errors first, and what they come to.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    if !report.options.statistics {
        write_findings(report, out)?;
    }
    summary::write(report, out)
}

/// Writes the findings alone.
pub(super) fn write_findings(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        if severity > Severity::Info || report.options.show_info {
            write_block(report, severity, out)?;
        }
    }
    Ok(())
}

/// All findings of one severity, and one line for each rule that was cut short.
fn write_block(report: &Report<'_>, severity: Severity, out: &mut dyn Write) -> io::Result<()> {
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    let mut folded = Vec::new();
    let findings = report.outcome.diagnostics.iter();
    for diagnostic in findings.filter(|one| one.severity == severity) {
        let shown = shown.entry(&diagnostic.rule).or_default();
        if report.options.fold && *shown == SHOWN_PER_RULE {
            folded.push(diagnostic);
            continue;
        }
        *shown += 1;
        write_finding(report, diagnostic, out)?;
    }
    if folded.is_empty() {
        return Ok(());
    }
    let paint = Paint(report.options.color);
    for rest in rule_totals(folded) {
        writeln!(
            out,
            "… and {} more of {} in {} {}",
            rest.findings,
            rest.rule,
            counted(rest.files, "file"),
            paint.dim("(--no-fold shows them)"),
        )?;
    }
    writeln!(out)
}

fn write_finding(
    report: &Report<'_>,
    diagnostic: &Diagnostic,
    out: &mut dyn Write,
) -> io::Result<()> {
    let file = diagnostic.span.file;
    let (same, mut notes): (Vec<&Label>, Vec<&Label>) = diagnostic
        .related
        .iter()
        .partition(|label| label.span.file == file);

    let mut marks = vec![(diagnostic.span, diagnostic.label.as_deref())];
    marks.extend(same.iter().map(|label| (label.span, Some(&*label.message))));
    let mut snippet = Snippet::new(report, &marks, diagnostic.origin.as_deref());
    snippet.severity = Some(diagnostic.severity);
    snippet.title = title(report, diagnostic);
    snippet.message = one_text_line(&report.message(diagnostic));
    let name = one_line(report.place(diagnostic.span).file);
    if snippet.labels.is_empty() && !snippet.message.contains(&*name) {
        // A file without any text has nothing to show but its name.
        snippet.message = format!("{name}: {}", snippet.message);
    }
    let fix = diagnostic.fix.as_ref().map(|fix| fix.title.as_str());
    snippet.help = diagnostic.help.as_deref().or(fix).map(lines);
    out.write_all(snippet.draw(report).as_bytes())?;

    // First what the excerpt had no room for, then the other files.
    let away = same.iter().zip(&snippet.placed[1..]);
    let mut away: Vec<&Label> = away.filter(|(_, in_it)| !**in_it).map(|it| *it.0).collect();
    away.append(&mut notes);
    for label in away.iter().take(NOTES) {
        let mut note = Snippet::new(report, &[(label.span, None)], None);
        "note".clone_into(&mut note.title);
        note.message = one_text_line(&label.message);
        out.write_all(note.draw(report).as_bytes())?;
    }
    if away.len() > NOTES {
        writeln!(out, "… and {} more places", away.len() - NOTES)?;
    }
    writeln!(out)
}

/// `error[field-unknown]`, a link to the rule's page when links are wanted.
fn title(report: &Report<'_>, diagnostic: &Diagnostic) -> String {
    let text = format!("{}[{}]", diagnostic.severity, diagnostic.rule);
    if report.options.hyperlinks {
        let url = rule_url(&diagnostic.rule);
        format!("\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\")
    } else {
        text
    }
}

fn one_text_line(text: &str) -> String {
    visible(&text.replace('\n', " "))
}

/// Text of several lines, fit for a terminal.
fn lines(text: &str) -> String {
    let lines: Vec<String> = text.trim_end().lines().map(visible).collect();
    lines.join("\n")
}

/// One message over one excerpt, in the terms of miette.
#[derive(Debug)]
struct Snippet {
    /// None for a note.
    severity: Option<Severity>,
    /// What stands before the message and its colon.
    title: String,
    message: String,
    /// File, line and column of the first mark.
    location: String,
    excerpt: Excerpt,
    labels: Vec<LabeledSpan>,
    /// Which of the marks the excerpt holds.
    placed: Vec<bool>,
    help: Option<String>,
}

impl Snippet {
    /// Over the lines around the first of some marks of one file.
    fn new(report: &Report<'_>, marks: &[(Span, Option<&str>)], origin: Option<&str>) -> Self {
        let spans: Vec<Span> = marks.iter().map(|(span, _)| *span).collect();
        let place = report.place(spans[0]);
        let location = match origin {
            Some(origin) => format!(
                "{}, rendered line {}:{}",
                one_line(origin),
                place.line,
                place.column
            ),
            None => format!("{}:{}:{}", one_line(place.file), place.line, place.column),
        };
        let margin = digits(place.line) + 6;
        let width = width(report).saturating_sub(margin);
        let source = report.outcome.sources.get(spans[0].file);
        let excerpt = Excerpt::around(source, &spans, width);
        let mut labels = Vec::new();
        let drawn = if source.text.is_empty() {
            &[][..]
        } else {
            &excerpt.marks
        };
        for ((_, text), range) in marks.iter().zip(drawn) {
            let Some(range) = range else { continue };
            let text = text.map(lines).filter(|text| !text.is_empty());
            labels.push(if labels.is_empty() {
                LabeledSpan::new_primary_with_span(text, range.clone())
            } else {
                LabeledSpan::new_with_span(text, range.clone())
            });
        }
        Self {
            severity: None,
            title: String::new(),
            message: String::new(),
            location,
            placed: excerpt.marks.iter().map(Option::is_some).collect(),
            excerpt,
            labels,
            help: None,
        }
    }

    fn draw(&self, report: &Report<'_>) -> String {
        let handler = GraphicalReportHandler::new_themed(self.theme(report.options.color))
            .with_width(width(report))
            .with_break_words(false)
            .without_primary_span_start();
        let mut text = String::new();
        if handler.render_report(&mut text, self).is_err() {
            // Cannot be: a `String` takes all, and the excerpt answers for every label.
            text = format!("  {}: {}\n  {}\n", self.title, self.message, self.location);
        }
        match text.strip_prefix("  ") {
            Some(flush) => flush.to_owned(),
            None => text,
        }
    }

    /// miette's own, with our title in place of its icon and the first mark in the title's colour.
    fn theme(&self, color: bool) -> GraphicalTheme {
        let mut styles = if color {
            ThemeStyles::ansi()
        } else {
            ThemeStyles::none()
        };
        let main = match self.severity {
            Some(Severity::Error) => styles.error,
            Some(Severity::Warning) => styles.warning,
            Some(Severity::Info) | None => styles.advice,
        };
        styles.link = styles.linum;
        styles.error = if color { main.bold() } else { main };
        // miette gives out the colours in the order of the text.
        let mut order: Vec<&LabeledSpan> = self.labels.iter().collect();
        order.sort_by_key(|label| label.offset());
        let other = styles.advice;
        styles.highlights = order
            .iter()
            .map(|label| if label.primary() { main } else { other })
            .collect();
        styles.highlights.push(main);
        let mut characters = ThemeCharacters::unicode();
        characters.error = format!("{}:", self.title);
        GraphicalTheme { characters, styles }
    }
}

impl fmt::Display for Snippet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Snippet {}

impl miette::Diagnostic for Snippet {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = self.help.as_ref()?;
        Some(Box::new(help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

/// The excerpt is all that there is to read: whatever miette asks for, it gets these lines.
impl SourceCode for Snippet {
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        _lines_before: usize,
        _lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let text = &self.excerpt.text;
        Ok(Box::new(MietteSpanContents::new_named(
            self.location.clone(),
            text.as_bytes(),
            (0, text.len()).into(),
            self.excerpt.first_line.saturating_sub(1) as usize,
            0,
            self.excerpt.line_count,
        )))
    }
}

fn width(report: &Report<'_>) -> usize {
    report.options.width.max(LEAST_WIDTH)
}

fn digits(number: u32) -> usize {
    number.checked_ilog10().unwrap_or(0) as usize + 1
}
