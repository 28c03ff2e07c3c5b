//! Where kubectl's decoder and YAML 1.2 differ about what is legal.

use std::borrow::Cow;
use std::ops::Range;

use super::error::SyntaxError;
use super::offsets::clamp;

/// How many bytes are looked at together.
const CHUNK: usize = 4096;

/// The first character of `text` that kubectl refuses anywhere in YAML.
///
/// Its decoder takes the printable characters of YAML 1.1 only:
/// <https://yaml.org/spec/1.1/#id868524>.
pub(super) fn control_character(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_control = |byte: &u8| matches!(byte, 0..=8 | 11 | 12 | 14..=31 | 127);
    // Folding over a chunk is turned into vector instructions, looking for the first is not.
    let ascii = bytes
        .chunks(CHUNK)
        .position(|chunk| {
            chunk
                .iter()
                .fold(false, |found, byte| found | is_control(byte))
        })
        .and_then(|chunk| {
            let within = bytes[chunk * CHUNK..].iter().position(is_control)?;
            Some(chunk * CHUNK + within)
        });
    // C1 controls are 0xC2 0x80..0x9F, the non-characters U+FFFE and U+FFFF 0xEF 0xBF 0xBE|0xBF.
    let wide = memchr::memchr2_iter(0xC2, 0xEF, bytes).find(|&at| match &bytes[at..] {
        [0xC2, second, ..] => (0x80..=0x9F).contains(second) && *second != 0x85,
        [0xEF, 0xBF, third, ..] => *third >= 0xBE,
        _ => false,
    });
    match (ascii, wide) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (found, None) | (None, found) => found,
    }
}

/// The error for a control character at byte `at`.
pub(super) fn control_character_error(text: &str, at: usize) -> SyntaxError {
    let character = text[at..].chars().next().unwrap_or('\0');
    let end = at + character.len_utf8();
    SyntaxError::new(
        clamp(at)..clamp(end),
        format!("the control character U+{:04X}", u32::from(character)),
    )
    .with_help("remove it; in a double-quoted text it can be written as an escape such as `\\x1b`")
}

/// The error for the first such character in the document that starts at byte `from`.
pub(super) fn control_character_in(text: &str, from: usize) -> Option<SyntaxError> {
    let rest = text.get(from..)?;
    let end = memchr::memmem::find(rest.as_bytes(), b"\n---").unwrap_or(rest.len());
    let at = control_character(&rest[..end])?;
    Some(control_character_error(text, from + at))
}

/// Judges the directives in `text[gap]`, what stands before a `---`.
pub(super) fn directive_error(text: &str, gap: Range<usize>) -> Option<SyntaxError> {
    let mut at = gap.start;
    for line in text.get(gap)?.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end().trim_start_matches('\u{feff}');
        let Some(directive) = line.strip_prefix('%') else {
            continue;
        };
        let range = clamp(start)..clamp(start + line.len());
        let mut words = directive.split_whitespace();
        match (words.next(), words.next()) {
            (Some("YAML"), Some("1.1")) | (Some("TAG"), _) => {}
            (Some("YAML"), _) => {
                return Some(
                    SyntaxError::new(range, "kubectl reads YAML 1.1 only")
                        .with_help("remove the `%YAML` line"),
                );
            }
            _ => {
                return Some(
                    SyntaxError::new(range, "an unknown directive")
                        .with_help("remove the line; only `%YAML 1.1` and `%TAG` are directives"),
                );
            }
        }
    }
    None
}

/// Whether kubectl reads the text as JSON: it looks for a `{` at the start.
pub(super) fn is_json(text: &str) -> bool {
    text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
        .starts_with('{')
}

/// Whether the parser stopped at byte `at` because one JSON value follows another.
pub(super) fn is_next_value(text: &str, said: &str, at: usize) -> bool {
    said.contains("document start") && text.get(at..).is_some_and(|rest| rest.starts_with('{'))
}

/// JSON with its surrogate pairs covered by letters of the same length, which YAML can read.
///
/// The scalars themselves are then decoded from the true text.
pub(super) fn cover_surrogates(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut covered: Option<Vec<u8>> = None;
    for at in memchr::memmem::find_iter(bytes, b"\\u") {
        let is_surrogate = bytes.get(at + 2..at + 4).is_some_and(|hex| {
            matches!(hex, [b'd' | b'D', b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F'])
        });
        let is_escaped = bytes[..at]
            .iter()
            .rev()
            .take_while(|b| **b == b'\\')
            .count()
            % 2
            == 1;
        if is_surrogate && !is_escaped && bytes.len() >= at + 6 {
            covered.get_or_insert_with(|| bytes.to_vec())[at..at + 6].fill(b'x');
        }
    }
    covered
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .map_or(Cow::Borrowed(text), Cow::Owned)
}

/// A backslash and slash in a double-quoted text: an escape in JSON and YAML 1.2, not for kubectl.
pub(super) fn escaped_slash(quoted: &str) -> Option<usize> {
    let bytes = quoted.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', &bytes[at..]) {
        if bytes.get(at + found + 1) == Some(&b'/') {
            return Some(at + found);
        }
        at += found + 2;
        if at >= bytes.len() {
            break;
        }
    }
    None
}

/// Why kubectl refuses a plain text between brackets that starts at byte `start` of the file.
///
/// Its decoder is of YAML 1.1 here: `?` starts a key wherever it stands, `:` at the start a
/// value, and `|` and `>` nothing.
pub(super) fn refused_in_brackets(text: &str, start: u32) -> Option<SyntaxError> {
    let at = if text.starts_with([':', '|', '>']) {
        0
    } else {
        text.find('?')?
    };
    let what = text[at..].chars().next()?;
    let at = start + clamp(at);
    let message = format!("a `{what}` in a text without quotes between brackets");
    Some(SyntaxError::new(at..at + 1, message).with_help("quote the text"))
}

/// The `:` with which a plain text between brackets, which ends before byte `end` for the parser,
/// goes on for kubectl, as in `[fd00::]`.
pub(super) fn colon_at_end(text: &str, end: usize) -> Option<usize> {
    let rest = text.as_bytes().get(end..)?;
    let blanks = rest
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count();
    matches!(rest[blanks..], [b':', b',' | b'[' | b']' | b'{' | b'}', ..]).then_some(end + blanks)
}
