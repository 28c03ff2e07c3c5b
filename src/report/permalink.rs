//! Links to lines of the very revision that was checked, as GitHub writes them.

use std::fmt::Write as _;

use super::{Place, Report};
use crate::diagnostic::Diagnostic;
use crate::source::STDIN;

/// Where a repository is browsed, at the revision that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permalink {
    /// For example `https://github.com`.
    pub server: String,
    /// For example `acme/shop`.
    pub repository: String,
    /// The commit.
    pub revision: String,
}

impl Report<'_> {
    /// Where the lines of a finding are browsed.
    pub(super) fn link(&self, diagnostic: &Diagnostic) -> Option<String> {
        // A line of rendered text is no line of the repository.
        match diagnostic.origin {
            Some(_) => None,
            None => self.link_to(&self.place(diagnostic.span)),
        }
    }

    /// Where the lines of a place are browsed, if its file is in the repository.
    pub(super) fn link_to(&self, place: &Place<'_>) -> Option<String> {
        let Permalink {
            server,
            repository,
            revision,
        } = self.options.permalink.as_ref()?;
        let path = self.in_repository(place.file);
        let outside = path.starts_with('/')
            || path.starts_with("../")
            || path.as_bytes().get(1) == Some(&b':')
            || place.file == STDIN;
        if outside {
            return None;
        }
        let path = percent_encoded(&path);
        let Place { line, end_line, .. } = *place;
        let lines = match line == end_line {
            true => format!("L{line}"),
            false => format!("L{line}-L{end_line}"),
        };
        Some(format!(
            "{server}/{repository}/blob/{revision}/{path}#{lines}"
        ))
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
    use crate::check::outcome::Outcome;
    use crate::registry::Registry;
    use crate::report::Options;

    /// The link to some lines of a file, seen from a folder of the repository.
    fn link(folder: &str, file: &str, line: u32, end_line: u32) -> Option<String> {
        let options = Options {
            folder: folder.to_owned(),
            permalink: Some(Permalink {
                server: "https://github.com".to_owned(),
                repository: "acme/shop".to_owned(),
                revision: "5b1c".to_owned(),
            }),
            ..Options::default()
        };
        let report = Report {
            outcome: &Outcome::default(),
            registry: &Registry::built_in(),
            options: &options,
        };
        let link = report.link_to(&Place {
            file,
            line,
            column: 1,
            end_line,
            end_column: 2,
        })?;
        let path = link.strip_prefix("https://github.com/acme/shop/blob/5b1c/");
        path.map(str::to_owned)
    }

    #[test]
    fn points_at_one_line_or_several() {
        assert_eq!(link("", "web.yaml", 7, 7), Some("web.yaml#L7".into()));
        assert_eq!(link("", "web.yaml", 7, 9), Some("web.yaml#L7-L9".into()));
    }

    #[test]
    fn starts_from_the_working_directory() {
        let path = |folder, file| link(folder, file, 1, 1);
        assert_eq!(
            path("deploy", "web.yaml"),
            Some("deploy/web.yaml#L1".into())
        );
        assert_eq!(
            path("deploy/prod", "../base/./web.yaml"),
            Some("deploy/base/web.yaml#L1".into())
        );
    }

    #[test]
    fn does_not_point_outside_of_the_repository() {
        for file in ["/srv/web.yaml", "C:/web.yaml", "<stdin>", "../web.yaml"] {
            assert_eq!(link("", file, 1, 1), None, "{file}");
        }
    }

    #[test]
    fn encodes_what_an_address_cannot_hold() {
        assert_eq!(
            link("", "my k8s/a#b?(ü).yaml", 1, 1),
            Some("my%20k8s/a%23b%3F%28%C3%BC%29.yaml#L1".into())
        );
    }
}
