//! What a fix changes, as lines that go and lines that come.

use std::collections::BTreeMap;

use maud::{Markup, html};
use similar::{ChangeTag, TextDiff};

use super::prose;
use super::snippet::WIDTH;
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::report::excerpt::{fit, visible};
use crate::report::{Report, clamped};
use crate::source::{FileId, Source};

/// Lines of one change that are shown.
const LINES: usize = 40;

/// A fix of a finding: its title, and the changed lines where they are lines of a file.
pub(super) fn correction(report: &Report<'_>, fix: &Fix, finding: &Diagnostic) -> Markup {
    let mut files: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    if finding.origin.is_none() {
        for edit in &fix.edits {
            files.entry(edit.span.file).or_default().push(edit);
        }
    }
    html! {
        p.fix { b { @if fix.safe { "fix: " } @else { "suggestion: " } } (prose(&fix.title)) }
        @for (file, edits) in files {
            @let source = report.outcome.sources.get(file);
            @if file != finding.span.file {
                p.note { span.place { (visible(&source.name)) } }
            }
            @for hunk in Hunk::of(source, &edits) {
                (hunk.lines(source))
            }
        }
    }
}

/// Neighbouring lines with all edits in them.
#[derive(Debug)]
struct Hunk<'a> {
    /// Bytes of whole lines.
    start: usize,
    end: usize,
    edits: Vec<(usize, usize, &'a str)>,
}

impl<'a> Hunk<'a> {
    fn of(source: &Source, edits: &[&'a Edit]) -> Vec<Self> {
        let text = &*source.text;
        let mut hunks: Vec<Self> = Vec::new();
        for edit in edits {
            let (from, to) = clamped(text, edit.span);
            let start = text[..from].rfind('\n').map_or(0, |newline| newline + 1);
            let end = text[to..]
                .find('\n')
                .map_or(text.len(), |newline| to + newline + 1);
            let edit = (from, to, &*edit.replacement);
            match hunks.last_mut().filter(|hunk| start <= hunk.end) {
                Some(hunk) => {
                    hunk.end = hunk.end.max(end);
                    hunk.edits.push(edit);
                }
                None => hunks.push(Self {
                    start,
                    end,
                    edits: vec![edit],
                }),
            }
        }
        hunks
    }

    /// The lines with the edits made.
    fn edited(&self, text: &str) -> String {
        let mut edited = String::new();
        let mut at = self.start;
        for (from, to, replacement) in &self.edits {
            // Edits do not overlap; one that did would be shown as an insertion.
            edited.push_str(&text[at..(*from).max(at)]);
            edited.push_str(replacement);
            at = (*to).max(at);
        }
        edited.push_str(&text[at..self.end]);
        edited
    }

    fn lines(&self, source: &Source) -> Markup {
        let text = &*source.text;
        let edited = self.edited(text);
        let diff = TextDiff::from_lines(&text[self.start..self.end], &edited);
        let first = source.lines().line_of(crate::report::offset(self.start)) as usize;
        let focus = self.edits.first().map_or(0, |edit| edit.0 - self.start);
        let total = diff.iter_all_changes().count();
        html! {
            pre.snippet.diff {
                @for change in diff.iter_all_changes().take(LINES) {
                    @let line = change.value().trim_end_matches(['\r', '\n']);
                    @let line = fit(line, line.floor_char_boundary(focus), WIDTH);
                    @match change.tag() {
                        ChangeTag::Delete => del.line data-line="−" { (line) },
                        ChangeTag::Insert => ins.line data-line="+" { (line) },
                        ChangeTag::Equal => {
                            span.line data-line=(first + change.old_index().unwrap_or(0)) { (line) }
                        },
                    }
                    "\n"
                }
                @if total > LINES {
                    span.line { "… and " (total - LINES) " more lines" } "\n"
                }
            }
        }
    }
}
