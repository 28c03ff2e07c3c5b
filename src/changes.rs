//! What a branch changes, as git tells it: which files and lines, and the files as they were where
//! it parted.
//!
//! git itself is asked, as a program: what it is configured to do (filters, line ends, partial
//! clones) holds then, too.

mod error;
mod git;
mod lines;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

pub use error::ChangesError;

use crate::source::{normal_path, relative_path, slashed};
use git::Git;

/// Files that a run may read: manifests, configs and policies.
const READ: [&str; 5] = ["yaml", "yml", "json", "toml", "rego"];

/// The changes since a commit: those of the commits after it, and those that are not committed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The last commit that the revision and `HEAD` have in common.
    pub base: String,
    /// The files that differ, and their lines.
    pub lines: ChangedLines,
}

/// Lines that changed. Files go by the names that reports show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedLines {
    repository: Repository,
    /// By the path in the repository.
    files: BTreeMap<String, Vec<RangeInclusive<u32>>>,
}

/// A work tree, and where in it the run is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Repository {
    /// The folder of the work tree.
    top: PathBuf,
    /// The working directory, seen from it.
    prefix: String,
}

/// The files of a commit, in a folder of their own.
#[derive(Debug)]
pub struct Checkout {
    /// What was the working directory, there.
    pub directory: PathBuf,
    repository: Repository,
    /// All files of the commit, also those that no run reads.
    paths: BTreeSet<String>,
    /// Deleted with all that is in it.
    _folder: tempfile::TempDir,
}

impl Changes {
    /// What changed since `HEAD` and `revision` parted, for a run in `directory`.
    ///
    /// # Errors
    ///
    /// When `directory` is in no work tree, or the clone lacks the commits.
    pub fn since(revision: &str, directory: &Path) -> Result<Self, ChangesError> {
        let git = Git::at(directory);
        let repository = Repository::of(&git)?;
        let base = merge_base(revision, &git)?;
        let top = Git::at(&repository.top);
        let patch = top.bytes(&[
            "diff",
            "--no-color",
            "--no-ext-diff",
            "--no-renames",
            "--ignore-submodules",
            "--unified=0",
            "--patch-with-raw",
            "-z",
            &base,
        ])?;
        let mut files: BTreeMap<String, Vec<RangeInclusive<u32>>> =
            lines::of_patch(&patch).into_iter().collect();
        let untracked = top.names(&["ls-files", "--others", "--exclude-standard", "-z"])?;
        files.extend(untracked.into_iter().map(|name| (name, vec![1..=u32::MAX])));
        Ok(Self {
            base,
            lines: ChangedLines { repository, files },
        })
    }

    /// The files of the base, those of them that a run may read, written into a new folder.
    ///
    /// # Errors
    ///
    /// When git or the file system refuses.
    pub fn check_out(&self) -> Result<Checkout, ChangesError> {
        let folder = tempfile::Builder::new().prefix("kubelint-").tempdir();
        let folder = folder.map_err(ChangesError::Folder)?;
        let repository = &self.lines.repository;
        let mut git = Git::at(&repository.top);
        let tracked = git.names(&["ls-tree", "-r", "-z", "--name-only", &self.base])?;
        let tree = folder.path().join("tree");
        let directory = tree.join(&repository.prefix);
        std::fs::create_dir_all(&directory).map_err(ChangesError::Folder)?;
        git.index = Some(folder.path().join("index"));
        git.bytes(&["read-tree", &self.base])?;
        let is_read = |name: &&String| {
            let end = name.rsplit_once('.').map_or("", |(_, end)| end);
            READ.contains(&end)
        };
        let read: Vec<&str> = tracked.iter().filter(is_read).map(String::as_str).collect();
        let prefix = format!("--prefix={}/", tree.display());
        let checkout = ["checkout-index", "--quiet", "-z", "--stdin", &prefix];
        git.feed(&checkout, read.join("\0").as_bytes())?;
        Ok(Checkout {
            directory,
            repository: repository.clone(),
            paths: tracked.into_iter().collect(),
            _folder: folder,
        })
    }
}

impl ChangedLines {
    /// Whether the file differs.
    pub fn has_file(&self, name: &str) -> bool {
        self.of_file(name).is_some()
    }

    /// Whether one of these lines of the file was written since, the first and the last included.
    pub fn touch(&self, name: &str, first: u32, last: u32) -> bool {
        let mut ranges = self.of_file(name).into_iter().flatten();
        ranges.any(|range| *range.start() <= last && first <= *range.end())
    }

    fn of_file(&self, name: &str) -> Option<&Vec<RangeInclusive<u32>>> {
        self.files.get(&self.repository.path_of(name)?)
    }
}

impl Checkout {
    /// Whether there was a file or folder of that name, seen from the working directory.
    pub fn had(&self, name: &str) -> bool {
        let Some(path) = self.repository.path_of(name) else {
            return false;
        };
        let inside = format!("{path}/");
        let mut after = self.paths.range(inside.clone()..);
        path.is_empty()
            || self.paths.contains(&path)
            || after.next().is_some_and(|next| next.starts_with(&inside))
    }

    /// An argument of the run as one from [`Checkout::directory`].
    pub fn argument(&self, argument: &str) -> String {
        match self.repository.path_of(argument) {
            Some(path) if Path::new(argument).is_absolute() => {
                let root = Path::new("/");
                let way = relative_path(&root.join(path), &root.join(&self.repository.prefix));
                if way.is_empty() { ".".to_owned() } else { way }
            }
            _ => argument.to_owned(),
        }
    }
}

impl Repository {
    fn of(git: &Git) -> Result<Self, ChangesError> {
        Ok(Self {
            top: PathBuf::from(git.line(&["rev-parse", "--show-toplevel"])?),
            prefix: git.line(&["rev-parse", "--show-prefix"])?,
        })
    }

    /// The path in the repository of what is seen under a name from the working directory; none
    /// for what lies outside.
    fn path_of(&self, name: &str) -> Option<String> {
        let path = normal_path(&self.top.join(&self.prefix).join(name));
        path.strip_prefix(&self.top).ok().map(slashed)
    }
}

/// The last commit that `revision` and `HEAD` have in common.
fn merge_base(revision: &str, git: &Git) -> Result<String, ChangesError> {
    let commit = format!("{revision}^{{commit}}");
    let known = [
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        &commit,
    ];
    let Some(commit) = git.try_line(&known)? else {
        return Err(ChangesError::unknown(revision, git));
    };
    match git.try_line(&["merge-base", &commit, "HEAD"])? {
        Some(base) => Ok(base),
        None => Err(ChangesError::apart(revision, git)),
    }
}
