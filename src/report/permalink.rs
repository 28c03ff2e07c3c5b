//! Links to lines of the very revision that was checked, as GitHub writes them.

use std::fmt::Write as _;

use super::{Place, Report};
use crate::diagnostic::Diagnostic;

/// Where a repository is browsed, at the revision that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permalink {
    /// For example `https://github.com`.
    pub server: String,
    /// For example `acme/shop`.
    pub repository: String,
    /// The commit.
    pub revision: String,
    /// The working directory inside the repository, with `/`; empty at its root.
    pub folder: String,
}

impl Permalink {
    /// The lines of a place; none for a file outside the repository or without a file at all.
    pub(super) fn lines(&self, place: &Place<'_>) -> Option<String> {
        let file = self.file(place.file)?;
        let Place { line, end_line, .. } = *place;
        Some(match line == end_line {
            true => format!("{file}#L{line}"),
            false => format!("{file}#L{line}-L{end_line}"),
        })
    }

    /// A file by its name in reports, relative to the working directory.
    pub(super) fn file(&self, name: &str) -> Option<String> {
        let path = percent_encoded(&self.path(name)?);
        let Self {
            server,
            repository,
            revision,
            ..
        } = self;
        Some(format!("{server}/{repository}/blob/{revision}/{path}"))
    }

    /// The path of a file from the root of the repository.
    fn path(&self, name: &str) -> Option<String> {
        let absolute = name.starts_with('/') || name.as_bytes().get(1) == Some(&b':');
        if absolute || name == crate::source::STDIN {
            return None;
        }
        let mut parts: Vec<&str> = Vec::new();
        for part in self.folder.split('/').chain(name.split('/')) {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Some(parts.join("/"))
    }
}

impl Report<'_> {
    /// Where the lines of a finding are browsed. A line of rendered text is no line of the file.
    pub(super) fn link(&self, diagnostic: &Diagnostic) -> Option<String> {
        let permalink = self.options.permalink.as_ref()?;
        match &diagnostic.origin {
            Some(origin) => permalink.file(origin),
            None => permalink.lines(&self.place(diagnostic.span)),
        }
    }
}

/// A path as a part of a URI.
pub(super) fn percent_encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_folder(folder: &str) -> Permalink {
        Permalink {
            server: "https://github.com".to_owned(),
            repository: "acme/shop".to_owned(),
            revision: "5b1c".to_owned(),
            folder: folder.to_owned(),
        }
    }

    fn place(file: &str, line: u32, end_line: u32) -> Place<'_> {
        Place {
            file,
            line,
            column: 1,
            end_line,
            end_column: 2,
        }
    }

    #[test]
    fn points_at_one_line_or_several() {
        let link = |line, end| in_folder("").lines(&place("k8s/web.yaml", line, end));
        let file = "https://github.com/acme/shop/blob/5b1c/k8s/web.yaml";
        assert_eq!(link(7, 7), Some(format!("{file}#L7")));
        assert_eq!(link(7, 9), Some(format!("{file}#L7-L9")));
    }

    #[test]
    fn starts_from_the_working_directory() {
        let path = |folder, name| in_folder(folder).path(name);
        assert_eq!(path("deploy", "web.yaml"), Some("deploy/web.yaml".into()));
        assert_eq!(
            path("deploy/prod", "../base/./web.yaml"),
            Some("deploy/base/web.yaml".into())
        );
        assert_eq!(path("deploy", "../../web.yaml"), None);
    }

    #[test]
    fn does_not_point_outside_of_the_repository() {
        for name in ["/srv/web.yaml", "C:/web.yaml", "<stdin>", "../web.yaml"] {
            assert_eq!(in_folder("").path(name), None, "{name}");
        }
    }

    #[test]
    fn encodes_what_an_address_cannot_hold() {
        assert_eq!(
            in_folder("").file("my k8s/a#b?(ü).yaml"),
            Some(
                "https://github.com/acme/shop/blob/5b1c/my%20k8s/a%23b%3F%28%C3%BC%29.yaml".into()
            )
        );
    }
}
