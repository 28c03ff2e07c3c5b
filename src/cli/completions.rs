//! `kubelint completions` and `kubelint man`: what shells and packages want to know of the flags.

use std::fs;
use std::path::Path;

use clap_complete::Shell;

use super::{Exit, Failure, Io, command};

/// Prints the completions of a shell.
pub(super) fn run(shell: Shell, io: &mut Io<'_>) -> Result<Exit, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut command(), "kubelint", &mut text);
    match io.output.write_all(&text) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(Exit::Clean),
        result => Ok(result.map(|()| Exit::Clean)?),
    }
}

/// Writes a manual page for kubelint and one for each command into a folder.
pub(super) fn man(folder: &Path, io: &mut Io<'_>) -> Result<Exit, Failure> {
    let written =
        fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command(), folder));
    written.map_err(|error| {
        let shown = folder.display();
        Failure::new(format!("`{shown}` cannot be written to: {error}"), None)
    })?;
    writeln!(
        io.output,
        "wrote the manual pages into {}",
        folder.display()
    )?;
    Ok(Exit::Clean)
}
