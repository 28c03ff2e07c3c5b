//! `kubelint check`.

use std::path::Path;

use super::args::CheckArguments;
use super::output::{self, Output};
use super::run::{Held, Run, working_directory};
use super::{Exit, Failure, Io, permalink, repository, since};
use crate::baseline::Baseline;
use crate::changes::ChangedLines;
use crate::check::Since;
use crate::check::outcome::Outcome;
use crate::config::FailOn;
use crate::diagnostic::Severity;
use crate::registry::FILE_UNREADABLE;
use crate::report::{self, Report};

/// Checks what the arguments name, and reports.
pub(super) fn run(
    arguments: &CheckArguments,
    color: bool,
    io: &mut Io<'_>,
) -> Result<Exit, Failure> {
    let outputs = output::outputs(&arguments.format, arguments.output.as_deref())?;
    let run = Run::prepare(&arguments.input, arguments.fail_on, color, io)?;
    if let Some(file) = &arguments.show_config {
        return show_config(&run, file, io);
    }
    let baseline = match arguments.no_baseline {
        true => None,
        false => run.read_baseline(arguments.baseline.as_deref())?,
    };
    let (outcome, changed) = check(&run, arguments, baseline.as_ref(), io)?;
    let directory = working_directory()?;
    let options = report::Options {
        color,
        hyperlinks: color && io.terminal.color,
        width: io.terminal.width.unwrap_or(100),
        show_info: arguments.show.is_some(),
        fold: !arguments.no_fold,
        statistics: arguments.statistics,
        folder: repository::folder(&directory),
        changed,
        permalink: permalink::of_environment(&directory),
    };
    let report = Report {
        outcome: &outcome,
        registry: &run.setup.registry,
        options: &options,
    };
    for output in &outputs {
        write(output, &report, io)?;
    }
    if is_empty(&outcome) && !arguments.input.allow_empty {
        return Err(nothing_to_check(&outcome));
    }
    Ok(exit(&outcome, run.setup.config.fail_on))
}

/// The findings, and the lines that changed when that was asked for.
fn check(
    run: &Run,
    arguments: &CheckArguments,
    baseline: Option<&Baseline>,
    io: &mut Io<'_>,
) -> Result<(Outcome, Option<ChangedLines>), Failure> {
    let mut held = Held {
        baseline,
        since: None,
    };
    let Some(revision) = &arguments.changed_since else {
        let changed = match &arguments.changed_first {
            Some(revision) => Some(since::changes(revision)?.lines),
            None => None,
        };
        return Ok((run.check(&arguments.input, held, io)?, changed));
    };
    let changes = since::changes(revision)?;
    let before = since::before(&arguments.input, &changes, io)?;
    held.since = Some(Since {
        base: &changes.base,
        lines: &changes.lines,
        before: &before,
    });
    let outcome = run.check(&arguments.input, held, io)?;
    Ok((outcome, Some(changes.lines)))
}

/// `--show-config FILE`.
fn show_config(run: &Run, file: &Path, io: &mut Io<'_>) -> Result<Exit, Failure> {
    let name = file.to_string_lossy().replace('\\', "/");
    let name = name.strip_prefix("./").unwrap_or(&name);
    io.output
        .write_all(run.setup.config.show(name).as_bytes())?;
    Ok(Exit::Clean)
}

fn write(output: &Output, report: &Report<'_>, io: &mut Io<'_>) -> Result<(), Failure> {
    let result = match &output.file {
        None => report::render(output.format, report, io.output),
        Some(path) => {
            // A file is no terminal.
            let options = report::Options {
                color: false,
                hyperlinks: false,
                ..report.options.clone()
            };
            let report = Report {
                options: &options,
                ..*report
            };
            report::render(output.format, &report, &mut output::create(path)?)
        }
    };
    match result {
        // Whoever reads the report has seen enough, for example `head`.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        result => Ok(result?),
    }
}

/// Whether the run had nothing to say anything about.
fn is_empty(outcome: &Outcome) -> bool {
    outcome.totals.objects == 0 && outcome.diagnostics.is_empty() && outcome.suppressed.is_empty()
}

fn nothing_to_check(outcome: &Outcome) -> Failure {
    let message = match outcome.totals.files {
        0 => "nothing to check: no .yaml, .yml or .json file was found",
        _ => "nothing to check: no file holds a Kubernetes object",
    };
    Failure::new(
        message,
        Some("`--allow-empty` makes this a success".to_owned()),
    )
}

fn exit(outcome: &Outcome, fail_on: FailOn) -> Exit {
    // What could not be read was not checked: that is never a success, nor a mere finding.
    if outcome
        .diagnostics
        .iter()
        .any(|finding| finding.rule == FILE_UNREADABLE)
    {
        return Exit::Failed;
    }
    let lowest = match fail_on {
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
        FailOn::Info => Severity::Info,
        FailOn::Never => return Exit::Clean,
    };
    let fails = |finding: &crate::diagnostic::Diagnostic| finding.severity >= lowest;
    if outcome.diagnostics.iter().any(fails) {
        Exit::Findings
    } else {
        Exit::Clean
    }
}
