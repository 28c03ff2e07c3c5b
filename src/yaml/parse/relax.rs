//! What kubectl's decoder takes and the parser's YAML 1.2 grammar does not.
//!
//! The text is changed where the parser stopped, byte for byte so that every place stays true,
//! and read again. A scalar that has to be covered is decoded from the true text afterwards.

use std::ops::Range;

use saphyr_parser::{Event, Parser};

use super::lexer::{Lexer, Token, closing_quote};

/// A text that the parser may take.
pub(super) struct Relaxed {
    pub(super) source: String,
    pub(super) covered: Covered,
}

/// Whose text the parser does not see as it is.
pub(super) enum Covered {
    /// No scalar's.
    Nothing,
    /// That of the quoted scalar which starts at this byte.
    Quoted(usize),
    /// That of some scalar, which is still as long.
    Text,
}

/// Stands for a byte order mark: as many bytes, and no text can have it.
pub(super) const MARK: char = '\u{ffff}';
pub(super) const BYTE_ORDER_MARK: char = '\u{feff}';

/// Said of a plain text in brackets that goes on with `:` up to a bracket or comma.
pub(super) const COLON_AT_END: &str = "colon at the end of a text";

/// Where the parser was when it stopped.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    /// The byte after the last thing that it handed over.
    pub(super) until: usize,
    /// How many brackets were open there.
    pub(super) depth: usize,
    /// Whether the last thing was a text block.
    pub(super) text_block: bool,
    /// The byte that it names.
    pub(super) at: usize,
}

/// The text `source` without what the parser stopped at, when kubectl would not have stopped.
pub(super) fn relax(source: &str, said: &str, seen: Seen) -> Option<Relaxed> {
    let at = seen.at;
    let is_dash = said.contains("plain scalar cannot start with '-'");
    if said == COLON_AT_END || is_dash && is_lone_dash(source, at) {
        return replace(source, at..at + 1, b'_').map(|source| Relaxed {
            source,
            covered: Covered::Text,
        });
    }
    if said.contains("':' must be followed by") {
        return space_after_colon(source, at);
    }
    if said.contains("invalid indentation in quoted scalar") {
        return cover_quoted(source, at);
    }
    let gap = Gap::new(source, seen);
    if said.contains("comments must be separated") {
        return blank_comment(source, at);
    }
    if said.contains("byte order mark") {
        return cover_byte_order_mark(source, at, &gap);
    }
    if said.contains("tab cannot be used") || said.contains("tabs disallowed") {
        return match gap.quote {
            Some(open) => spaces_in_quoted(source, open),
            None => spaces_in_brackets(source, &gap, |_| true),
        };
    }
    if said.contains("invalid indentation") {
        return spaces_in_brackets(source, &gap, |blank| blank.contains(['\n', '\r']));
    }
    None
}

/// What stands between the last thing that the parser handed over and the place it stopped at.
struct Gap {
    depth: usize,
    /// Where the quoted text starts that the place lies in.
    quote: Option<usize>,
    /// Whether a text block starts in between.
    text_block: bool,
    /// Whether the place lies inside of a token or comment.
    inside: bool,
    /// The last token, and where it ends.
    last: Token,
    blank_from: usize,
}

impl Gap {
    fn new(source: &str, seen: Seen) -> Self {
        let line = source[..seen.at].rfind('\n').map_or(0, |found| found + 1);
        let from = if seen.until <= seen.at {
            seen.until
        } else {
            line
        };
        let before = source[..from].bytes().next_back();
        let last = match before {
            None | Some(b',' | b'[' | b'{' | b':' | b']' | b'}' | b'"' | b'\'') => Token::Separator,
            Some(_) => Token::Plain,
        };
        let mut lexer = Lexer::new(source, from, seen.depth);
        let mut gap = Gap {
            depth: seen.depth,
            quote: None,
            text_block: seen.text_block,
            // The parser may have handed over what it thinks is a whole text.
            inside: from == seen.at
                && last == Token::Plain
                && before.is_some_and(|byte| !byte.is_ascii_whitespace()),
            last,
            blank_from: from,
        };
        while lexer.at < seen.at
            && let Some((token, range)) = lexer.next()
        {
            gap.inside = range.end > seen.at || seen.text_block;
            match token {
                Token::TextBlock => gap.text_block = true,
                Token::Quoted if range.end > seen.at => gap.quote = Some(range.start),
                Token::Blank => {}
                _ => (gap.last, gap.blank_from) = (token, range.end.min(seen.at)),
            }
            if range.end <= seen.at {
                gap.depth = lexer.depth;
            }
        }
        gap
    }
}

