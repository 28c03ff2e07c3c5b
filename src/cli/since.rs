//! `--changed-since REV`: the findings before a change.

use std::collections::HashMap;
use std::path::Path;

use super::args::InputArguments;
use super::run::{Run, command_line, working_directory};
use super::{Failure, Io};
use crate::changes::{Changes, ChangesError};
use crate::config::CommandLine;
use crate::diagnostic::Severity;

impl From<ChangesError> for Failure {
    fn from(error: ChangesError) -> Self {
        Self::new(error.to_string(), error.help())
    }
}

/// What changed since HEAD and a revision parted.
pub(super) fn changes(revision: &str) -> Result<Changes, Failure> {
    Ok(Changes::since(revision, &working_directory()?)?)
}

/// The fingerprints of all findings before the change, with the config and the policies of then.
pub(super) fn before(
    arguments: &InputArguments,
    changes: &Changes,
    io: &mut Io<'_>,
) -> Result<HashMap<String, Severity>, Failure> {
    if arguments.paths.iter().any(|path| path == "-") {
        let message = "`--changed-since` cannot be told what standard input was before".to_owned();
        let help = "render both states into folders, or give a `--baseline`".to_owned();
        return Err(Failure::new(message, Some(help)));
    }
    let checkout = changes.check_out()?;
    let Some(run) = run_of_then(arguments, &checkout.directory) else {
        let base = changes.base.get(..12).unwrap_or(&changes.base);
        writeln!(
            io.errors,
            "warning: the configuration of {base} is wrong, so it cannot be told which findings are \
             new: all are reported"
        )?;
        return Ok(HashMap::new());
    };
    let paths: Vec<String> = arguments
        .paths
        .iter()
        .map(|path| checkout.argument(path))
        .collect();
    let found = run.findings(arguments, &paths, &|name| checkout.had(name))?;
    Ok(found
        .into_iter()
        .map(|finding| (finding.fingerprint, finding.severity))
        .collect())
}

/// A run with the config and the policies of then. What the arguments say of rules that came with
/// the change does not fit them: then they say nothing, for a finding too many is no harm here.
fn run_of_then(arguments: &InputArguments, directory: &Path) -> Option<Run> {
    let command_line = command_line(arguments, None);
    let without = CommandLine {
        level: Vec::new(),
        select: Vec::new(),
        ignore: Vec::new(),
        ..command_line.clone()
    };
    let run = Run::elsewhere(command_line, directory);
    run.or_else(|_| Run::elsewhere(without, directory)).ok()
}
