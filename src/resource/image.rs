//! Container image references such as `ghcr.io/acme/web:1.4@sha256:…`, taken apart.
//!
//! The grammar and the completion of short names are those of the container runtimes:
//! <https://pkg.go.dev/github.com/distribution/reference>.

mod digest;
mod name;

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// The registry when none is written.
const DOCKER_HUB: &str = "docker.io";
/// Its former name.
const INDEX_DOCKER_HUB: &str = "index.docker.io";
/// Where the official images of Docker Hub lie.
const OFFICIAL: &str = "library/";
/// The longest repository, its official part counted in.
const REPOSITORY_LENGTH: usize = 255;
/// The longest tag.
const TAG_LENGTH: usize = 128;

/// A legal reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageReference<'a> {
    /// The host that serves it, with its port; `docker.io` when none is written.
    pub registry: &'a str,
    /// The path in the registry: `library/nginx` where `nginx` is written.
    pub repository: Cow<'a, str>,
    /// The last part of the path.
    pub name: &'a str,
    /// What follows the `:`.
    pub tag: Option<&'a str>,
    /// What follows the `@`, with its algorithm.
    pub digest: Option<&'a str>,
    /// Whether the registry is written.
    pub has_registry: bool,
}

impl<'a> ImageReference<'a> {
    /// Takes a reference apart.
    ///
    /// # Errors
    ///
    /// The first thing, from left to right, that no runtime takes.
    pub fn parse(text: &'a str) -> Result<Self, ImageError> {
        refuse_other_texts(text)?;
        let (named, digest) = match text.split_once('@') {
            Some((named, digest)) => (named, Some(digest)),
            None => (text, None),
        };
        let (host, rest) = split_registry(named);
        let after_host = named.len() - rest.len();
        let (path, tag) = match rest.split_once(':') {
            Some((path, tag)) => (path, Some(tag)),
            None => (rest, None),
        };
        if let Some(host) = host {
            name::check_registry(host)?;
        }
        name::check_path(text, after_host..after_host + path.len())?;
        if let Some(tag) = tag {
            check_tag(tag, after_host + path.len() + 1)?;
        }
        if let Some(digest) = digest {
            digest::check(digest, named.len() + 1)?;
        }
        let registry = match host {
            None | Some(INDEX_DOCKER_HUB) => DOCKER_HUB,
            Some(host) => host,
        };
        let repository = if registry == DOCKER_HUB && !path.contains('/') {
            Cow::Owned(format!("{OFFICIAL}{path}"))
        } else {
            Cow::Borrowed(path)
        };
        if repository.len() > REPOSITORY_LENGTH {
            let message = format!("the repository is longer than {REPOSITORY_LENGTH} characters");
            return Err(ImageError::new(
                after_host..after_host + path.len(),
                message,
            ));
        }
        Ok(Self {
            registry,
            repository,
            name: path.rsplit('/').next().unwrap_or(path),
            tag,
            digest,
            has_registry: host.is_some(),
        })
    }
}

/// A reference without its tag and its digest, the tag, and the digest. Nothing is checked: a text
/// that is no reference comes apart, too.
pub fn split_image(text: &str) -> (&str, Option<&str>, Option<&str>) {
    let (named, digest) = match text.split_once('@') {
        Some((named, digest)) => (named, Some(digest)),
        None => (text, None),
    };
    match named.rsplit_once(':') {
        // A `:` before a `/` is that of the registry's port.
        Some((name, tag)) if !tag.contains('/') => (name, Some(tag), digest),
        _ => (named, None, digest),
    }
}

/// Why a text is no reference: a sentence, and the bytes of the text that are wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageError {
    message: String,
    help: Option<String>,
    range: Range<usize>,
}

impl ImageError {
    fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
            range,
        }
    }

    fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The bytes that are wrong; empty where something is missing.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// What to write instead, where that is known.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for ImageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ImageError {}

/// Texts that are something else than a reference with a mistake in it.
fn refuse_other_texts(text: &str) -> Result<(), ImageError> {
    if text.is_empty() {
        return Err(ImageError::new(0..0, "the image is empty"));
    }
    if let Some(error) = blank_error(text) {
        return Err(error);
    }
    if let Some(scheme) = scheme(text) {
        let message = format!("an image has no scheme such as `{scheme}`");
        return Err(
            ImageError::new(0..scheme.len(), message).with_help(format!("remove the `{scheme}`"))
        );
    }
    let is_id = text.len() == 64
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if is_id {
        let message = "64 hexadecimal digits alone are the id of an image, not its name";
        return Err(ImageError::new(0..text.len(), message)
            .with_help(format!("a digest follows a name: `name@sha256:{text}`")));
    }
    Ok(())
}

fn blank_error(text: &str) -> Option<ImageError> {
    let (at, blank) = text.char_indices().find(|(_, c)| c.is_whitespace())?;
    let what = if matches!(blank, '\n' | '\r') {
        "a line break"
    } else {
        "a space"
    };
    let from = &text[at..];
    let length = from.len() - from.trim_start().len();
    let place = match (at, length == from.len()) {
        (0, true) => return Some(ImageError::new(0..length, "the image is empty")),
        (0, false) => "before",
        (_, true) => "after",
        (_, false) => "inside of",
    };
    let message = format!("there is {what} {place} the image");
    Some(ImageError::new(at..at + length, message))
}

/// The `https://` that a text starts with.
fn scheme(text: &str) -> Option<&str> {
    let at = text.find("://")?;
    let is_scheme = text[..at]
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    (at > 0 && is_scheme).then(|| &text[..at + 3])
}

/// The registry, when the first part is one, and what follows it.
///
/// `acme/web` is a path of Docker Hub; only a dot, a colon, upper-case letters (which no path may
/// have) or the word `localhost` make a host of the first part.
fn split_registry(named: &str) -> (Option<&str>, &str) {
    match named.split_once('/') {
        Some((host, rest))
            if host == "localhost"
                || host.contains(['.', ':'])
                || host.contains(char::is_uppercase) =>
        {
            (Some(host), rest)
        }
        _ => (None, named),
    }
}

/// Checks the tag that starts at byte `at`.
fn check_tag(tag: &str, at: usize) -> Result<(), ImageError> {
    if tag.is_empty() {
        let error = ImageError::new(at - 1..at, "the tag after the `:` is empty");
        return Err(error.with_help("write a tag, or remove the `:`"));
    }
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    for (offset, c) in tag.char_indices() {
        let range = at + offset..at + offset + c.len_utf8();
        if offset == 0 && matches!(c, '.' | '-') {
            return Err(ImageError::new(
                range,
                format!("a tag cannot start with `{c}`"),
            ));
        }
        if !is_word(c) && !matches!(c, '.' | '-') {
            return Err(
                ImageError::new(range, format!("a tag cannot have `{c}` in it"))
                    .with_help("a tag has letters, digits, `_`, `.` and `-`"),
            );
        }
    }
    if tag.len() > TAG_LENGTH {
        let message = format!("the tag is longer than {TAG_LENGTH} characters");
        return Err(ImageError::new(at..at + tag.len(), message));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
