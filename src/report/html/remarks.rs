//! What is not a finding of this run: what was accepted, known, left out.

use maud::{Markup, html};

use super::prose;
use crate::report::excerpt::visible;
use crate::report::{Report, counted, summary};
use crate::suppress::Suppressed;

/// All remarks, the long ones closed.
pub(super) fn remarks(report: &Report<'_>) -> Markup {
    html! {
        (suppressed(report))
        (skipped(report))
        (unchecked(report))
        @if let Some(placeholders) = summary::placeholders(report) {
            p.remark { (placeholders) }
        }
        @if let Some(baseline) = &report.outcome.baseline {
            p.remark { (summary::known(baseline)) }
        }
        @if let Some(older) = report.outcome.since.as_ref().and_then(summary::older) {
            p.remark { (older) }
        }
    }
}

fn suppressed(report: &Report<'_>) -> Markup {
    let suppressed = &report.outcome.suppressed;
    html! {
        @if !suppressed.is_empty() {
            details.remark #suppressed {
                summary { (counted(suppressed.len(), "suppressed finding")) }
                ul { @for one in suppressed { (accepted(report, one)) } }
            }
        }
    }
}

/// A finding that is accepted, and by what.
fn accepted(report: &Report<'_>, one: &Suppressed) -> Markup {
    let finding = &one.diagnostic;
    let line = report.place(finding.span).line;
    let by = report.place(one.by.span);
    html! {
        li {
            (finding.severity.as_str()) " " (finding.rule) ": "
            (prose(&report.message(finding))) " "
            span.place { (visible(report.file(finding))) ":" (line) }
            span.by {
                "by " (one.by.kind.as_str()) " in " (visible(by.file)) ":" (by.line)
                @if let Some(reason) = &one.by.reason { ": " (visible(reason)) }
            }
        }
    }
}

fn skipped(report: &Report<'_>) -> Markup {
    let outcome = report.outcome;
    html! {
        @if let Some(said) = report.skipped() {
            details.remark #skipped {
                summary { (said) }
                @if !outcome.next_steps.is_empty() {
                    p { "To check what was skipped:" }
                    ul { @for step in &outcome.next_steps { li { code { (visible(step)) } } } }
                }
                ul {
                    @for one in &outcome.skipped {
                        li {
                            span.place {
                                (visible(&one.file))
                                @if let Some(line) = one.line { ":" (line) }
                            }
                            " " (one.reason.code().replace('-', " "))
                        }
                    }
                }
            }
        }
    }
}

fn unchecked(report: &Report<'_>) -> Markup {
    let kinds = &report.outcome.unchecked;
    html! {
        @if !kinds.is_empty() {
            details.remark #unchecked {
                summary { (summary::unchecked(kinds)) }
                ul {
                    @for kind in kinds {
                        li { (kind.objects) " " (visible(&kind.kind)) " (" (visible(&kind.api_version)) ")" }
                    }
                }
            }
        }
    }
}
