//! The registry and the path of a reference.

use std::ops::Range;

use super::ImageError;

/// Checks the first part of a reference, which is a registry.
pub(super) fn check_registry(registry: &str) -> Result<(), ImageError> {
    let all = 0..registry.len();
    let (host, port) = split_port(registry);
    if let Some(port) = port
        && (port.is_empty() || !port.bytes().all(|byte| byte.is_ascii_digit()))
    {
        let at = host.len() + 1;
        return Err(if port.is_empty() {
            ImageError::new(at - 1..at, "the port after the `:` is empty")
        } else {
            ImageError::new(
                at..at + port.len(),
                format!("the port of the registry is no number: `{port}`"),
            )
            .with_help("a tag stands after the last part of the repository")
        });
    }
    // What is no host name but could be a part of a path is taken: `my_registry.example`.
    let is_like_a_path = port.is_none() && path_error(registry).is_none();
    if is_host(host) || is_like_a_path {
        return Ok(());
    }
    Err(ImageError::new(
        all,
        format!("the registry `{registry}` is no host name"),
    ))
}

/// Host and port; the colons of an IPv6 address stand in brackets.
fn split_port(registry: &str) -> (&str, Option<&str>) {
    let from = if registry.starts_with('[') {
        registry.find(']').unwrap_or(registry.len())
    } else {
        0
    };
    match registry[from..].find(':') {
        Some(colon) => (
            &registry[..from + colon],
            Some(&registry[from + colon + 1..]),
        ),
        None => (registry, None),
    }
}

fn is_host(host: &str) -> bool {
    let address = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    if let Some(address) = address {
        return !address.is_empty()
            && address
                .bytes()
                .all(|byte| byte.is_ascii_hexdigit() || byte == b':');
    }
    host.split('.').all(|part| {
        !part.is_empty()
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

/// Checks the path of a reference, which lies at `range` of its text.
pub(super) fn check_path(text: &str, range: Range<usize>) -> Result<(), ImageError> {
    let path = &text[range.clone()];
    if path.is_empty() {
        let (range, message) = if text[..range.start].ends_with('/') {
            (
                range.start - 1..range.start,
                "no repository follows the registry",
            )
        } else {
            (range, "the image has no name")
        };
        return Err(ImageError::new(range, message));
    }
    let mut at = range.start;
    for part in path.split('/') {
        if part.is_empty() {
            return Err(empty_part(at, range.end));
        }
        if part.contains(char::is_uppercase) {
            let message = format!("the repository has upper-case letters: `{part}`");
            return Err(ImageError::new(at..at + part.len(), message)
                .with_help(format!("write it in lower case: `{}`", part.to_lowercase())));
        }
        if let Some((wrong, message)) = path_error(part) {
            return Err(ImageError::new(at + wrong.start..at + wrong.end, message));
        }
        at += part.len() + 1;
    }
    Ok(())
}

/// The error for the empty part at byte `at` of a path that ends at `end`.
fn empty_part(at: usize, end: usize) -> ImageError {
    let (range, message) = if at == 0 {
        (0..1, "the image starts with a `/`")
    } else if at == end {
        (at - 1..at, "the repository ends with a `/`")
    } else {
        // The `/` before and the one after it.
        (at - 1..at + 1, "a part of the image is empty: `//`")
    };
    ImageError::new(range, message)
}

/// What is wrong with a part of a path: small letters and digits, between them one `.`, one or
/// two `_`, or any number of `-`.
fn path_error(part: &str) -> Option<(Range<usize>, String)> {
    let is_separator = |c: char| matches!(c, '.' | '_' | '-');
    let illegal = part
        .char_indices()
        .find(|(_, c)| !c.is_ascii_lowercase() && !c.is_ascii_digit() && !is_separator(*c));
    if let Some((at, c)) = illegal {
        let message = format!("a repository cannot have `{c}` in it");
        return Some((at..at + c.len_utf8(), message));
    }
    let mut at = 0;
    while let Some(found) = part[at..].find(is_separator) {
        let start = at + found;
        let rest = &part[start..];
        let end = start + rest.find(|c: char| !is_separator(c)).unwrap_or(rest.len());
        let separator = &part[start..end];
        if start == 0 || end == part.len() {
            let edge = if start == 0 { "start" } else { "end" };
            let message =
                format!("a part of a repository cannot {edge} with `{separator}`: `{part}`");
            return Some((start..end, message));
        }
        let is_known =
            matches!(separator, "." | "_" | "__") || separator.bytes().all(|byte| byte == b'-');
        if !is_known {
            let message = format!("a repository cannot have `{separator}` in it");
            return Some((start..end, message));
        }
        at = end;
    }
    None
}
