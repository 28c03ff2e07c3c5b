//! Where reports go: `--format FORMAT[=FILE]` and `--output FILE`.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::Failure;
use crate::report::Format;

/// One report that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Output {
    /// How it is written.
    pub(super) format: Format,
    /// Where to; standard output when absent.
    pub(super) file: Option<PathBuf>,
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (format, file) = match text.split_once('=') {
            Some((_, "")) => return Err(format!("`{text}` names no file after `=`")),
            Some((format, file)) => (format, Some(PathBuf::from(file))),
            None => (text, None),
        };
        Ok(Self {
            format: format.parse()?,
            file,
        })
    }
}

/// The reports of a run, those in files first: `formats` as they were asked for, one for people
/// when there is none, and `output` as the file of the one that has none.
pub(super) fn outputs(formats: &[Output], output: Option<&Path>) -> Result<Vec<Output>, Failure> {
    let mut outputs = match formats {
        [] => vec![Output::default()],
        given => given.to_vec(),
    };
    let mut without: Vec<&mut Output> = outputs.iter_mut().filter(|it| it.file.is_none()).collect();
    match (without.as_mut_slice(), output) {
        ([], Some(_)) => {
            let message = "every format has a file, and `--output` names one more".to_owned();
            let help = "leave out `--output`, or the `=FILE` of one format".to_owned();
            return Err(Failure::new(message, Some(help)));
        }
        ([first, second, ..], _) => {
            let (first, second) = (first.format, second.format);
            let message = format!("`{first}` and `{second}` cannot go to one place");
            let help = format!("give one of them a file: `--format {second}=FILE`");
            return Err(Failure::new(message, Some(help)));
        }
        ([one], Some(file)) => one.file = Some(file.to_owned()),
        _ => {}
    }
    let mut seen = BTreeSet::new();
    let mut files = outputs.iter().filter_map(|output| output.file.as_ref());
    if let Some(twice) = files.find(|file| !seen.insert(*file)) {
        let message = format!("two reports are to be written to `{}`", twice.display());
        return Err(Failure::new(message, None));
    }
    outputs.sort_by_key(|output| output.file.is_none());
    Ok(outputs)
}

/// Opens the file of a report; folders on the way to it are made.
pub(super) fn create(path: &Path) -> Result<File, Failure> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let file = fs::create_dir_all(folder).and_then(|()| File::create(path));
    file.map_err(|error: io::Error| {
        Failure::new(
            format!("`{}` cannot be written: {error}", path.display()),
            None,
        )
    })
}
