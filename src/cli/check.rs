//! `kubelint check`.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::args::CheckArguments;
use super::run::Run;
use super::{Exit, Failure, Io, permalink};
use crate::check::outcome::Outcome;
use crate::config::FailOn;
use crate::diagnostic::Severity;
use crate::registry::FILE_UNREADABLE;
use crate::report::{self, Format, Report};

/// Checks what the arguments name, and reports.
pub(super) fn run(
    arguments: &CheckArguments,
    color: bool,
    io: &mut Io<'_>,
) -> Result<Exit, Failure> {
    let run = Run::prepare(&arguments.input, arguments.fail_on, color, io)?;
    if let Some(file) = &arguments.show_config {
        return show_config(&run, file, io);
    }
    let baseline = match arguments.no_baseline {
        true => None,
        false => run.read_baseline(arguments.baseline.as_deref())?,
    };
    let outcome = run.check(&arguments.input, baseline.as_ref(), io)?;
    let report_options = report::Options {
        color,
        hyperlinks: color && io.terminal.color,
        width: io.terminal.width.unwrap_or(100),
        show_info: arguments.show.is_some(),
        fold: !arguments.no_fold,
        statistics: arguments.statistics,
        permalink: permalink::of_environment(),
    };
    let report = Report {
        outcome: &outcome,
        registry: &run.setup.registry,
        options: &report_options,
    };
    write(arguments.format, arguments.output.as_ref(), &report, io)?;
    if is_empty(&outcome) && !arguments.input.allow_empty {
        return Err(nothing_to_check(&outcome));
    }
    Ok(exit(&outcome, run.setup.config.fail_on))
}

/// `--show-config FILE`.
fn show_config(run: &Run, file: &Path, io: &mut Io<'_>) -> Result<Exit, Failure> {
    let name = file.to_string_lossy().replace('\\', "/");
    let name = name.strip_prefix("./").unwrap_or(&name);
    io.output
        .write_all(run.setup.config.show(name).as_bytes())?;
    Ok(Exit::Clean)
}

fn write(
    format: Format,
    output: Option<&PathBuf>,
    report: &Report<'_>,
    io: &mut Io<'_>,
) -> Result<(), Failure> {
    let result = match output {
        None => report::render(format, report, io.output),
        Some(path) => {
            let file = File::create(path).map_err(|error| {
                Failure::new(
                    format!("`{}` cannot be written: {error}", path.display()),
                    None,
                )
            })?;
            report::render(format, report, &mut &file)
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
