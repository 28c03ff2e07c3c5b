//! From text to tree, taking and refusing what kubectl takes and refuses.

mod bridge;
mod builder;
mod error;
mod explain;
mod lexer;
mod mapping;
mod offsets;
mod place;
mod relax;
mod scalars;
mod tabs;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle};

pub use error::{ErrorKind, SyntaxError};
pub(super) use place::dash_before;

use super::tree::Tree;
use builder::Builder;
use offsets::{Offsets, clamp};
use place::skip_properties;
use relax::{COLON_AT_END, Covered, Seen, relax};

/// How much of a text is read before it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How deep collections may lie in each other.
    pub depth: usize,
    /// How many nodes a document may have once its aliases are expanded.
    pub expanded_nodes: u64,
    /// How many bytes one document may have. etcd takes 1.5 MiB per object by default, but a
    /// `List` of many is one document.
    pub document_bytes: usize,
    /// How many broken documents of one file are reported.
    pub errors: usize,
    /// Whether `${VAR}` stands for a value that is filled in later.
    pub placeholders: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 512,
            expanded_nodes: 2_000_000,
            document_bytes: 128 << 20,
            errors: 100,
            placeholders: true,
        }
    }
}

/// A text as it was read.
#[derive(Debug)]
pub struct Parsed {
    /// The documents that could be read.
    pub tree: Tree,
    /// Why others could not.
    pub errors: Vec<SyntaxError>,
}

impl Parsed {
    /// What a text comes to whose reading failed through a bug of ours.
    pub fn failed() -> Self {
        let error = SyntaxError::new(
            0..0,
            "kubelint failed while reading this file; this is a bug of kubelint",
        )
        .with_help("please report it with the file");
        Self {
            tree: Tree::default(),
            errors: vec![error],
        }
    }
}

/// How many bytes are read again, in all, because of what only kubectl takes.
const RELAXED_BYTES: usize = 64 << 20;
/// How often a text is read again at least, however large it is.
const RELAXED_READS: usize = 16;

/// Reads a text; a document that is broken is left out, and those after it are read.
pub fn parse(text: Arc<str>, limits: &Limits) -> Parsed {
    let mut builder = Builder::new(Arc::clone(&text), *limits);
    let mut next = (!text.is_empty()).then_some(0);
    while let Some(from) = next
        && builder.errors.len() < limits.errors
    {
        next = match read_from(&text, from, &mut builder) {
            End::OfText => None,
            End::OfJsonValue(at) => Some(at),
            End::Broken(at) => next_document(&text, at, builder.document_start().max(from)),
        };
    }
    if let Some(unread) = next {
        builder.give_up(unread);
    }
    refuse_control_characters(&text, &mut builder);
    refuse_tabs(&text, &mut builder);
    builder.finish()
}

/// Where reading came to an end.
enum End {
    /// All documents were read.
    OfText,
    /// A JSON value is followed by another one at this byte: kubectl reads them as a stream.
    OfJsonValue(usize),
    /// A document is broken at this byte.
    Broken(usize),
}

/// Why a run of the parser ended early.
struct Failure {
    error: SyntaxError,
    /// What the parser said and at which byte of the file, when it was the parser.
    said: Option<(String, usize)>,
}

impl From<SyntaxError> for Failure {
    fn from(error: SyntaxError) -> Self {
        Self { error, said: None }
    }
}

/// Reads documents from byte `from` on.
fn read_from(text: &str, from: usize, builder: &mut Builder) -> End {
    let rest = &text[from..];
    let is_json = bridge::is_json(rest);
    let mut source = if is_json {
        bridge::cover_surrogates(rest)
    } else {
        Cow::Borrowed(rest)
    };
    let checkpoint = builder.checkpoint();
    let budget = (RELAXED_BYTES / rest.len().max(1)).max(RELAXED_READS);
    let mut reads = 0;
    loop {
        let Err(failure) = run(&source, from, builder) else {
            return End::OfText;
        };
        reads += 1;
        let relaxed = match &failure.said {
            Some((said, at)) if is_json && bridge::is_next_value(text, said, *at) => {
                return End::OfJsonValue(*at);
            }
            Some((said, at)) if reads < budget => {
                let seen = Seen {
                    until: (builder.last_end as usize).saturating_sub(from),
                    depth: builder.brackets(),
                    text_block: builder.last_is_text_block(),
                    at: *at - from,
                };
                relax(&source, said, seen)
            }
            _ => None,
        };
        let Some(relaxed) = relaxed else {
            let error = bridge::control_character_in(text, builder.document_start())
                .unwrap_or(failure.error);
            return End::Broken(builder.fail(error));
        };
        source = Cow::Owned(relaxed.source);
        builder.restore(&checkpoint);
        match relaxed.covered {
            Covered::Nothing => {}
            Covered::Quoted(at) => builder.covered.push(clamp(from + at)),
            Covered::Text => builder.covers_text = true,
        }
    }
}

