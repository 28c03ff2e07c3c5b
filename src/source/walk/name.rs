//! Paths as reports show them, and the nearest one to a path that does not exist.

use std::path::{Component, Path, PathBuf};

/// Below this the names have too little in common for a suggestion.
const SIMILAR: f64 = 0.6;

/// `path` relative to `directory` when below it, otherwise as given, without `.` and needless `..`.
pub(super) fn shown(path: &Path, directory: &Path) -> String {
    let absolute = normal(&directory.join(path));
    match absolute.strip_prefix(normal(directory)) {
        Ok(relative) => slashed(relative),
        Err(_) if path.is_absolute() => slashed(&absolute),
        Err(_) => slashed(&normal(path)),
    }
}

/// The name of something at `relative` below a folder that is shown as `folder`.
pub(super) fn below(folder: &str, relative: &Path) -> String {
    let relative = slashed(relative);
    if folder.is_empty() {
        relative
    } else if folder.ends_with('/') {
        format!("{folder}{relative}")
    } else {
        format!("{folder}/{relative}")
    }
}

/// An absolute path as reports show it from a folder: with `..` where that is shorter than the
/// whole path.
pub(crate) fn seen_from(path: &Path, directory: &Path) -> String {
    let named = path
        .components()
        .zip(directory.components())
        .take_while(|(a, b)| a == b)
        .any(|(part, _)| matches!(part, Component::Normal(_)));
    if !path.starts_with(directory) && !named {
        return slashed(path);
    }
    match relative(path, directory) {
        seen if seen.is_empty() => ".".to_owned(),
        seen => seen,
    }
}

/// The way from a folder to a path, both absolute, with `..`; empty for the folder itself.
pub(crate) fn relative(path: &Path, directory: &Path) -> String {
    let shared = path
        .components()
        .zip(directory.components())
        .take_while(|(a, b)| a == b)
        .count();
    let up = directory.components().count() - shared;
    let mut way = PathBuf::from_iter(std::iter::repeat_n("..", up));
    way.extend(path.components().skip(shared));
    slashed(&way)
}

/// With `/` whatever the system uses.
pub(crate) fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text.into_owned()
    }
}

/// Without `.` and with `..` applied to the text of the path.
pub(crate) fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => match normal.components().next_back() {
                Some(Component::Normal(_)) => {
                    normal.pop();
                }
                Some(Component::RootDir | Component::Prefix(_)) => {}
                _ => normal.push(".."),
            },
            other => normal.push(other),
        }
    }
    normal
}

/// `path` with its first part that does not exist replaced by the most similar name beside it,
/// when the result exists.
pub(crate) fn nearest(path: &Path, directory: &Path) -> Option<String> {
    let mut repaired = PathBuf::new();
    for component in path.components() {
        let next = repaired.join(component);
        if directory.join(&next).exists() {
            repaired = next;
            continue;
        }
        let wanted = component.as_os_str().to_string_lossy();
        repaired.push(most_similar(&directory.join(&repaired), &wanted)?);
    }
    Some(slashed(&repaired))
}

fn most_similar(folder: &Path, wanted: &str) -> Option<String> {
    std::fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .map(|name| {
            let similarity = strsim::normalized_damerau_levenshtein(&name, wanted);
            (similarity, name)
        })
        .filter(|(similarity, _)| *similarity >= SIMILAR)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(&a.1)))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_paths_relative_to_the_working_directory() {
        let shown = |path: &str| shown(Path::new(path), Path::new("/srv/app"));
        assert_eq!(shown("./a.yaml"), "a.yaml");
        assert_eq!(shown("k8s//x/../a.yaml"), "k8s/a.yaml");
        assert_eq!(shown("/srv/app/k8s/a.yaml"), "k8s/a.yaml");
        assert_eq!(shown("../app/a.yaml"), "a.yaml");
        assert_eq!(shown("../other/./a.yaml"), "../other/a.yaml");
        assert_eq!(shown("/etc/../etc/a.yaml"), "/etc/a.yaml");
        assert_eq!(shown("."), "");
    }

    #[test]
    fn suggests_a_path_that_exists() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("overlays")).unwrap();
        std::fs::write(folder.path().join("overlays/production.yaml"), "").unwrap();
        let nearest = |path: &str| nearest(Path::new(path), folder.path());
        assert_eq!(
            nearest("overlay/prodution.yaml").as_deref(),
            Some("overlays/production.yaml")
        );
        assert_eq!(nearest("overlays/x.yaml"), None);
    }
}
