//! Where a node begins and ends, told from the characters around it.

use std::ops::Range;

use super::offsets::clamp;

/// The start of a node after its `&anchor` and `!tag`.
pub(super) fn skip_properties(text: &str, span: &Range<u32>) -> u32 {
    let bytes = text.as_bytes();
    let end = span.end as usize;
    let mut at = span.start as usize;
    while at < end && matches!(bytes.get(at), Some(b'&' | b'!')) {
        while at < end && !bytes[at].is_ascii_whitespace() {
            at += 1;
        }
        while at < end && bytes[at].is_ascii_whitespace() {
            at += 1;
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
    content
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

/// The `-` of the item that starts at `first`, when it stands on the same line.
pub(super) fn dash_before(text: &str, first: u32) -> Option<u32> {
    let before = text.get(..first as usize)?.trim_end_matches([' ', '\t']);
    before.ends_with('-').then(|| clamp(before.len() - 1))
}
