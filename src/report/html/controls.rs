//! What the reader filters by: levels, namespaces, files, words and the table of rules.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::diagnostic::Severity;
use crate::report::excerpt::visible;
use crate::report::overview::FileFindings;
use crate::report::{Report, rule_url};

/// The namespace of findings that have none.
pub(super) const NO_NAMESPACE: &str = "(none)";

/// The filters, which are of no use and not shown without the script.
pub(super) fn filters(report: &Report<'_>, files: &[FileFindings<'_>]) -> Markup {
    let namespaces = namespaces(report);
    html! {
        form #filters hidden {
            label for="search" { "Search" }
            input #search type="search" name="q" autocomplete="off" spellcheck="false"
                placeholder="message, name, line of YAML";
            fieldset {
                legend { "Levels" }
                (levels(report))
            }
            @if namespaces.len() > 1 {
                label for="namespace" { "Namespace" }
                select #namespace {
                    option value="" { "all" }
                    @for (namespace, findings) in namespaces {
                        option value=(namespace) { (visible(namespace)) " (" (findings) ")" }
                    }
                }
            }
            @if files.len() > 1 {
                label for="file" { "File" }
                select #file {
                    option value="" { "all" }
                    @for file in files {
                        option value=(file.name) {
                            (visible(file.name)) " (" (file.findings.len()) ")"
                        }
                    }
                }
            }
            button type="button" data-reset { "Reset filters" }
        }
    }
}

/// One button per level. Infos begin hidden where there is something worse to read.
fn levels(report: &Report<'_>) -> Markup {
    let count = |severity| report.outcome.count(severity);
    let worse = count(Severity::Error) + count(Severity::Warning) > 0;
    html! {
        @for severity in [Severity::Error, Severity::Warning, Severity::Info] {
            @let pressed = severity > Severity::Info || !worse;
            button.level.(severity.as_str()) type="button" data-level=(severity.as_str())
                aria-pressed=(pressed) {
                (severity.as_str()) " " span.count { (count(severity)) }
            }
        }
    }
}

/// How many findings each namespace has.
fn namespaces<'a>(report: &Report<'a>) -> BTreeMap<&'a str, usize> {
    let mut namespaces = BTreeMap::new();
    for finding in &report.outcome.diagnostics {
        let subject = finding.subject.as_ref();
        let namespace = subject.and_then(|subject| subject.namespace.as_deref());
        *namespaces
            .entry(namespace.unwrap_or(NO_NAMESPACE))
            .or_default() += 1;
    }
    namespaces
}

/// Level, rule, findings and files; a row filters by its rule.
pub(super) fn rules(report: &Report<'_>) -> Markup {
    html! {
        details.rules open {
            summary { h2 { "Rules" } }
            table {
                thead {
                    tr {
                        th scope="col" { "rule" }
                        th scope="col" { "findings" }
                        th scope="col" { "files" }
                    }
                }
                tbody {
                    @for total in report.by_rule() {
                        tr.(total.severity.as_str()) data-rule=(total.rule)
                            data-level=(total.severity.as_str()) {
                            th scope="row" {
                                button type="button" aria-pressed="false" disabled { (total.rule) }
                                (about(report, total.rule, total.severity))
                            }
                            td { (total.findings) }
                            td { (total.files) }
                        }
                    }
                }
            }
        }
    }
}

/// What a rule finds, and its page.
fn about(report: &Report<'_>, rule: &str, severity: Severity) -> Markup {
    let title = report.registry.get(rule).map(|entry| entry.title.as_ref());
    html! {
        span.about {
            (severity.as_str())
            @if let Some(title) = title { ": " (title) }
            " "
            a href=(rule_url(rule)) aria-label={ "docs of " (rule) } { "docs" }
        }
    }
}
