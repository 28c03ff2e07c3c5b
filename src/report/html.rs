//! One self-contained page: everything is listed in it, and a script hides what is not asked for.
//!
//! All that comes from outside goes through maud, which escapes it. The page reaches no network, and
//! its policy lets no script run but its own.

mod controls;
mod diff;
mod finding;
mod remarks;
mod snippet;

use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::excerpt::visible;
use super::overview::{FileFindings, Verdict, by_file};
use super::prose::{Part, parts};
use super::{Report, counted};
use crate::diagnostic::Severity;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// Writes the page.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(page(report).into_string().as_bytes())?;
    writeln!(out)
}

fn page(report: &Report<'_>) -> Markup {
    let verdict = Verdict::of(report);
    let files = by_file(report, &report.outcome.diagnostics);
    html! {
        (DOCTYPE)
        html lang="en" {
            (head(&verdict))
            body {
                (masthead(report, &verdict))
                div.columns {
                    @if !files.is_empty() {
                        aside aria-label="Filters and rules" {
                            (controls::filters(report, &files))
                            (controls::rules(report))
                        }
                    }
                    main {
                        @if !files.is_empty() {
                            (findings(report, &files))
                        }
                        (remarks::remarks(report))
                    }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

fn head(verdict: &Verdict) -> Markup {
    let policy = format!(
        "default-src 'none'; img-src data:; style-src '{}'; script-src '{}'; \
         base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT),
    );
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { "kubelint: " (verdict.text) }
            // Without it a server is asked for one.
            link rel="icon" href="data:,";
            style { (PreEscaped(STYLE)) }
        }
    }
}

/// The name of an inline text in a Content-Security-Policy.
fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64.encode(Sha256::digest(text)))
}

/// The verdict, and what was looked at.
fn masthead(report: &Report<'_>, verdict: &Verdict) -> Markup {
    let kind = match verdict.worst {
        Some(severity) => severity.as_str(),
        None if verdict.checked => "good",
        None => Severity::Warning.as_str(),
    };
    let outcome = report.outcome;
    let facts = [
        ("files", outcome.totals.files),
        ("documents", outcome.totals.documents),
        ("objects", outcome.totals.objects),
        ("skipped", outcome.skipped.len()),
        ("suppressed", outcome.totals.suppressed),
    ];
    html! {
        header class={ "masthead " (kind) } {
            div {
                p {
                    "kubelint " (env!("CARGO_PKG_VERSION"))
                    @if !outcome.kubernetes.is_empty() {
                        ", Kubernetes " (outcome.kubernetes.join(", "))
                    }
                }
                h1 { (verdict.text) }
            }
            dl {
                @for (name, number) in facts.iter().filter(|(_, number)| *number > 0) {
                    div { dt { (name) } dd { (number) } }
                }
            }
            button #theme type="button" aria-pressed="false" hidden { "Dark theme" }
        }
    }
}

/// All findings, file by file.
fn findings(report: &Report<'_>, files: &[FileFindings<'_>]) -> Markup {
    let all = counted(report.outcome.diagnostics.len(), "finding");
    html! {
        p #shown role="status" { (all) }
        p #nothing hidden {
            "No finding matches these filters. "
            button type="button" data-reset { "Show all again" }
        }
        @for file in files {
            details.file open data-file=(file.name) {
                summary {
                    h2 { (visible(file.name)) }
                    span.counts { (file.counts()) }
                }
                @for finding in &file.findings {
                    (finding::article(report, finding))
                }
            }
        }
    }
}

/// A message, with what it quotes set as code. Its lines stay lines.
fn prose(text: &str) -> Markup {
    let lines: Vec<String> = text.trim_end().lines().map(visible).collect();
    let text = lines.join("\n");
    html! {
        @for part in parts(&text) {
            @match part {
                Part::Words(words) => (words),
                Part::Quoted(quoted) => code { (quoted) },
            }
        }
    }
}
