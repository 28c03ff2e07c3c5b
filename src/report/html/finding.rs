//! One finding: message, object, snippet, other places, help and fix.

use maud::{Markup, html};

use super::controls::NO_NAMESPACE;
use super::snippet::Snippet;
use super::{diff, prose};
use crate::diagnostic::{Diagnostic, Label};
use crate::report::excerpt::visible;
use crate::report::overview::object_name;
use crate::report::{Report, rule_url};
use crate::source::Span;

/// Places in other files, or far away, that are shown with one finding.
const NOTES: usize = 4;

/// A finding with what the script filters by.
pub(super) fn article(report: &Report<'_>, finding: &Diagnostic) -> Markup {
    let level = finding.severity.as_str();
    let subject = finding.subject.as_ref();
    let namespace = subject.and_then(|subject| subject.namespace.as_deref());
    html! {
        article.finding.(level) data-level=(level) data-rule=(finding.rule)
            data-namespace=(namespace.unwrap_or(NO_NAMESPACE)) {
            h3 { span.badge { (level) } " " span { (prose(&report.message(finding))) } }
            (about(report, finding))
            (places(report, finding))
            @if let Some(help) = &finding.help {
                p.help { b { "help: " } (prose(help)) }
            }
            @if let Some(fix) = &finding.fix {
                (diff::correction(report, fix, finding))
            }
        }
    }
}

/// The rule, the place and the object.
fn about(report: &Report<'_>, finding: &Diagnostic) -> Markup {
    let place = report.place(finding.span);
    let rendered = if finding.origin.is_some() {
        "rendered "
    } else {
        ""
    };
    let line = format!("{rendered}line {}:{}", place.line, place.column);
    html! {
        p.about {
            a.rule href=(rule_url(&finding.rule)) { (finding.rule) }
            @match report.link(finding) {
                Some(url) => a href=(url) { (line) },
                None => span { (line) },
            }
            @if let Some(subject) = &finding.subject {
                span { (visible(&object_name(subject))) }
                @if let Some(container) = &subject.container {
                    span { "container " (visible(container)) }
                }
                @if !subject.stable_path.is_empty() {
                    code { (visible(&subject.stable_path)) }
                }
            }
        }
    }
}

/// The snippet with what is near, then what it had no room for and what is in other files.
fn places(report: &Report<'_>, finding: &Diagnostic) -> Markup {
    let file = finding.span.file;
    let (same, other): (Vec<&Label>, Vec<&Label>) = finding
        .related
        .iter()
        .partition(|label| label.span.file == file);
    let mut marks: Vec<(Span, Option<&str>)> = vec![(finding.span, finding.label.as_deref())];
    marks.extend(same.iter().map(|label| (label.span, Some(&*label.message))));
    let snippet = Snippet::around(report, &marks);
    let unplaced = same.into_iter().zip(&snippet.placed[1..]);
    let unplaced = unplaced
        .filter(|(_, placed)| !**placed)
        .map(|(label, _)| label);
    let away: Vec<&Label> = unplaced.chain(other).collect();
    html! {
        (snippet.markup)
        @for label in away.iter().take(NOTES) {
            (note(report, label))
        }
        @if away.len() > NOTES {
            p.note { "… and " (away.len() - NOTES) " more places" }
        }
    }
}

fn note(report: &Report<'_>, label: &Label) -> Markup {
    let place = report.place(label.span);
    let name = format!("{}:{}:{}", visible(place.file), place.line, place.column);
    html! {
        p.note {
            (prose(&label.message)) " "
            @match report.link_to(&place) {
                Some(url) => a.place href=(url) { (name) },
                None => span.place { (name) },
            }
        }
        (Snippet::around(report, &[(label.span, None)]).markup)
    }
}
