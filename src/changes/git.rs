//! git as a program.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::ChangesError;

/// git in a folder.
#[derive(Debug)]
pub(super) struct Git {
    folder: PathBuf,
    /// Another index than that of the work tree.
    pub(super) index: Option<PathBuf>,
}

impl Git {
    pub(super) fn at(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            index: None,
        }
    }

    /// What a command prints.
    pub(super) fn bytes(&self, arguments: &[&str]) -> Result<Vec<u8>, ChangesError> {
        printed(self.run(arguments, None)?)
    }

    /// Runs a command that reads `input`.
    pub(super) fn feed(&self, arguments: &[&str], input: &[u8]) -> Result<(), ChangesError> {
        printed(self.run(arguments, Some(input))?).map(drop)
    }

    /// The line that a command prints.
    pub(super) fn line(&self, arguments: &[&str]) -> Result<String, ChangesError> {
        self.bytes(arguments).map(|bytes| one_line(&bytes))
    }

    /// The line that a command prints; none when it exits with another code than 0.
    pub(super) fn try_line(&self, arguments: &[&str]) -> Result<Option<String>, ChangesError> {
        let output = self.run(arguments, None)?;
        Ok(output.status.success().then(|| one_line(&output.stdout)))
    }

    /// The names that a command prints with `-z`. A name that is not UTF-8 cannot be that of a
    /// file of the run.
    pub(super) fn names(&self, arguments: &[&str]) -> Result<Vec<String>, ChangesError> {
        let bytes = self.bytes(arguments)?;
        let names = bytes
            .split(|byte| *byte == 0)
            .filter(|name| !name.is_empty());
        Ok(names
            .map(|name| String::from_utf8_lossy(name).into_owned())
            .collect())
    }

    fn run(&self, arguments: &[&str], input: Option<&[u8]>) -> Result<Output, ChangesError> {
        let mut command = Command::new("git");
        command
            .current_dir(&self.folder)
            .args(arguments)
            .env("LC_ALL", "C")
            // The work tree is only looked at: no lock is taken to note what was seen.
            .env("GIT_OPTIONAL_LOCKS", "0")
            .stdin(if input.is_some() {
                Stdio::piped()
            } else {
                Stdio::null()
            })
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if let Some(index) = &self.index {
            command.env("GIT_INDEX_FILE", index);
        }
        let mut child = command.spawn().map_err(ChangesError::NoGit)?;
        if let (Some(input), Some(mut pipe)) = (input, child.stdin.take()) {
            // git that ends early says why itself.
            let _ = pipe.write_all(input);
        }
        child.wait_with_output().map_err(ChangesError::NoGit)
    }
}

fn one_line(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.trim_end_matches(['\n', '\r']).to_owned()
}

/// What a command printed; its first complaint when it failed.
fn printed(output: Output) -> Result<Vec<u8>, ChangesError> {
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let first = said.lines().next().unwrap_or("git failed");
    let first = first.trim_start_matches("fatal: ");
    Err(ChangesError::Git(first.to_owned()))
}
