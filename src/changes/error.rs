//! Why it cannot be said what changed, and the command that helps.

use std::fmt;
use std::io;

use super::git::Git;

/// Why it cannot be said what changed.
#[derive(Debug)]
pub enum ChangesError {
    /// git cannot be started.
    NoGit(io::Error),
    /// git refused; its own words.
    Git(String),
    /// The clone does not have the revision.
    Unknown {
        /// As given.
        revision: String,
        /// The command that may bring it; none without a remote.
        fetch: Option<String>,
    },
    /// The clone has no commit that the revision and `HEAD` have in common.
    Apart {
        /// As given.
        revision: String,
        /// The command that brings it, where the clone is shallow.
        fetch: Option<String>,
    },
    /// The files of the base cannot be written.
    Folder(io::Error),
}

impl ChangesError {
    pub(super) fn unknown(revision: &str, git: &Git) -> Self {
        let depth = if is_shallow(git) { "--unshallow " } else { "" };
        let revision_is = |fetch| Self::Unknown {
            revision: revision.to_owned(),
            fetch,
        };
        let Some((remote, name)) = remote_of(revision, git) else {
            return revision_is(None);
        };
        let spec = match name {
            // A commit has no name of its own to be kept under.
            _ if is_hash(revision) => revision.to_owned(),
            Some(branch) => format!("{branch}:refs/remotes/{remote}/{branch}"),
            None => format!("{revision}:{revision}"),
        };
        revision_is(Some(format!("git fetch {depth}{remote} {spec}")))
    }

    pub(super) fn apart(revision: &str, git: &Git) -> Self {
        let remote = remote_of(revision, git).filter(|_| is_shallow(git));
        Self::Apart {
            revision: revision.to_owned(),
            fetch: remote.map(|(remote, _)| format!("git fetch --unshallow {remote}")),
        }
    }

    /// What to do.
    pub fn help(&self) -> Option<String> {
        match self {
            ChangesError::Unknown {
                fetch: Some(fetch), ..
            }
            | ChangesError::Apart {
                fetch: Some(fetch), ..
            } => Some(format!("`{fetch}` brings it")),
            ChangesError::NoGit(_) => Some("git has to be installed to see what changed".into()),
            _ => None,
        }
    }
}

impl fmt::Display for ChangesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ChangesError::NoGit(error) => write!(f, "git cannot be started: {error}"),
            ChangesError::Git(message) => write!(f, "git says: {message}"),
            ChangesError::Unknown { revision, .. } => {
                write!(f, "this clone does not have the commit `{revision}`")
            }
            ChangesError::Apart {
                revision,
                fetch: Some(_),
            } => write!(
                f,
                "this clone is shallow: it does not have the commit at which `{revision}` and HEAD parted"
            ),
            ChangesError::Apart { revision, .. } => {
                write!(f, "`{revision}` and HEAD have no commit in common")
            }
            ChangesError::Folder(error) => {
                write!(f, "the files as they were cannot be written: {error}")
            }
        }
    }
}

impl std::error::Error for ChangesError {}

fn is_shallow(git: &Git) -> bool {
    let answer = git.try_line(&["rev-parse", "--is-shallow-repository"]);
    matches!(answer, Ok(Some(answer)) if answer == "true")
}

/// `origin/main` as the remote and the name of its branch; the first remote for what names none.
fn remote_of<'r>(revision: &'r str, git: &Git) -> Option<(String, Option<&'r str>)> {
    let remotes = git.try_line(&["remote"]).ok().flatten()?;
    let named = |remote: &str| revision.strip_prefix(remote)?.strip_prefix('/');
    let mut all = remotes.lines();
    let first = all.clone().next().filter(|name| !name.is_empty());
    let found = all.find_map(|remote| Some((remote.to_owned(), Some(named(remote)?))));
    found.or_else(|| first.map(|remote| (remote.to_owned(), None)))
}

fn is_hash(revision: &str) -> bool {
    revision.len() >= 40 && revision.bytes().all(|byte| byte.is_ascii_hexdigit())
}
