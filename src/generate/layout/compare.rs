//! How the files of a folder differ from those of a spec, as a person reads it.

use similar::{Algorithm, TextDiff};

use super::Change;
use crate::resource::split_image;

/// A file that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The file, as reports show it.
    pub path: String,
    /// In a few words.
    pub what: &'static str,
    /// Unified, from what is there to what should be.
    pub diff: String,
}

/// The differences that a set of changes would put right. With `ignore_images`, tags and digests
/// count as equal, and the version label that follows them.
pub fn differences(changes: &[Change], ignore_images: bool) -> Vec<Difference> {
    changes
        .iter()
        .filter_map(|change| difference(change, ignore_images))
        .collect()
}

fn difference(change: &Change, ignore_images: bool) -> Option<Difference> {
    let path = change.path().to_string_lossy().replace('\\', "/");
    let (what, before, after) = match change {
        Change::Write {
            before: Some(before),
            after,
            ..
        } => {
            if ignore_images && without_images(before) == without_images(after) {
                return None;
            }
            ("differs from the spec", before.as_str(), after.as_str())
        }
        Change::Write { after, .. } => ("is missing", "", after.as_str()),
        Change::Remove { before, .. } => ("is no longer in the spec", before.as_str(), ""),
        Change::Blocked { .. } => {
            return Some(Difference {
                path,
                what: "was not written by kubelint gen",
                diff: String::new(),
            });
        }
    };
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Myers)
        .diff_lines(before, after);
    let mut unified = diff.unified_diff();
    let diff = unified
        .context_radius(3)
        .header(
            &format!("{path} (as it is)"),
            &format!("{path} (as the spec says)"),
        )
        .to_string();
    Some(Difference { path, what, diff })
}

/// A text without what a change of an image changes.
fn without_images(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for line in text.lines() {
        let bare = line.trim_start().trim_start_matches("- ");
        let is_of_image = line.starts_with(super::MARK)
            || ["app.kubernetes.io/version:", "newTag:", "digest:"]
                .iter()
                .any(|key| bare.starts_with(key));
        if is_of_image {
            continue;
        }
        match bare.strip_prefix("image:") {
            Some(image) => {
                let name = split_image(image.trim().trim_matches('"')).0;
                kept.push_str("image: ");
                kept.push_str(name);
            }
            None => kept.push_str(line),
        }
        kept.push('\n');
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tags_are_passed_over() {
        let text = |tag: &str, name: &str| format!("a: 1\n  - image: ghcr.io/acme/{name}:{tag}\n");
        assert_eq!(
            without_images(&text("1", "web")),
            without_images(&text("2", "web"))
        );
        assert_ne!(
            without_images(&text("1", "web")),
            without_images(&text("1", "api"))
        );
        assert_ne!(without_images("a: 1\n"), without_images("a: 2\n"));
    }
}
