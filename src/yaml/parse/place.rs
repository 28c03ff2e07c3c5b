//! Where a node begins and ends, told from the characters around it.

use std::ops::Range;

use super::lexer::{Lexer, Token};
use super::offsets::clamp;

/// The start of a node after its `&anchor` and `!tag`, and comments behind them.
pub(super) fn skip_properties(text: &str, span: &Range<u32>) -> u32 {
    let bytes = text.as_bytes();
    let end = span.end as usize;
    let mut at = span.start as usize;
    while at < end && matches!(bytes.get(at), Some(b'&' | b'!')) {
        while at < end && !bytes[at].is_ascii_whitespace() {
            at += 1;
        }
        while at < end && (bytes[at].is_ascii_whitespace() || bytes[at] == b'#') {
            at += match bytes[at] {
                b'#' => memchr::memchr2(b'\n', b'\r', &bytes[at..end]).unwrap_or(end - at),
                _ => 1,
            };
        }
    }
    clamp(at)
}

/// The `|` or `>` of a text block whose content starts at `content`, after the token that
/// ends at `from`.
pub(super) fn block_header(text: &str, from: u32, content: u32) -> u32 {
    let bytes = text.as_bytes();
    let mut at = from as usize;
    let end = (content as usize).min(bytes.len());
    while at < end {
        match bytes[at] {
            b'|' | b'>' => return clamp(at),
            b'#' => at += memchr::memchr(b'\n', &bytes[at..end]).unwrap_or(end - at),
            b'&' | b'!' => {
                while at < end && !bytes[at].is_ascii_whitespace() {
                    at += 1;
                }
            }
            _ => at += 1,
        }
    }
    // With an anchor or tag the parser counts the whole block as its content.
    let after_properties = skip_properties(text, &(content..clamp(bytes.len())));
    match bytes.get(after_properties as usize) {
        Some(b'|' | b'>') if after_properties > content => after_properties,
        _ => content,
    }
}

/// The end of a text block without the line breaks after it.
pub(super) fn trim_block(text: &str, start: u32, end: u32) -> u32 {
    let body = text.get(start as usize..end as usize).unwrap_or("");
    start + clamp(body.trim_end().len())
}

/// Where an absent value would stand: after the `:` or `-` that announces it.
pub(super) fn after_colon(text: &str, from: u32, at: u32) -> u32 {
    let bytes = text.as_bytes();
    let mut here = from as usize;
    while here < bytes.len() && matches!(bytes[here], b' ' | b'\t') {
        here += 1;
    }
    if bytes.get(here) == Some(&b':') {
        clamp(here + 1)
    } else {
        at
    }
}

/// The `-` of the item that starts at `first`; comments, an anchor and a tag may stand between.
pub(in crate::yaml) fn dash_before(text: &str, first: u32) -> Option<u32> {
    let mut before = text.get(..first as usize)?;
    loop {
        before = before.trim_ascii_end();
        let last = before.rsplit([' ', '\t', '\n', '\r', '\u{feff}']).next()?;
        let rest = &before[..before.len() - last.len()];
        if last == "-" {
            return Some(clamp(rest.len()));
        }
        let line = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        before = if last.starts_with(['&', '!']) || matches!(last, "?" | ":") {
            rest
        } else {
            // A comment alone in its line, or after nothing but dashes.
            let comment = before[line..].find('#')?;
            let is_blank = |byte: u8| matches!(byte, b' ' | b'\t' | b'-');
            let (indent, _) = before[line..].split_at(comment);
            indent
                .bytes()
                .all(is_blank)
                .then_some(&before[..line + comment])?
        };
    }
}

/// One past the bracket that closes a collection, whose last node ends at `last`. The parser says
/// `end`, which is that of the comma before the bracket when one stands there.
pub(super) fn closing_bracket(text: &str, end: u32, last: u32) -> u32 {
    if text[..end as usize].ends_with([']', '}']) {
        return end;
    }
    Lexer::new(text, last as usize, 1)
        .take_while(|(token, _)| matches!(token, Token::Blank | Token::Separator | Token::Close))
        .find(|(token, _)| *token == Token::Close)
        .map_or(end, |(_, range)| clamp(range.end))
}
