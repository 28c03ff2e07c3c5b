//! From the arguments of a run to the files that it reads: folders, globs, files, standard input.

mod folder;
mod ignored;
mod name;
mod pattern;

use std::collections::HashSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use folder::Folder;
pub(crate) use name::{
    nearest as nearest_path, normal as normal_path, relative as relative_path, seen_from, slashed,
};
use pattern::{Exclude, GlobArgument};

/// What [`walk`] leaves out, and from where it looks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WalkOptions {
    /// The working directory; empty for that of the process.
    pub directory: PathBuf,
    /// Read files that `.gitignore`, `.ignore` and their like leave out.
    pub no_ignore: bool,
    /// Let `exclude` and ignore files hold for files and folders that are arguments, too.
    pub force_exclude: bool,
    /// Which files folders and globs give.
    pub files: FileKind,
    /// Globs relative to the working directory. One without a slash holds at any depth, one that
    /// matches a folder for all that is in it.
    pub exclude: Vec<String>,
}

/// What files are, by the ends of their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FileKind {
    /// YAML and JSON.
    #[default]
    Manifests,
    /// TOML.
    Specs,
}

impl FileKind {
    /// The ends of names, without the dot.
    fn extensions(self) -> &'static [&'static str] {
        match self {
            FileKind::Manifests => &["yaml", "yml", "json"],
            FileKind::Specs => &["toml"],
        }
    }
}

/// Where a text is to be had.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file; it was there when it was found.
    File(PathBuf),
    /// An argument that is left out because of [`WalkOptions::force_exclude`].
    Excluded,
    /// Something is there and cannot be read. The words go on after its name.
    Unreadable(String),
}

/// One file of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// As reports show it: relative to the working directory when below it, with `/`.
    pub name: String,
    /// How to read it.
    pub input: Input,
    /// Whether it was an argument itself, not found in a folder or by a glob.
    pub explicit: bool,
}

/// The name under which reports show standard input.
pub const STDIN: &str = "<stdin>";

/// Why the arguments cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WalkError {
    /// An argument is empty.
    Empty,
    /// There is no such file or folder.
    NotFound {
        /// As given.
        argument: String,
        /// A path that exists and differs little.
        suggestion: Option<String>,
    },
    /// A glob matches nothing that could be checked.
    NoMatch(String),
    /// A glob of the arguments or excludes is malformed.
    Pattern {
        /// As given.
        pattern: String,
        /// What is wrong with it.
        message: String,
    },
    /// The working directory is gone.
    Directory(String),
}

impl WalkError {
    /// What to write instead.
    pub fn help(&self) -> Option<String> {
        match self {
            WalkError::Empty => Some("a shell variable may be unset; `.` is this folder".into()),
            WalkError::NotFound { suggestion, .. } => suggestion
                .as_ref()
                .map(|path| format!("did you mean `{path}`?")),
            WalkError::NoMatch(_) => Some(
                "folders and globs give `.yaml`, `.yml` and `.json` files that are not ignored"
                    .into(),
            ),
            WalkError::Pattern { .. } | WalkError::Directory(_) => None,
        }
    }
}

impl fmt::Display for WalkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WalkError::Empty => f.write_str("a path is empty"),
            WalkError::NotFound { argument, .. } => write!(f, "`{argument}` does not exist"),
            WalkError::NoMatch(pattern) => write!(f, "`{pattern}` matches no file"),
            WalkError::Pattern { pattern, message } => {
                write!(f, "`{pattern}` is no glob: {message}")
            }
            WalkError::Directory(message) => {
                write!(f, "the working directory cannot be used: {message}")
            }
        }
    }
}

impl std::error::Error for WalkError {}

/// Finds the files that `inputs` stand for: files, folders, globs, and `-` for standard input.
///
/// They come sorted by name, each file once however often it was given. What cannot be read is
/// among them. Symbolic links are followed; a folder that is reached again by one is not read
/// again.
///
/// # Errors
///
/// When an argument stands for nothing, or a pattern is malformed.
pub fn walk(inputs: &[String], options: &WalkOptions) -> Result<Vec<Found>, WalkError> {
    let mut run = Run::new(options)?;
    for argument in inputs {
        run.add(argument)?;
    }
    run.leave_out_ignored_arguments();
    run.follow_links();
    Ok(run.finish())
}

/// A file with what tells whether two are the same.
#[derive(Debug)]
struct Candidate {
    /// Its path without symbolic links; the path as found where that cannot be known.
    real: PathBuf,
    /// Whether a symbolic link led here: then the name of the file itself is preferred.
    linked: bool,
    found: Found,
}

/// The state of one [`walk`].
struct Run<'a> {
    options: &'a WalkOptions,
    /// Absolute.
    directory: PathBuf,
    exclude: Exclude,
    candidates: Vec<Candidate>,
    /// Folders that were walked, without symbolic links.
    walked: Vec<PathBuf>,
    /// Symbolic links to folders, to be walked when all else was.
    links: Vec<Folder>,
}

