//! JUnit XML: a suite per file, a failed case per finding.
//!
//! A file without findings is a case that passed, one that was skipped a case that was skipped, so
//! that the report accounts for every file. Infos fail nothing.

use std::collections::BTreeMap;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::BytesText;

use super::{Report, one_line, rule_url};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::FileId;

/// What is known of a file.
#[derive(Default)]
struct Suite<'a> {
    findings: Vec<&'a Diagnostic>,
    skipped: Option<&'static str>,
}

impl Suite<'_> {
    fn failures(&self) -> usize {
        let findings = self.findings.iter();
        findings.filter(|finding| is_failure(finding)).count()
    }

    fn cases(&self) -> usize {
        self.findings.len().max(1)
    }
}

/// Writes the document.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let suites = suites(report);
    let cases: usize = suites.values().map(Suite::cases).sum();
    let failures: usize = suites.values().map(Suite::failures).sum();
    let skipped = suites
        .values()
        .filter(|suite| suite.skipped.is_some())
        .count();
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.get_mut()
        .write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
    let all = xml.create_element("testsuites");
    all.with_attribute(("name", "kubelint"))
        .with_attribute(("tests", cases.to_string().as_str()))
        .with_attribute(("failures", failures.to_string().as_str()))
        .with_attribute(("skipped", skipped.to_string().as_str()))
        .write_inner_content(|xml| {
            for (file, suite) in &suites {
                write_suite(report, file, suite, xml)?;
            }
            Ok(())
        })?;
    writeln!(xml.get_mut())
}

fn is_failure(finding: &Diagnostic) -> bool {
    finding.severity > Severity::Info
}

/// All files of the run, by name.
fn suites<'a>(report: &Report<'a>) -> BTreeMap<String, Suite<'a>> {
    let outcome = report.outcome;
    let read = outcome.files.iter();
    let name = |id: &FileId| report.in_repository(&outcome.sources.get(*id).name);
    let mut suites: BTreeMap<String, Suite<'_>> =
        read.map(|id| (name(id), Suite::default())).collect();
    for one in outcome.skipped.iter().filter(|one| one.line.is_none()) {
        suites
            .entry(report.in_repository(&one.file))
            .or_default()
            .skipped = Some(one.reason.code());
    }
    for finding in outcome.diagnostics.iter().filter(|it| report.lists(it)) {
        let suite = suites
            .entry(report.file_of(finding).into_owned())
            .or_default();
        suite.findings.push(finding);
        suite.skipped = None;
    }
    suites
}

fn write_suite<W: Write>(
    report: &Report<'_>,
    file: &str,
    suite: &Suite<'_>,
    xml: &mut Writer<W>,
) -> io::Result<()> {
    let file = one_line(file).into_owned();
    let skipped = usize::from(suite.skipped.is_some());
    xml.create_element("testsuite")
        .with_attribute(("name", file.as_str()))
        .with_attribute(("tests", suite.cases().to_string().as_str()))
        .with_attribute(("failures", suite.failures().to_string().as_str()))
        .with_attribute(("skipped", skipped.to_string().as_str()))
        .write_inner_content(|xml| {
            if suite.findings.is_empty() {
                let case = xml.create_element("testcase");
                let case = case.with_attribute(("name", "kubelint"));
                let case = case.with_attribute(("classname", file.as_str()));
                return match suite.skipped {
                    None => case.write_empty().map(|_| ()),
                    Some(reason) => case
                        .write_inner_content(|xml| {
                            let skipped = xml.create_element("skipped");
                            skipped.with_attribute(("message", reason)).write_empty()?;
                            Ok(())
                        })
                        .map(|_| ()),
                };
            }
            for finding in &suite.findings {
                write_finding(report, &file, finding, xml)?;
            }
            Ok(())
        })?;
    Ok(())
}

fn write_finding<W: Write>(
    report: &Report<'_>,
    file: &str,
    finding: &Diagnostic,
    xml: &mut Writer<W>,
) -> io::Result<()> {
    let place = report.place(finding.span);
    let name = match &finding.subject {
        Some(subject) => format!("{} {}: {}", subject.kind, subject.name, finding.rule),
        None => finding.rule.to_string(),
    };
    let message = one_line(&report.message(finding)).into_owned();
    let (line, column) = (place.line, place.column);
    let mut text = match &finding.origin {
        None => format!("{file}:{line}:{column}: {message}\n"),
        Some(_) => format!("{file} (rendered line {line}:{column}): {message}\n"),
    };
    for help in finding.help.iter().flat_map(|help| help.lines()) {
        text.push_str(&format!("help: {}\n", one_line(help)));
    }
    text.push_str(&format!("see {}\n", rule_url(&finding.rule)));
    let mut case = xml
        .create_element("testcase")
        .with_attribute(("name", one_line(&name).as_ref()))
        .with_attribute(("classname", file))
        .with_attribute(("file", file));
    if finding.origin.is_none() {
        case = case.with_attribute(("line", line.to_string().as_str()));
    }
    case.write_inner_content(|xml| {
        let result = match is_failure(finding) {
            true => xml
                .create_element("failure")
                .with_attribute(("type", finding.severity.as_str()))
                .with_attribute(("message", message.as_str())),
            false => xml.create_element("system-out"),
        };
        result.write_text_content(BytesText::new(&text))?;
        Ok(())
    })?;
    Ok(())
}
