//! An excerpt with its line numbers, the marked characters and the words for them.

use maud::{Markup, html};

use super::prose;
use crate::report::Report;
use crate::report::excerpt::Excerpt;
use crate::source::Span;

/// Columns of a line that are shown; the reader can scroll.
pub(super) const WIDTH: usize = 160;

/// Some lines of a text.
#[derive(Debug)]
pub(super) struct Snippet {
    pub(super) markup: Markup,
    /// Which of the marks it holds.
    pub(super) placed: Vec<bool>,
}

/// A mark in a line of an excerpt.
#[derive(Debug, Clone, Copy)]
struct Mark<'a> {
    start: usize,
    end: usize,
    text: Option<&'a str>,
    /// Of the wrong characters themselves, not of a related place.
    primary: bool,
}

impl Snippet {
    /// The lines around the first of some marks of one file.
    pub(super) fn around(report: &Report<'_>, marks: &[(Span, Option<&str>)]) -> Self {
        let spans: Vec<Span> = marks.iter().map(|(span, _)| *span).collect();
        let source = report.outcome.sources.get(spans[0].file);
        if source.text.is_empty() {
            return Self {
                markup: html! {},
                placed: vec![false; marks.len()],
            };
        }
        let excerpt = Excerpt::around(source, &spans, WIDTH);
        let mut drawn: Vec<Mark<'_>> = Vec::new();
        for (index, range) in excerpt.marks.iter().enumerate() {
            drawn.extend(range.clone().map(|range| Mark {
                start: range.start,
                end: range.end,
                text: marks[index].1,
                primary: index == 0,
            }));
        }
        drawn.sort_by_key(|mark| mark.start);
        Self {
            markup: lines(&excerpt, &drawn),
            placed: excerpt.marks.iter().map(Option::is_some).collect(),
        }
    }
}

fn lines(excerpt: &Excerpt, marks: &[Mark<'_>]) -> Markup {
    let mut at = 0;
    let mut lines = Vec::new();
    for (number, line) in (excerpt.first_line..).zip(excerpt.text.split_inclusive('\n')) {
        let end = at + line.len();
        let here = marks.iter().filter(|mark| (at..end).contains(&mark.start));
        let here: Vec<Mark<'_>> = here
            .map(|mark| Mark {
                start: mark.start - at,
                end: mark.end - at,
                ..*mark
            })
            .collect();
        lines.push((number, line.trim_end_matches('\n'), here));
        at = end;
    }
    html! {
        pre.snippet {
            @for (number, line, marks) in lines {
                span.line data-line=(number) { (marked(line, &marks)) } "\n"
                @for mark in &marks {
                    @if let Some(text) = mark.text.filter(|text| !text.is_empty()) {
                        span.line.label.related[!mark.primary] {
                            (indent(&line[..mark.start])) "└ " (prose(&text.replace('\n', " ")))
                        } "\n"
                    }
                }
            }
        }
    }
}

fn marked(line: &str, marks: &[Mark<'_>]) -> Markup {
    let mut at = 0;
    let mut pieces = Vec::new();
    for mark in marks {
        pieces.push((
            &line[at..mark.start],
            &line[mark.start..mark.end],
            mark.primary,
        ));
        at = mark.end;
    }
    html! {
        @for (before, marked, primary) in pieces {
            (before) mark class=[(!primary).then_some("related")] { (marked) }
        }
        (line[at..])
    }
}

/// As wide as the text, in a font that gives each character one column or two.
fn indent(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\t' => '\t',
            '\u{1100}'.. => '\u{3000}',
            _ => ' ',
        })
        .collect()
}
