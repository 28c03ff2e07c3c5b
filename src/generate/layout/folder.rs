//! What must be done to a folder so that it holds exactly the files of a spec.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Files, MARK};

/// A step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Write a file.
    Write {
        /// Its path, the folder included.
        path: PathBuf,
        /// What it holds now; none when there is none.
        before: Option<String>,
        /// What it shall hold.
        after: String,
    },
    /// Remove a file that the spec no longer has.
    Remove {
        /// Its path, the folder included.
        path: PathBuf,
        /// What it holds now.
        before: String,
    },
    /// A file that somebody else wrote is in the way.
    Blocked {
        /// Its path, the folder included.
        path: PathBuf,
    },
}

impl Change {
    /// The file.
    pub fn path(&self) -> &Path {
        match self {
            Change::Write { path, .. } | Change::Remove { path, .. } | Change::Blocked { path } => {
                path
            }
        }
    }
}

/// The steps, by path. A file is only removed or written over when its first line says that it
/// was written from this spec.
///
/// # Errors
///
/// When the folder cannot be read.
pub fn changes(folder: &Path, files: &Files, directory: &Path) -> io::Result<Vec<Change>> {
    let mut changes = Vec::new();
    let mark = mark_of(files);
    for (path, text) in files {
        let path = folder.join(path);
        let absolute = directory.join(&path);
        match fs::read_to_string(&absolute) {
            Ok(known) if known == *text => {}
            Ok(known) if known.starts_with(MARK) => changes.push(Change::Write {
                path,
                before: Some(known),
                after: text.clone(),
            }),
            Ok(_) => changes.push(Change::Blocked { path }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => changes.push(Change::Write {
                path,
                before: None,
                after: text.clone(),
            }),
            Err(_) => changes.push(Change::Blocked { path }),
        }
    }
    if let Some(mark) = mark {
        stale(folder, Path::new(""), files, &mark, directory, &mut changes)?;
    }
    changes.sort_by(|a, b| a.path().cmp(b.path()));
    Ok(changes)
}

/// How the first lines of these files begin, up to the path of their spec.
fn mark_of(files: &Files) -> Option<String> {
    let first = files.values().next()?.lines().next()?;
    let (mark, _) = first.split_once(" (")?;
    Some(format!("{mark} ("))
}

/// Files of the same spec that are no longer among its files.
fn stale(
    folder: &Path,
    below: &Path,
    files: &Files,
    mark: &str,
    directory: &Path,
    changes: &mut Vec<Change>,
) -> io::Result<()> {
    let entries = match fs::read_dir(directory.join(folder).join(below)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let entry = entry?;
        let path = below.join(entry.file_name());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            stale(folder, &path, files, mark, directory, changes)?;
            continue;
        }
        let is_yaml = path
            .extension()
            .is_some_and(|extension| extension == "yaml");
        if !kind.is_file() || !is_yaml || files.contains_key(&path) {
            continue;
        }
        if let Ok(before) = fs::read_to_string(entry.path())
            && before.starts_with(mark)
        {
            changes.push(Change::Remove {
                path: folder.join(path),
                before,
            });
        }
    }
    Ok(())
}

/// Carries the steps out: all of them, or, when one fails, none.
///
/// # Errors
///
/// The file that could not be written or removed, and why.
pub fn apply(changes: &[Change], directory: &Path) -> Result<(), (PathBuf, io::Error)> {
    let mut staged = Vec::new();
    let result = stage(changes, directory, &mut staged);
    let result = result.and_then(|()| swap(changes, directory, &staged));
    for (temporary, _) in &staged {
        let _ = fs::remove_file(temporary);
    }
    if result.is_ok() {
        for change in changes {
            if let Change::Remove { path, .. } = change {
                remove_empty_folders(&directory.join(path), directory);
            }
        }
    }
    result
}

/// A file beside the one that it shall become, and the latter.
type Staged = (PathBuf, PathBuf);

/// Writes everything beside where it shall be: what fails, fails before anything has changed.
fn stage(
    changes: &[Change],
    directory: &Path,
    staged: &mut Vec<Staged>,
) -> Result<(), (PathBuf, io::Error)> {
    for change in changes {
        let Change::Write { path, after, .. } = change else {
            continue;
        };
        let target = directory.join(path);
        let folder = target.parent().unwrap_or(directory);
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let temporary = folder.join(format!(".{name}.kubelint-{}", std::process::id()));
        let written = fs::create_dir_all(folder).and_then(|()| {
            staged.push((temporary.clone(), target.clone()));
            fs::write(&temporary, after)
        });
        written.map_err(|error| (path.clone(), error))?;
    }
    Ok(())
}

/// Puts the files in their places; on a failure what was there is put back.
fn swap(
    changes: &[Change],
    directory: &Path,
    staged: &[Staged],
) -> Result<(), (PathBuf, io::Error)> {
    let mut done: Vec<&Change> = Vec::new();
    let mut staged = staged.iter();
    for change in changes {
        let target = directory.join(change.path());
        let result = match change {
            Change::Write { .. } => match staged.next() {
                Some((temporary, target)) => fs::rename(temporary, target),
                None => Ok(()),
            },
            Change::Remove { .. } => fs::remove_file(&target),
            Change::Blocked { .. } => Ok(()),
        };
        if let Err(error) = result {
            for change in done {
                restore(change, directory);
            }
            return Err((change.path().to_owned(), error));
        }
        done.push(change);
    }
    Ok(())
}

fn restore(change: &Change, directory: &Path) {
    let target = directory.join(change.path());
    let _ = match change {
        Change::Write {
            before: Some(before),
            ..
        }
        | Change::Remove { before, .. } => fs::write(target, before),
        Change::Write { before: None, .. } => fs::remove_file(target),
        Change::Blocked { .. } => Ok(()),
    };
}

/// Folders that a removed file leaves empty; one that is not stays by itself.
fn remove_empty_folders(file: &Path, directory: &Path) {
    for folder in file.ancestors().skip(1) {
        if folder == directory || fs::remove_dir(folder).is_err() {
            return;
        }
    }
}
