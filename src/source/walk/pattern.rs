//! Globs: those that leave files out, and those that stand for files as arguments.

use std::path::{Path, PathBuf};

use globset::{Glob, GlobBuilder, GlobMatcher, GlobSet, GlobSetBuilder};

use super::WalkError;
use super::name;

/// Whether an argument that is no path may be a glob.
pub(super) fn is_glob(argument: &str) -> bool {
    argument.contains(['*', '?', '[', '{'])
}

/// The globs of [`super::WalkOptions::exclude`].
#[derive(Debug, Clone)]
pub(super) struct Exclude {
    set: GlobSet,
}

impl Exclude {
    pub(super) fn new(patterns: &[String], directory: &Path) -> Result<Self, WalkError> {
        let mut set = GlobSetBuilder::new();
        for pattern in patterns {
            set.add(compile(&anchored(pattern, directory), pattern)?);
        }
        let set = set
            .build()
            .map_err(|error| refused(&patterns.join(", "), &error))?;
        Ok(Self { set })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.set.is_empty()
    }

    /// Whether a pattern matches this very name.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.set.is_match(name)
    }

    /// Whether a pattern matches the name or a folder above it.
    pub(super) fn holds_above(&self, name: &str) -> bool {
        !self.is_empty() && with_folders_above(name).any(|name| self.holds(name))
    }
}

/// As in `.gitignore`, a pattern without a slash (but at its end) holds at any depth.
fn anchored(pattern: &str, directory: &Path) -> String {
    let trimmed = pattern.trim_end_matches('/');
    let directory = directory.to_string_lossy();
    let inside = trimmed
        .strip_prefix(&*directory)
        .filter(|rest| rest.starts_with('/'))
        .unwrap_or(trimmed);
    let relative = inside.strip_prefix("./").unwrap_or(inside);
    match relative.strip_prefix('/') {
        Some(relative) => relative.to_owned(),
        None if inside.contains('/') => relative.to_owned(),
        None => format!("**/{relative}"),
    }
}

/// A glob that stands for files.
#[derive(Debug, Clone)]
pub(super) struct GlobArgument {
    /// The folder that all matches lie in, as given.
    pub(super) base: PathBuf,
    matcher: GlobMatcher,
}

impl GlobArgument {
    pub(super) fn new(argument: &str, directory: &Path) -> Result<Self, WalkError> {
        let base: PathBuf = Path::new(argument)
            .components()
            .take_while(|part| !is_glob(&part.as_os_str().to_string_lossy()))
            .collect();
        let pattern = name::shown(Path::new(argument), directory);
        Ok(Self {
            base,
            matcher: compile(&pattern, argument)?.compile_matcher(),
        })
    }

    /// Whether the glob matches the file, or a folder that it lies in.
    pub(super) fn matches(&self, name: &str) -> bool {
        with_folders_above(name).any(|name| self.matcher.is_match(name))
    }
}

fn compile(pattern: &str, given: &str) -> Result<Glob, WalkError> {
    GlobBuilder::new(pattern)
        .literal_separator(true)
        .build()
        .map_err(|error| refused(given, &error))
}

fn refused(pattern: &str, error: &globset::Error) -> WalkError {
    WalkError::Pattern {
        pattern: pattern.into(),
        message: error.kind().to_string(),
    }
}

/// `a/b/c`, `a/b`, `a`.
fn with_folders_above(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| {
        name.rsplit_once('/')
            .map(|(folder, _)| folder)
            .filter(|folder| !folder.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excludes(pattern: &str, name: &str) -> bool {
        let patterns = [pattern.to_owned()];
        Exclude::new(&patterns, Path::new("/srv"))
            .unwrap()
            .holds_above(name)
    }

    #[test]
    fn a_pattern_without_slash_holds_at_any_depth() {
        assert!(excludes("vendor", "a/vendor/b/x.yaml"));
        assert!(excludes("vendor/", "vendor/x.yaml"));
        assert!(excludes("*.gen.yaml", "a/x.gen.yaml"));
        assert!(!excludes("vendor", "a/vendors/x.yaml"));
    }

    #[test]
    fn a_pattern_with_slash_starts_at_the_working_directory() {
        assert!(excludes(
            "charts/**/templates",
            "charts/a/b/templates/x.yaml"
        ));
        assert!(excludes("./legacy/**", "legacy/a/x.yaml"));
        assert!(excludes("/legacy", "legacy/x.yaml"));
        assert!(excludes("/srv/legacy", "legacy/x.yaml"));
        assert!(!excludes("/legacy", "a/legacy/x.yaml"));
        assert!(!excludes("a/*.yaml", "a/b/x.yaml"), "`*` stays in a folder");
    }

    #[test]
    fn a_malformed_pattern_is_named() {
        let error = Exclude::new(&["a[".to_owned()], Path::new("/srv")).unwrap_err();
        assert!(
            error.to_string().starts_with("`a[` is no glob: "),
            "{error}"
        );
    }
}
