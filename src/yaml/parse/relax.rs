//! What kubectl's decoder takes and the parser's YAML 1.2 grammar does not.
//!
//! The text is changed where the parser stopped, byte for byte so that every place stays true,
//! and read again. A scalar that has to be covered is decoded from the true text afterwards.

use saphyr_parser::{Event, Parser};

/// A text that the parser may take.
pub(super) struct Relaxed {
    pub(super) source: String,
    /// The first byte of a quoted text whose content was covered.
    pub(super) covered: Option<usize>,
}

/// The text `source` without what the parser stopped at, when kubectl would not have stopped.
///
/// `at` is the byte that the parser names, `in_flow` whether it lies in `[…]` or `{…}`.
pub(super) fn relax(source: &str, said: &str, at: usize, in_flow: bool) -> Option<Relaxed> {
    if said.contains("':' must be followed by") {
        return space_after_colon(source, at);
    }
    if said.contains("invalid indentation in quoted scalar") {
        return cover_quoted(source, at);
    }
    if in_flow && said.contains("invalid indentation") {
        return join_with_line_above(source, at);
    }
    None
}

/// `key:<tab>value`
fn space_after_colon(source: &str, at: usize) -> Option<Relaxed> {
    let bytes = source.as_bytes();
    let colon = (at.saturating_sub(2)..=at)
        .find(|&at| bytes.get(at) == Some(&b':') && bytes.get(at + 1) == Some(&b'\t'))?;
    let tabs = bytes[colon + 1..]
        .iter()
        .take_while(|byte| **byte == b'\t')
        .count();
    replace(source, colon + 1..colon + 1 + tabs, b' ').map(plain)
}

/// A quoted text whose lines are indented less than its key.
fn cover_quoted(source: &str, at: usize) -> Option<Relaxed> {
    let end = closing_quote(source.as_bytes(), at)?;
    let source = replace(source, at + 1..end, b'x')?;
    Some(Relaxed {
        source,
        covered: Some(at),
    })
}

/// A line inside of brackets that is not indented deeper than what the brackets belong to.
fn join_with_line_above(source: &str, at: usize) -> Option<Relaxed> {
    let line = source[..at].rfind('\n')?;
    let above = source[..line].rfind('\n').map_or(0, |found| found + 1);
    let comment = source[above..line]
        .find(" #")
        .map_or(line, |found| above + found);
    replace(source, comment..at, b' ').map(plain)
}

fn plain(source: String) -> Relaxed {
    Relaxed {
        source,
        covered: None,
    }
}

fn replace(source: &str, range: std::ops::Range<usize>, with: u8) -> Option<String> {
    let mut bytes = source.as_bytes().to_vec();
    bytes.get_mut(range)?.fill(with);
    String::from_utf8(bytes).ok()
}

/// The quote that closes the one at `open`.
fn closing_quote(bytes: &[u8], open: usize) -> Option<usize> {
    let quote = *bytes.get(open)?;
    let mut at = open + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 2,
            byte if byte == quote => {
                if quote == b'\'' && bytes.get(at + 1) == Some(&b'\'') {
                    at += 2;
                } else {
                    return Some(at);
                }
            }
            _ => at += 1,
        }
    }
    None
}

/// The text of a quoted scalar that was covered.
pub(super) fn decode_quoted(quoted: &str) -> Option<String> {
    let mut parser = Parser::new_from_str(quoted);
    while let Some(Ok((event, _))) = parser.next_event() {
        if let Event::Scalar(text, ..) = event {
            return Some(text.into_owned());
        }
    }
    None
}