impl<'a> Run<'a> {
    fn new(options: &'a WalkOptions) -> Result<Self, WalkError> {
        let directory = std::path::absolute(if options.directory.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &options.directory
        })
        .map_err(|error| WalkError::Directory(error.to_string()))?;
        Ok(Self {
            options,
            exclude: Exclude::new(&options.exclude, &directory)?,
            directory,
            candidates: Vec::new(),
            walked: Vec::new(),
            links: Vec::new(),
        })
    }

    fn add(&mut self, argument: &str) -> Result<(), WalkError> {
        if argument.is_empty() {
            return Err(WalkError::Empty);
        }
        if argument == "-" {
            self.keep(PathBuf::new(), STDIN.into(), Input::Stdin);
            return Ok(());
        }
        let path = self.directory.join(argument);
        let name = name::shown(Path::new(argument), &self.directory);
        match fs::metadata(&path) {
            Ok(_) if self.options.force_exclude && self.exclude.holds_above(&name) => {
                self.keep(path, name, Input::Excluded);
            }
            Ok(metadata) if metadata.is_dir() => self.walk_folder(Folder { path, name }, None),
            Ok(_) => {
                let real = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
                self.keep(real, name, Input::File(path));
            }
            Err(error) if fs::symlink_metadata(&path).is_ok() => {
                let why = folder::broken_link(&error);
                self.keep(path, name, Input::Unreadable(why));
            }
            Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
                let why = "cannot be read: permission denied".to_owned();
                self.keep(path, name, Input::Unreadable(why));
            }
            Err(_) if pattern::is_glob(argument) => return self.add_glob(argument),
            Err(_) => {
                return Err(WalkError::NotFound {
                    argument: argument.into(),
                    suggestion: name::nearest(Path::new(argument), &self.directory),
                });
            }
        }
        Ok(())
    }

    fn add_glob(&mut self, argument: &str) -> Result<(), WalkError> {
        let glob = GlobArgument::new(argument, &self.directory)?;
        let path = self.directory.join(&glob.base);
        let before = self.candidates.len() + self.links.len();
        if path.is_dir() {
            let name = name::shown(&glob.base, &self.directory);
            self.walk_folder(Folder { path, name }, Some(&glob));
        }
        if self.candidates.len() + self.links.len() == before {
            return Err(WalkError::NoMatch(argument.into()));
        }
        Ok(())
    }

    /// Takes in an argument.
    fn keep(&mut self, real: PathBuf, name: String, input: Input) {
        self.candidates.push(Candidate {
            linked: matches!(&input, Input::File(path) if *path != real),
            real,
            found: Found {
                name,
                input,
                explicit: true,
            },
        });
    }

    fn walk_folder(&mut self, folder: Folder, glob: Option<&GlobArgument>) {
        let real = fs::canonicalize(&folder.path).unwrap_or_else(|_| folder.path.clone());
        let contents = folder.walk(&real, self.options, &self.exclude, glob);
        self.candidates.extend(contents.candidates);
        self.links.extend(contents.links);
        // A glob sees only a part of its folder: a link may well lead to the rest.
        if glob.is_none() {
            self.walked.push(real);
        }
    }

    fn leave_out_ignored_arguments(&mut self) {
        if !self.options.force_exclude || self.options.no_ignore {
            return;
        }
        let paths: Vec<&Path> = self
            .candidates
            .iter()
            .filter(|candidate| candidate.found.explicit)
            .filter_map(|candidate| match &candidate.found.input {
                Input::File(path) => Some(path.as_path()),
                _ => None,
            })
            .collect();
        let ignored: HashSet<PathBuf> = ignored::among(&paths, &self.directory);
        for candidate in &mut self.candidates {
            let found = &mut candidate.found;
            if found.explicit && matches!(&found.input, Input::File(path) if ignored.contains(path))
            {
                found.input = Input::Excluded;
            }
        }
    }

    /// Walks what symbolic links to folders lead to, each folder once. One that lies in a folder
    /// that was walked, or around it, has been read under its own name as far as it was asked for.
    fn follow_links(&mut self) {
        while !self.links.is_empty() {
            let mut links = std::mem::take(&mut self.links);
            links.sort_by(|a, b| a.name.cmp(&b.name));
            for link in links {
                let known = fs::canonicalize(&link.path).map_or(true, |real| {
                    self.walked
                        .iter()
                        .any(|walked| real.starts_with(walked) || walked.starts_with(&real))
                });
                if !known {
                    self.walk_folder(link, None);
                }
            }
        }
    }

    /// One entry per file, sorted by name.
    fn finish(self) -> Vec<Found> {
        let mut candidates = self.candidates;
        // As text: comparing paths part by part takes as long as the whole walk.
        candidates.sort_by(|a, b| {
            let [left, right] =
                [a, b].map(|one| (one.real.as_os_str(), one.linked, &one.found.name));
            left.cmp(&right)
        });
        candidates.dedup_by(|next, kept| {
            let same = next.real.as_os_str() == kept.real.as_os_str();
            if same {
                kept.found.explicit |= next.found.explicit;
            }
            same
        });
        let mut found: Vec<Found> = candidates
            .into_iter()
            .map(|candidate| candidate.found)
            .collect();
        // A walk that starts above the working directory comes back to it.
        for file in &mut found {
            if file.name.starts_with("../") {
                file.name = name::shown(Path::new(&file.name), &self.directory);
            }
        }
        found.sort_by(|a, b| (&a.name, &a.input).cmp(&(&b.name, &b.input)));
        found
    }
}

#[cfg(test)]
mod tests;
