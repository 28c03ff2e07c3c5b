//! Rego as tokens.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) enum TokenKind {
    Name,
    Text,
    Other,
}

/// A piece of Rego without spaces and comments.
#[derive(Debug, Clone, Copy)]
pub(in crate::policy) struct Token {
    pub(in crate::policy) kind: TokenKind,
    pub(in crate::policy) start: usize,
    pub(in crate::policy) end: usize,
}

impl Token {
    pub(in crate::policy) fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }
}

pub(in crate::policy) fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        let kind = match byte {
            b'#' => {
                at += line_length(&bytes[at..]);
                continue;
            }
            b'"' | b'`' => {
                at = end_of_text(bytes, at);
                TokenKind::Text
            }
            _ if byte.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            _ if byte.is_ascii_alphanumeric() || byte == b'_' => {
                let name = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_';
                at += bytes[at..].iter().take_while(name).count();
                TokenKind::Name
            }
            _ => {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
                TokenKind::Other
            }
        };
        tokens.push(Token {
            kind,
            start,
            end: at,
        });
    }
    tokens
}

fn line_length(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| **byte != b'\n').count()
}

/// One past the quote that closes the text at `start`, or the end of everything.
fn end_of_text(bytes: &[u8], start: usize) -> usize {
    let quote = bytes[start];
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == b'"' => at += 2,
            _ if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

pub(in crate::policy) fn follows_dot(text: &str, tokens: &[Token], at: usize) -> bool {
    at > 0 && tokens[at - 1].text(text) == "." && tokens[at - 1].end == tokens[at].start
}

pub(in crate::policy) fn starts_line(text: &str, token: &Token) -> bool {
    token.start == 0 || text.as_bytes()[token.start - 1] == b'\n'
}

pub(super) fn first_on_line(text: &str, token: &Token) -> bool {
    let line = text[..token.start].rfind('\n').map_or(0, |at| at + 1);
    text[line..token.start].trim().is_empty()
}

/// The step from the token at `at`: `.name` or `["name"]`, and the byte after it.
pub(super) fn step<'t>(text: &'t str, tokens: &[Token], at: usize) -> Option<(&'t str, usize)> {
    let next = tokens.get(at + 1)?;
    if next.start != tokens[at].end {
        return None;
    }
    let name = tokens.get(at + 2)?;
    match next.text(text) {
        "." if name.kind == TokenKind::Name => Some((name.text(text), name.end)),
        "[" if name.kind == TokenKind::Text => {
            let close = tokens.get(at + 3).filter(|token| token.text(text) == "]")?;
            let quoted = name.text(text);
            Some((quoted.get(1..quoted.len() - 1)?, close.end))
        }
        _ => None,
    }
}

/// The longest `a.b.c` from `at`.
pub(super) fn dotted(text: &str, tokens: &[Token], at: usize) -> String {
    let mut path = tokens[at].text(text).to_owned();
    let mut at = at;
    while let Some(name) = tokens.get(at + 2)
        && tokens[at + 1].text(text) == "."
        && tokens[at + 1].start == tokens[at].end
        && name.kind == TokenKind::Name
        && name.start == tokens[at + 1].end
    {
        path.push('.');
        path.push_str(name.text(text));
        at += 2;
    }
    path
}

/// The names after `input` at `at`, as far as they are fixed, and whether that is all: a reference
/// that goes on with an index or is compared is not.
pub(super) fn reference(text: &str, tokens: &[Token], at: usize) -> (Vec<String>, bool) {
    let mut path = Vec::new();
    let mut at = at;
    while let Some((name, _)) = step(text, tokens, at) {
        path.push(name.to_owned());
        at += if tokens[at + 1].text(text) == "." {
            2
        } else {
            3
        };
    }
    let line = &text[tokens[at].end..];
    let whole = line.starts_with(['\n', '\r', ';', '}']) || line.is_empty();
    (path, whole)
}
