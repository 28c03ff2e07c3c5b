//! What is wrong with a text that is no YAML, in words that say what to do.

use std::ops::Range;

use super::Limits;

/// A place where kubectl would give up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The characters that are wrong.
    pub range: Range<u32>,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Which rule reports it.
    pub kind: ErrorKind,
}

/// The family of a [`SyntaxError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The text is not YAML, or not what kubectl takes for YAML.
    Syntax,
    /// An alias without its anchor, or one that contains itself.
    Alias,
    /// Larger or deeper than what is read.
    Limit,
}

impl SyntaxError {
    pub(super) fn new(range: Range<u32>, message: impl Into<String>) -> Self {
        Self {
            range,
            message: message.into(),
            help: None,
            kind: ErrorKind::Syntax,
        }
    }

    /// Aliases stand for more than `limit` values.
    pub(super) fn expands(range: Range<u32>, limit: u64) -> Self {
        let message = format!("aliases expand this document to more than {limit} values");
        Self::new(range, message)
            .with_help("write the repeated part once, or split the document")
            .of_kind(ErrorKind::Limit)
    }

    /// The document that starts at byte `start` is too large.
    pub(super) fn too_large(start: u32, limits: Limits) -> Self {
        let limit = limits.document_bytes >> 20;
        let message = format!("this document is larger than {limit} MiB");
        Self::new(start..start, message)
            .with_help("split it with `---`")
            .of_kind(ErrorKind::Limit)
    }

    pub(super) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says that the place lies in brackets which were opened at byte `open` and not closed.
    pub(super) fn inside(self, text: &str, open: u32) -> Self {
        let open = open as usize;
        let line = text.as_bytes()[..open]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
            + 1;
        let (bracket, closing) = match text.as_bytes().get(open) {
            Some(b'{') => ('{', '}'),
            _ => ('[', ']'),
        };
        let help = format!(
            "the `{bracket}` of line {line} is still open here: is its `{closing}` missing?"
        );
        match &self.help {
            Some(other) => {
                let help = format!("{help} Otherwise: {other}");
                self.with_help(help)
            }
            None => self.with_help(help),
        }
    }

    pub(super) fn of_kind(mut self, kind: ErrorKind) -> Self {
        self.kind = kind;
        self
    }
}
