//! Bytes and where they came from: files, standard input, places in a text.

mod line_index;
mod read;
mod walk;

use std::fmt;
use std::sync::Arc;
use std::sync::OnceLock;

pub use line_index::{LineIndex, Position};
pub use read::{MAX_FILE_BYTES, ReadError, decode, read};
pub use walk::{FileKind, Found, Input, STDIN, WalkError, WalkOptions, walk};
pub(crate) use walk::{nearest_path, normal_path, relative_path, seen_from, slashed};

/// A file of one run, by its place in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in one file; the end is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end` of `file`.
    pub fn new(file: FileId, start: u32, end: u32) -> Self {
        Self { file, start, end }
    }
}

/// A value, and where it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At<T> {
    /// What is written.
    pub value: T,
    /// Its exact characters.
    pub span: Span,
}

/// One text and its name.
#[derive(Debug)]
pub struct Source {
    /// As reports show it: relative to the working directory, with `/`.
    pub name: String,
    /// The whole text, UTF-8.
    pub text: Arc<str>,
    lines: OnceLock<LineIndex>,
}

impl Source {
    /// A text under the name that reports show.
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            lines: OnceLock::new(),
        }
    }

    /// Where the lines begin; made on first use.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// The 1-based line and column, in characters, of a byte.
    pub fn position(&self, offset: u32) -> Position {
        self.lines().position(&self.text, offset)
    }
}

/// All texts of a run, in the order of their names.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Adds a text and gives its id.
    pub fn push(&mut self, source: Source) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(source);
        id
    }

    /// The text of `id`.
    ///
    /// # Panics
    ///
    /// When the id is of another run.
    pub fn get(&self, id: FileId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// The same texts under the same ids.
    pub fn copy(&self) -> Self {
        let copy = |source: &Source| Source::new(source.name.clone(), Arc::clone(&source.text));
        Self {
            files: self.files.iter().map(copy).collect(),
        }
    }

    /// The texts with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        (0u32..).map(FileId).zip(&self.files)
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The characters that a span covers.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file)
            .text
            .get(span.start as usize..span.end as usize)
            .unwrap_or("")
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
