//! Which of the files given as arguments an ignore file leaves out.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use super::folder::walk_builder;
use super::name::normal;

/// The members of `files` (absolute paths) that a walk from the top of their repository would not
/// reach. Only the folders on the way to the files are read.
pub(super) fn among(files: &[&Path], directory: &Path) -> HashSet<PathBuf> {
    let mut by_root: BTreeMap<PathBuf, Vec<(PathBuf, &Path)>> = BTreeMap::new();
    for file in files {
        let path = normal(file);
        by_root
            .entry(root_of(&path, directory))
            .or_default()
            .push((path, file));
    }
    let mut ignored = HashSet::new();
    for (root, files) in by_root {
        let seen = reach(&root, files.iter().map(|(path, _)| path));
        ignored.extend(
            files
                .iter()
                .filter(|(path, _)| !seen.contains(path))
                .map(|(_, file)| file.to_path_buf()),
        );
    }
    ignored
}

/// The top of the repository that a file lies in; without one the working directory, or else the
/// file's own folder.
fn root_of(file: &Path, directory: &Path) -> PathBuf {
    let repository = file
        .ancestors()
        .skip(1)
        .find(|folder| folder.join(".git").exists());
    match repository {
        Some(folder) => folder.to_owned(),
        None if file.starts_with(directory) => directory.to_owned(),
        None => file.parent().unwrap_or(directory).to_owned(),
    }
}

fn reach<'a>(root: &Path, files: impl Iterator<Item = &'a PathBuf>) -> HashSet<PathBuf> {
    let mut wanted = HashSet::new();
    for file in files {
        for path in file.ancestors() {
            if !wanted.insert(path.to_owned()) {
                break;
            }
        }
    }
    walk_builder(root, false)
        // An argument may name a file by way of a link; `wanted` keeps the walk finite.
        .follow_links(true)
        .filter_entry(move |entry| wanted.contains(entry.path()))
        .build()
        .flatten()
        .map(|entry| entry.into_path())
        .collect()
}
