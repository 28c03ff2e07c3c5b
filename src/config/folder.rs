//! The paths and globs of a config: they start in the folder of its file, and reports show names
//! that start in the working directory.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder, escape};

use super::braces;
use crate::source::{normal_path, seen_from, slashed};

/// The folder of a config file, and the working directory; both absolute.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    path: PathBuf,
    directory: PathBuf,
}

/// Whether a glob without a slash holds at any depth, as in `.gitignore`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slashless {
    AnyDepth,
    Here,
}

impl Folder {
    /// The folder at `path`, which may be relative to the working directory.
    pub(super) fn new(path: &Path, directory: &Path) -> Self {
        Self {
            path: normal_path(&directory.join(path)),
            directory: normal_path(directory),
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn absolute(&self, path: &str) -> PathBuf {
        normal_path(&self.path.join(path))
    }

    /// A path of the config as seen from the working directory.
    pub(super) fn seen(&self, path: &str) -> String {
        seen_from(&self.absolute(path), &self.directory)
    }

    /// A glob as an argument of the walk: seen from the working directory.
    pub(super) fn seen_glob(&self, pattern: &str) -> String {
        let (folder, rest) = self.split(pattern, Slashless::Here);
        let seen = seen_from(&folder, &self.directory);
        match (seen.as_str(), rest.as_str()) {
            (_, "") => seen,
            (".", _) => rest,
            // A path is taken literally, a glob is not.
            _ if !rest.contains(['*', '?', '[', '{']) => join(&seen, &rest),
            _ => join(&escape(&seen), &rest),
        }
    }

    /// A glob that leaves out, as globs of names that start in the working directory.
    ///
    /// From `/srv/apps`, the glob `*/legacy` of `/srv` leaves out `legacy`, and for files beside
    /// the working directory `../*/legacy`: what the folders on the way to the working directory
    /// match is taken off the glob.
    pub(super) fn seen_excludes(&self, pattern: &str) -> Vec<String> {
        let (folder, rest) = self.split(pattern, Slashless::AnyDepth);
        let Ok(below) = self.directory.strip_prefix(&folder) else {
            let seen = escape(&seen_from(&folder, &self.directory));
            return vec![anchored(if rest.is_empty() {
                seen
            } else {
                join(&seen, &rest)
            })];
        };
        let names: Vec<String> = below
            .components()
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect();
        let mut found = BTreeSet::new();
        for pattern in braces::expand(&rest) {
            let parts: Vec<&str> = pattern.split('/').filter(|part| !part.is_empty()).collect();
            let mut open: BTreeSet<&[&str]> = BTreeSet::from([&parts[..]]);
            for (depth, name) in names.iter().enumerate() {
                let up = "../".repeat(names.len() - depth);
                found.extend(open.iter().map(|rest| format!("{up}{}", whole(rest))));
                open = open.iter().flat_map(|rest| after(rest, name)).collect();
            }
            found.extend(open.into_iter().map(whole));
        }
        found.into_iter().map(anchored).collect()
    }

    /// Globs of files, which hold for all that is in a folder that they match. Those that are
    /// malformed are left out: they have been reported when they were read.
    pub(super) fn globs<'p>(
        &self,
        patterns: impl IntoIterator<Item = &'p str>,
        slashless: Slashless,
    ) -> Globs {
        let mut set = GlobSetBuilder::new();
        for pattern in patterns {
            let (folder, rest) = self.split(pattern, slashless);
            let pattern = join(&escape(&slashed(&folder)), &rest);
            let pattern = pattern.trim_end_matches('/');
            if let Ok(glob) = GlobBuilder::new(pattern).literal_separator(true).build() {
                set.add(glob);
            }
        }
        Globs {
            set: set.build().unwrap_or_default(),
            directory: self.directory.clone(),
        }
    }

    /// The folder that a glob starts in, and the rest of it without `./` and `../` at its start.
    fn split(&self, pattern: &str, slashless: Slashless) -> (PathBuf, String) {
        let mut rest = pattern.trim_end_matches('/');
        let plain = !matches!(rest, "" | "." | "..") && !rest.contains('/');
        if plain && slashless == Slashless::AnyDepth {
            return (self.path.clone(), format!("**/{rest}"));
        }
        let mut folder = self.path.clone();
        rest = rest.trim_start_matches('/');
        loop {
            let (first, after) = rest.split_once('/').unwrap_or((rest, ""));
            match first {
                "." => {}
                ".." => {
                    folder.pop();
                }
                _ => return (folder, rest.to_owned()),
            }
            rest = after.trim_start_matches('/');
        }
    }
}

/// Compiled globs that are held against names as reports show them.
#[derive(Debug, Clone)]
pub(super) struct Globs {
    set: GlobSet,
    directory: PathBuf,
}

impl Globs {
    /// Whether a glob matches the file of this name, or a folder that it lies in.
    pub(super) fn hold_for(&self, name: &str) -> bool {
        let path = normal_path(&self.directory.join(name));
        let text = slashed(&path);
        let mut at = text.as_str();
        loop {
            if self.set.is_match(at) {
                return true;
            }
            match at.rsplit_once('/') {
                Some((folder, _)) if !folder.is_empty() => at = folder,
                _ => return false,
            }
        }
    }
}

/// What is left of the parts of a glob when a folder has this name. Several answers: `**` may
/// have matched it or not. Nothing left means that all in the folder is matched.
fn after<'g>(parts: &'g [&'g str], name: &str) -> Vec<&'g [&'g str]> {
    match parts.split_first() {
        None => vec![parts],
        Some((&"**", rest)) => {
            let mut all = after(rest, name);
            all.push(parts);
            all
        }
        Some((first, rest)) => {
            let matches = Glob::new(first).is_ok_and(|glob| glob.compile_matcher().is_match(name));
            if matches { vec![rest] } else { Vec::new() }
        }
    }
}

fn whole(parts: &[&str]) -> String {
    if parts.is_empty() {
        return "**".to_owned();
    }
    parts.join("/")
}

/// The walk takes a glob without a slash to hold at any depth.
fn anchored(pattern: String) -> String {
    if pattern.contains('/') || pattern == "**" {
        pattern
    } else {
        format!("./{pattern}")
    }
}

fn join(folder: &str, rest: &str) -> String {
    format!("{}/{rest}", folder.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(path: &str, directory: &str) -> Folder {
        Folder::new(Path::new(path), Path::new(directory))
    }

    fn holds(config: &str, directory: &str, pattern: &str, name: &str) -> bool {
        let folder = folder(config, directory);
        folder.globs([pattern], Slashless::AnyDepth).hold_for(name)
    }

    #[test]
    fn paths_are_seen_from_the_working_directory() {
        let seen = |path, directory, text: &str| folder(path, directory).seen(text);
        assert_eq!(seen("/srv/app", "/srv/app", "policies"), "policies");
        assert_eq!(seen("/srv", "/srv/app/web", "policies/"), "../../policies");
        assert_eq!(seen("/srv/app", "/srv", "./crds"), "app/crds");
        assert_eq!(seen("sub", "/srv", "../crds"), "crds");
        assert_eq!(seen("/srv", "/home/me", "/etc/crds"), "/etc/crds");
        assert_eq!(seen("/srv", "/srv", "."), ".");
        let template = "schemas/{{ .Group }}/{{ .ResourceKind }}.json";
        assert_eq!(seen("/srv", "/srv/a", template), format!("../{template}"));
    }

    #[test]
    fn a_glob_holds_wherever_the_run_starts() {
        for (directory, name) in [
            ("/srv", "apps/legacy/x.yaml"),
            ("/srv/apps", "legacy/x.yaml"),
            ("/srv/apps/legacy", "x.yaml"),
            ("/srv/other", "../apps/legacy/x.yaml"),
            ("/srv/other", "/srv/apps/legacy/x.yaml"),
            ("/", "srv/apps/legacy/x.yaml"),
        ] {
            for pattern in ["apps/legacy/**", "*/legacy", "/apps/legacy", "legacy", "."] {
                assert!(
                    holds("/srv", directory, pattern, name),
                    "{directory} {pattern}"
                );
            }
            for pattern in ["legacy/**", "apps/*/y.yaml", "x", "./legacy"] {
                assert!(
                    !holds("/srv", directory, pattern, name),
                    "{directory} {pattern}"
                );
            }
        }
        assert!(holds("/srv/a", "/srv", "../b/*.yaml", "b/x.yaml"));
        assert!(!holds("/srv/a", "/srv", "*.yaml", "b/x.yaml"));
    }

    #[test]
    fn a_folder_with_the_characters_of_a_glob_is_taken_literally() {
        assert!(holds("/srv/[x]", "/srv/[x]", "legacy/**", "legacy/a.yaml"));
        assert!(!holds("/srv/[x]", "/srv/x", "legacy/**", "legacy/a.yaml"));
    }

    #[test]
    fn excludes_are_seen_from_the_working_directory() {
        let seen = |path, directory, pattern: &str| {
            folder(path, directory).seen_excludes(pattern).join(" ")
        };
        assert_eq!(
            seen("/srv", "/srv", "charts/**/templates"),
            "charts/**/templates"
        );
        assert_eq!(seen("/srv", "/srv", "vendor"), "**/vendor");
        assert_eq!(seen("/srv", "/srv", "/vendor"), "./vendor");
        assert_eq!(seen("/srv/sub", "/srv", "vendor/**"), "sub/vendor/**");
        assert_eq!(seen("/srv", "/srv/apps", "apps/web"), "../apps/web ./web");
        assert_eq!(seen("/srv", "/srv/apps", "*/web"), "../*/web ./web");
        assert_eq!(seen("/srv", "/srv/apps", "infra/web"), "../infra/web");
        assert_eq!(seen("/srv", "/srv/apps", "apps"), "** **/apps ../**/apps");
        assert_eq!(
            seen("/srv", "/srv/apps", "{apps/web,db}/x"),
            "../apps/web/x ../db/x web/x"
        );
    }

    #[test]
    fn includes_are_arguments_of_the_walk() {
        let seen = |path, directory, pattern: &str| folder(path, directory).seen_glob(pattern);
        assert_eq!(seen("/srv", "/srv", "k8s/**"), "k8s/**");
        assert_eq!(seen("/srv", "/srv/apps", "k8s"), "../k8s");
        assert_eq!(seen("/srv", "/srv/apps", "."), "..");
        assert_eq!(seen("/srv/[a]", "/srv/b", "*.yaml"), "../[[]a[]]/*.yaml");
        assert_eq!(seen("/srv/[a]", "/srv/b", "x.yaml"), "../[a]/x.yaml");
    }
}