/// One run of the parser over `source`, which lies at byte `base` of the file.
fn run(source: &str, base: usize, builder: &mut Builder) -> Result<(), Failure> {
    let mut offsets = Offsets::new(source, base);
    let mut parser = Parser::new_from_str(source);
    while let Some(next) = parser.next_event() {
        match next {
            Ok((Event::StreamEnd, _)) => break,
            Ok((event, span)) => {
                let start = offsets.byte(span.start.index());
                let end = offsets.byte(span.end.index());
                if matches!(event, Event::Scalar(_, ScalarStyle::Plain, ..))
                    && builder.open_bracket().is_some()
                {
                    let start = skip_properties(&builder.text, &(start..end)) as usize;
                    check_in_brackets(source, start - base..end as usize - base, base)?;
                }
                builder.event(event, start..end)?;
            }
            Err(error) => {
                let at = offsets.byte(error.marker().index());
                return Err(Failure {
                    error: builder.scan_error(&error, at),
                    said: Some((error.info().to_owned(), at as usize)),
                });
            }
        }
    }
    Ok(())
}

/// What kubectl makes of a plain text in brackets when `:` or `?` is in it.
fn check_in_brackets(source: &str, place: Range<usize>, base: usize) -> Result<(), Failure> {
    let start = clamp(base + place.start);
    if let Some(error) = bridge::refused_in_brackets(&source[place.clone()], start) {
        return Err(error.into());
    }
    let is_one_line = !source[place.clone()].contains(['\n', '\r']);
    if !place.is_empty()
        && is_one_line
        && let Some(colon) = bridge::colon_at_end(source, place.end)
    {
        let at = base + colon;
        let error = SyntaxError::new(clamp(at)..clamp(at + 1), "a `:` without a space after it")
            .with_help("quote the text");
        return Err(Failure {
            error,
            said: Some((COLON_AT_END.to_owned(), at)),
        });
    }
    Ok(())
}

/// The first line that starts a document at or after the line of `at`, and after `broken`, where
/// the broken document starts.
fn next_document(text: &str, at: usize, broken: usize) -> Option<usize> {
    let at = text.floor_char_boundary(at);
    let line = text[..at].rfind('\n').map_or(0, |found| found + 1);
    let from = line.max(broken + 1);
    let bytes = text.as_bytes();
    memchr::memmem::find_iter(bytes.get(from - 1..)?, b"\n---")
        .map(|found| from + found)
        .find(|start| {
            matches!(
                bytes.get(start + 3),
                None | Some(b' ' | b'\t' | b'\r' | b'\n')
            )
        })
}

/// Leaves out the documents with a character that kubectl does not take.
fn refuse_control_characters(text: &str, builder: &mut Builder) {
    refuse(
        builder,
        |_, from| {
            let from = text.ceil_char_boundary(from);
            Some(clamp(from + bridge::control_character(&text[from..])?))
        },
        |at| bridge::control_character_error(text, at as usize),
    );
}

/// Leaves out the documents with a tab where kubectl takes only spaces.
fn refuse_tabs(text: &str, builder: &mut Builder) {
    refuse(
        builder,
        |tree, from| tabs::refused_tab(text, tree, from),
        |tab| tabs::tab_error(text, tab),
    );
}

/// Leaves out each document with a byte that `find` gives, looking from another one on.
fn refuse(
    builder: &mut Builder,
    find: impl Fn(&Tree, usize) -> Option<u32>,
    error: impl Fn(u32) -> SyntaxError,
) {
    let mut from = 0;
    while builder.errors.len() < builder.limits.errors
        && let Some(at) = find(&builder.tree, from)
    {
        // None when the document was refused before.
        if let Some(end) = builder.refuse_document(at) {
            builder.errors.push(error(at));
            from = end as usize;
        } else {
            from = at as usize + 1;
        }
    }
}

#[cfg(test)]
mod tests;
