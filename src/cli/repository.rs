//! The repository that a run is in, as services that show reports name its files.

use std::env;
use std::path::{Path, PathBuf};

use crate::source::slashed;

/// Variables in which services say where they put the repository, for where git is not at hand.
const WORKSPACES: [&str; 2] = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"];

/// The working directory as seen from the top of its repository; empty at the top, and where
/// there is none.
pub(super) fn folder(directory: &Path) -> String {
    let given = WORKSPACES
        .iter()
        .filter_map(|name| env::var_os(name).map(PathBuf::from));
    // A job may check out several repositories into folders of its workspace.
    let mut tops = top(directory)
        .into_iter()
        .chain(given.filter(|top| top.is_absolute()));
    let below = tops.find_map(|top| directory.strip_prefix(top).ok());
    below.map(slashed).unwrap_or_default()
}

/// The top of the work tree that a folder is in.
pub(super) fn top(directory: &Path) -> Option<PathBuf> {
    let mut above = directory.ancestors();
    let top = above.find(|folder| folder.join(".git").exists());
    top.map(Path::to_path_buf)
}
