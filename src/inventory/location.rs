//! Names of files as text: their folder, and what a relative path in a file leads to.

/// The folder of a file; empty for one in the working directory.
pub(super) fn folder(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The last part of a name.
pub(super) fn base(name: &str) -> &str {
    name.rsplit_once('/').map_or(name, |(_, base)| base)
}

/// What `relative`, written in a file of `folder`, leads to, without `.` and needless `..`.
pub fn join(folder: &str, relative: &str) -> String {
    let start = if relative.starts_with('/') {
        ""
    } else {
        folder
    };
    let rooted = relative.starts_with('/') || folder.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in start.split('/').chain(relative.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if rooted => {}
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    if rooted { format!("/{joined}") } else { joined }
}

/// Every folder that a name lies in, the nearest first, down to one part.
pub(super) fn folders(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(name.rsplit_once('/').map(|(folder, _)| folder), |folder| {
        folder.rsplit_once('/').map(|(folder, _)| folder)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_are_followed_by_their_text() {
        assert_eq!(
            join("k8s/overlays/prod", "../../base/x.yaml"),
            "k8s/base/x.yaml"
        );
        assert_eq!(join("", "./x.yaml"), "x.yaml");
        assert_eq!(join("k8s", ".."), "");
        assert_eq!(join("k8s", "../../other"), "../other");
        assert_eq!(join("/abs/k8s", "../x"), "/abs/x");
        assert_eq!(join("../up", "../x"), "../x");
    }
}
