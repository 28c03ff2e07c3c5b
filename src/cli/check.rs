//! `kubelint check`.

use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use super::args::{CheckArguments, FailOn};
use super::{Exit, Failure, Io};
use crate::check::outcome::Outcome;
use crate::check::{self, Options};
use crate::diagnostic::Severity;
use crate::registry::{FILE_UNREADABLE, Registry};
use crate::report::{self, Format, Report};
use crate::schema::{self, Version};
use crate::source::{Found, Input, MAX_FILE_BYTES, WalkOptions, walk};
use crate::yaml::Limits;

/// Checks what the arguments name, and reports.
pub(super) fn run(
    arguments: &CheckArguments,
    color: bool,
    io: &mut Io<'_>,
) -> Result<Exit, Failure> {
    let options = options(arguments)?;
    let found = find(arguments)?;
    let stdin = read_stdin(&found, io)?;
    let loaded = check::load(found, stdin, arguments.stdin_filename.as_deref());
    let registry = Registry::built_in();
    let outcome = check::run(loaded, &options, &registry)
        .map_err(|error| Failure::new(error.message, error.help))?;
    let report_options = report::Options {
        color,
        hyperlinks: color && io.terminal.color,
        width: io.terminal.width.unwrap_or(100),
        show_info: arguments.show.is_some(),
        fold: !arguments.no_fold,
        statistics: arguments.statistics,
    };
    let report = Report {
        outcome: &outcome,
        registry: &registry,
        options: &report_options,
    };
    write(arguments.format, arguments.output.as_ref(), &report, io)?;
    if is_empty(&outcome) && !arguments.allow_empty {
        return Err(nothing_to_check(&outcome));
    }
    Ok(exit(&outcome, arguments.fail_on))
}

fn options(arguments: &CheckArguments) -> Result<Options, Failure> {
    let mut targets = arguments.kubernetes_version.clone();
    targets.sort_unstable();
    targets.dedup();
    let known = schema::versions();
    if targets.is_empty() {
        targets.extend(known.last());
    }
    if let Some(unknown) = targets.iter().find(|target| !known.contains(target)) {
        return Err(unknown_version(*unknown, known));
    }
    Ok(Options {
        targets,
        profile: arguments.profile,
        limits: Limits {
            placeholders: !arguments.no_placeholders,
            ..Limits::default()
        },
        namespace: arguments.namespace.clone(),
        schema_locations: arguments.schema_location.clone(),
    })
}

fn unknown_version(version: Version, known: &[Version]) -> Failure {
    let range = match (known.first(), known.last()) {
        (Some(first), Some(last)) => format!("{first} to {last} are known"),
        _ => "none is known".to_owned(),
    };
    Failure::new(
        format!("there are no schemas for Kubernetes {version}"),
        Some(range),
    )
}

fn find(arguments: &CheckArguments) -> Result<Vec<Found>, Failure> {
    let options = WalkOptions {
        directory: PathBuf::new(),
        no_ignore: arguments.no_ignore,
        force_exclude: arguments.force_exclude,
        exclude: arguments.exclude.clone(),
    };
    walk(&arguments.paths, &options).map_err(|error| Failure::new(error.to_string(), error.help()))
}

fn read_stdin(found: &[Found], io: &mut Io<'_>) -> Result<Option<Vec<u8>>, Failure> {
    if !found.iter().any(|file| file.input == Input::Stdin) {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    // One byte more than what is read, so that a longer stream is told from one that just fits.
    io.input
        .take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::new(format!("standard input cannot be read: {error}"), None))?;
    Ok(Some(bytes))
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
    outcome.totals.objects == 0 && outcome.diagnostics.is_empty()
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
