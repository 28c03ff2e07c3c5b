//! A rough reading of tokens, enough to tell brackets, quotes and comments from text.

use std::ops::Range;

/// What kind of thing stands at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// Spaces, line breaks and comments.
    Blank,
    /// A quoted text; it reaches to the end when it is not closed.
    Quoted,
    /// `[` or `{`
    Open,
    /// `]` or `}`
    Close,
    /// `,` and the indicators `:`, `-` and `?`
    Separator,
    /// A text without quotes, up to the end of its line.
    Plain,
    /// An anchor or a tag.
    Property,
    /// `|` or `>` and all that follows.
    TextBlock,
}

/// Reads the tokens of `text` from a place on that lies between two of them.
pub(super) struct Lexer<'s> {
    bytes: &'s [u8],
    pub(super) at: usize,
    /// How many brackets are open.
    pub(super) depth: usize,
}

impl<'s> Lexer<'s> {
    pub(super) fn new(text: &'s str, at: usize, depth: usize) -> Self {
        Self {
            bytes: text.as_bytes(),
            at,
            depth,
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    fn is_blank(&self, at: usize) -> bool {
        self.byte(at).is_none_or(|byte| byte.is_ascii_whitespace())
    }

    fn is_flow_indicator(&self, at: usize) -> bool {
        self.depth > 0 && matches!(self.byte(at), Some(b',' | b'[' | b']' | b'{' | b'}'))
    }

    fn blank_end(&self) -> usize {
        let mut at = self.at;
        while let Some(byte) = self.byte(at) {
            match byte {
                b'#' => {
                    let rest = &self.bytes[at..];
                    at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
                }
                byte if byte.is_ascii_whitespace() => at += 1,
                _ => break,
            }
        }
        at
    }

    fn property_end(&self) -> usize {
        let mut at = self.at + 1;
        while !self.is_blank(at) && !self.is_flow_indicator(at) {
            at += 1;
        }
        at
    }

    fn plain_end(&self) -> usize {
        let mut end = self.at + 1;
        let mut at = end;
        while let Some(byte) = self.byte(at) {
            match byte {
                b'\n' | b'\r' => break,
                b':' if self.is_blank(at + 1) || self.is_flow_indicator(at + 1) => break,
                b'#' if self.is_blank(at - 1) => break,
                _ if self.is_flow_indicator(at) => break,
                b' ' | b'\t' => at += 1,
                _ => {
                    at += 1;
                    end = at;
                }
            }
        }
        end
    }
}

impl Iterator for Lexer<'_> {
    type Item = (Token, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        let (token, end) = match self.byte(start)? {
            byte if byte.is_ascii_whitespace() || byte == b'#' => (Token::Blank, self.blank_end()),
            b'"' | b'\'' => {
                let end = closing_quote(self.bytes, start).map_or(self.bytes.len(), |at| at + 1);
                (Token::Quoted, end)
            }
            b'[' | b'{' => {
                self.depth += 1;
                (Token::Open, start + 1)
            }
            b']' | b'}' => {
                self.depth = self.depth.saturating_sub(1);
                (Token::Close, start + 1)
            }
            b',' if self.depth > 0 => (Token::Separator, start + 1),
            b':' | b'-' | b'?' if self.is_blank(start + 1) || self.is_flow_indicator(start + 1) => {
                (Token::Separator, start + 1)
            }
            // After a quoted key.
            b':' if self.depth > 0 => (Token::Separator, start + 1),
            b'|' | b'>' if self.depth == 0 => (Token::TextBlock, self.bytes.len()),
            b'&' | b'!' => (Token::Property, self.property_end()),
            _ => (Token::Plain, self.plain_end()),
        };
        self.at = end;
        Some((token, start..end))
    }
}

/// The quote that closes the one at `open`.
pub(super) fn closing_quote(bytes: &[u8], open: usize) -> Option<usize> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str, depth: usize) -> Vec<(Token, &str)> {
        Lexer::new(text, 0, depth)
            .map(|(token, range)| (token, &text[range]))
            .collect()
    }

    #[test]
    fn brackets_and_quotes_inside_of_text_are_text() {
        use Token::{Blank, Plain, Quoted, Separator};
        assert_eq!(
            tokens("a: b [c 'd # e", 0),
            [
                (Plain, "a"),
                (Separator, ":"),
                (Blank, " "),
                (Plain, "b [c 'd"),
                (Blank, " # e"),
            ]
        );
        assert_eq!(
            tokens("'it''s, #x',", 1),
            [(Quoted, "'it''s, #x'"), (Separator, ",")]
        );
    }

    #[test]
    fn brackets_end_text_where_brackets_are_open() {
        use Token::{Close, Open, Plain, Separator};
        assert_eq!(
            tokens("{a:[b,c]}", 0),
            [
                (Open, "{"),
                (Plain, "a"),
                (Separator, ":"),
                (Open, "["),
                (Plain, "b"),
                (Separator, ","),
                (Plain, "c"),
                (Close, "]"),
                (Close, "}"),
            ]
        );
    }

    #[test]
    fn a_quote_that_is_not_closed_reaches_to_the_end() {
        assert_eq!(tokens("\"a\\\" b", 0), [(Token::Quoted, "\"a\\\" b")]);
    }
}
