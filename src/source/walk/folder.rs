//! The files of one folder and all folders in it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::name;
use super::pattern::{Exclude, GlobArgument};
use super::{Candidate, Found, Input};
use super::{FileKind, WalkOptions};

/// A folder to walk.
#[derive(Debug)]
pub(super) struct Folder {
    pub(super) path: PathBuf,
    /// As reports show it; empty for the working directory.
    pub(super) name: String,
}

/// What is in a folder.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub(super) candidates: Vec<Candidate>,
    /// Symbolic links to other folders.
    pub(super) links: Vec<Folder>,
}

impl Folder {
    /// Gathers the YAML and JSON files below; `real` is the folder's path without symbolic links.
    pub(super) fn walk(
        &self,
        real: &Path,
        options: &WalkOptions,
        exclude: &Exclude,
        glob: Option<&GlobArgument>,
    ) -> Contents {
        let mut contents = Contents::default();
        for entry in self.builder(options.no_ignore, exclude).build() {
            match entry {
                Ok(entry) if entry.depth() == 0 => {}
                Ok(entry) => self.visit(&entry, real, (options.files, glob), &mut contents),
                Err(error) => contents.candidates.push(self.failed(&error)),
            }
        }
        contents
    }

    fn builder(&self, no_ignore: bool, exclude: &Exclude) -> WalkBuilder {
        let mut builder = walk_builder(&self.path, no_ignore);
        let root = self.path.clone();
        let folder = self.name.clone();
        let exclude = exclude.clone();
        builder.filter_entry(move |entry| {
            if entry.depth() == 0 {
                return true;
            }
            if entry.file_name() == ".git" {
                return false;
            }
            exclude.is_empty() || {
                let relative = entry.path().strip_prefix(&root).unwrap_or(entry.path());
                !exclude.holds(&name::below(&folder, relative))
            }
        });
        builder
    }

    fn visit(
        &self,
        entry: &DirEntry,
        real: &Path,
        (files, glob): (FileKind, Option<&GlobArgument>),
        contents: &mut Contents,
    ) {
        let Some(kind) = entry.file_type() else {
            return;
        };
        let link = kind.is_symlink();
        let path = entry.path();
        if kind.is_dir() || !(link || is_of(files, path)) {
            return;
        }
        let relative = path.strip_prefix(&self.path).unwrap_or(path);
        let name = name::below(&self.name, relative);
        if glob.is_some_and(|glob| !glob.matches(&name)) {
            return;
        }
        let candidate = |real, input| Candidate {
            real,
            linked: link,
            found: Found {
                name: name.clone(),
                input,
                explicit: false,
            },
        };
        if !link {
            let input = Input::File(path.to_owned());
            contents
                .candidates
                .push(candidate(real.join(relative), input));
            return;
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => contents.links.push(Folder {
                path: path.to_owned(),
                name,
            }),
            _ if !is_of(files, path) || is_editor_lock(entry) => {}
            Ok(_) => {
                let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
                let input = Input::File(path.to_owned());
                contents.candidates.push(candidate(real, input));
            }
            Err(error) => {
                let input = Input::Unreadable(broken_link(&error));
                contents.candidates.push(candidate(path.to_owned(), input));
            }
        }
    }

    fn failed(&self, error: &ignore::Error) -> Candidate {
        let path = path_of(error).unwrap_or(&self.path);
        let relative = path.strip_prefix(&self.path).unwrap_or(path);
        let name = if relative.as_os_str().is_empty() {
            if self.name.is_empty() {
                "."
            } else {
                &self.name
            }
            .to_owned()
        } else {
            name::below(&self.name, relative)
        };
        let why = match error.io_error() {
            Some(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                "cannot be read: permission denied".to_owned()
            }
            Some(error) => format!("cannot be read: {error}"),
            None => format!("cannot be read: {error}"),
        };
        Candidate {
            real: path.to_owned(),
            linked: false,
            found: Found {
                name,
                input: Input::Unreadable(why),
                explicit: false,
            },
        }
    }
}

/// A walk that obeys ignore files, in a git repository or not, and sees hidden files: workflows
/// lie in `.github`.
pub(super) fn walk_builder(root: &Path, no_ignore: bool) -> WalkBuilder {
    let mut builder = WalkBuilder::new(root);
    builder
        .hidden(false)
        .follow_links(false)
        .require_git(false)
        .parents(!no_ignore)
        .ignore(!no_ignore)
        .git_ignore(!no_ignore)
        .git_global(!no_ignore)
        .git_exclude(!no_ignore);
    builder
}

/// Why following a symbolic link failed, in words that go on after its name.
pub(super) fn broken_link(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "is a symbolic link to nothing".to_owned(),
        io::ErrorKind::PermissionDenied => "cannot be read: permission denied".to_owned(),
        // The kind for a loop is not stable; the words of the system say it.
        _ => format!("is a symbolic link that cannot be followed: {error}"),
    }
}

fn is_of(files: FileKind, path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        files
            .extensions()
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    })
}

/// Emacs marks a file that is being edited by a link `.#name` to nothing.
fn is_editor_lock(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with(".#")
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            path_of(err)
        }
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}