/// `[-]`
fn is_lone_dash(source: &str, at: usize) -> bool {
    let before = source[..at].trim_ascii_end();
    source[at..].starts_with('-') && before.ends_with([',', '[', '{', ':'])
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
    // What is covered has no line breaks any more, which a key must not have.
    let is_key = source[end + 1..]
        .trim_start_matches([' ', '\t'])
        .starts_with(':');
    if is_key || decode_quoted(&source[at..=end]).is_none() {
        return None;
    }
    Some(Relaxed {
        source: replace(source, at + 1..end, b'x')?,
        covered: Covered::Quoted(at),
    })
}

/// Tabs before the lines of a quoted text: they are no part of it.
fn spaces_in_quoted(source: &str, open: usize) -> Option<Relaxed> {
    let end = closing_quote(source.as_bytes(), open)?;
    let mut bytes = source.as_bytes().to_vec();
    let mut line_start = false;
    for byte in bytes.get_mut(open..end)? {
        match *byte {
            b'\n' | b'\r' => line_start = true,
            b'\t' if line_start => *byte = b' ',
            b' ' => {}
            _ => line_start = false,
        }
    }
    changed(source, bytes)
}

/// Line breaks, comments and tabs between the tokens in brackets, from the gap on to the bracket
/// that closes the outermost one. kubectl does not look at indentation there.
fn spaces_in_brackets(source: &str, gap: &Gap, is_meant: impl Fn(&str) -> bool) -> Option<Relaxed> {
    if gap.depth == 0 {
        return None;
    }
    let mut bytes = source.as_bytes().to_vec();
    let mut lexer = Lexer::new(source, gap.blank_from, gap.depth);
    let mut blank: Option<Range<usize>> = None;
    // A plain text may go over several lines: then its line breaks count.
    let mut in_plain = gap.last == Token::Plain;
    while lexer.depth > 0
        && let Some((token, range)) = lexer.next()
    {
        if token == Token::Blank {
            blank = Some(range);
            continue;
        }
        // A key and its `:` stand on one line.
        let is_colon = source[range.clone()].starts_with(':');
        let ends_plain = source[range.clone()].starts_with([',', ']', '}']);
        if let Some(range) = blank.take()
            && (!in_plain || ends_plain)
            && !is_colon
            && is_meant(&source[range.clone()])
        {
            bytes.get_mut(range)?.fill(b' ');
        }
        in_plain = token == Token::Plain
            || in_plain && !source[range].starts_with([',', ':', '[', ']', '{', '}']);
    }
    changed(source, bytes)
}

/// `"text"# comment`
fn blank_comment(source: &str, at: usize) -> Option<Relaxed> {
    let rest = source.get(at..).filter(|rest| rest.starts_with('#'))?;
    let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
    replace(source, at..at + end, b' ').map(plain)
}

/// A byte order mark in a text or comment. Where a token starts it is refused: kubectl would make
/// it a part of the key or value, which nobody means.
fn cover_byte_order_mark(source: &str, at: usize, gap: &Gap) -> Option<Relaxed> {
    let rest = source.get(at..)?.strip_prefix(BYTE_ORDER_MARK)?;
    let before = &source[..at];
    // At the start of a line the block is over.
    let is_text = gap.inside && !(gap.text_block && before.ends_with(['\n', '\r']));
    is_text.then(|| Relaxed {
        source: format!("{before}{MARK}{rest}"),
        covered: Covered::Text,
    })
}

fn plain(source: String) -> Relaxed {
    Relaxed {
        source,
        covered: Covered::Nothing,
    }
}

fn changed(source: &str, bytes: Vec<u8>) -> Option<Relaxed> {
    let changed = String::from_utf8(bytes).ok()?;
    (changed != source).then(|| plain(changed))
}

fn replace(source: &str, range: Range<usize>, with: u8) -> Option<String> {
    let mut bytes = source.as_bytes().to_vec();
    bytes.get_mut(range)?.fill(with);
    String::from_utf8(bytes).ok()
}

/// The text of a quoted scalar that was covered; none when it is broken.
pub(super) fn decode_quoted(quoted: &str) -> Option<String> {
    let mut parser = Parser::new_from_str(quoted);
    let mut decoded = None;
    while let Some(next) = parser.next_event() {
        match next.ok()?.0 {
            Event::Scalar(text, ..) if decoded.is_none() => decoded = Some(text.into_owned()),
            Event::StreamEnd => break,
            _ => {}
        }
    }
    decoded
}
