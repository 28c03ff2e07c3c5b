//! Texts as scalars: plain where every reader takes them as the same text, else quoted.

use crate::yaml::scalar::{Resolved, resolve};

/// How a text should be written, where that is possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::yaml) enum Quotes {
    /// None, unless they are needed.
    None,
    /// `'…'`
    Single,
    /// `"…"`
    Double,
}

/// A text as a scalar of one line.
pub(in crate::yaml) fn scalar(text: &str, quotes: Quotes, in_flow: bool) -> String {
    match quotes {
        Quotes::None if !needs_quotes(text, in_flow) => text.to_owned(),
        // Fewer escapes read better.
        Quotes::None if text.contains(['"', '\\']) => single(text),
        Quotes::Single => single(text),
        Quotes::None | Quotes::Double => double(text),
    }
}

fn single(text: &str) -> String {
    if text.chars().all(is_printable) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        double(text)
    }
}

/// With the escapes that YAML and JSON share.
fn double(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // All of these lie in the first plane.
            c if !is_printable(c) => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether a reader of YAML 1.1 or 1.2 takes the character in a quoted text as it is.
pub(super) fn is_printable(c: char) -> bool {
    !c.is_control()
        && !matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

/// Whether a plain scalar would be read as something else than this text.
fn needs_quotes(text: &str, in_flow: bool) -> bool {
    let Some(first) = text.chars().next() else {
        return true;
    };
    let is_indicator = matches!(
        first,
        ',' | '['
            | ']'
            | '{'
            | '}'
            | '#'
            | '&'
            | '*'
            | '!'
            | '|'
            | '>'
            | '\''
            | '"'
            | '%'
            | '@'
            | '`'
    );
    let second = text.chars().nth(1);
    let is_separator = matches!(first, '-' | '?' | ':') && second.is_none_or(char::is_whitespace);
    resolve(text) != Resolved::String
        || is_indicator
        || is_separator
        || matches!(text, "=" | "<<")
        || text.starts_with("---")
        || text.starts_with("...")
        || text.starts_with(char::is_whitespace)
        || text.ends_with(char::is_whitespace)
        || text.ends_with(':')
        || text.contains(": ")
        || text.contains(" #")
        || !text.chars().all(is_printable)
        // kubectl refuses some of these in brackets, others it takes for what they are not.
        || in_flow && text.contains([',', '[', ']', '{', '}', ':', '?'])
}

/// The lines of a text block (`|`) with its header; none where it would not be this text.
pub(in crate::yaml) fn literal(text: &str) -> Option<(&'static str, Vec<&str>)> {
    let (header, body) = match text.strip_suffix('\n') {
        Some(body) => ("|", body),
        None => ("|-", text),
    };
    let lines: Vec<&str> = body.split('\n').collect();
    let is_line = |line: &&str| {
        let starts_well =
            !line.starts_with('\t') && !line.starts_with("---") && !line.starts_with("...");
        let is_blank = !line.is_empty() && line.trim().is_empty();
        starts_well && !is_blank && line.chars().all(|c| is_printable(c) || c == '\t')
    };
    let first = lines.first()?;
    let last = lines.last()?;
    let is_exact = text.contains('\n')
        && !first.is_empty()
        && !first.starts_with(' ')
        && !last.is_empty()
        && lines.iter().all(is_line);
    is_exact.then_some((header, lines))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_are_read_as_text_stay_plain() {
        for text in [
            "web",
            "a b",
            "1.2.3",
            "a:b",
            "a#b",
            "http://x/y",
            "-a",
            ":a",
            "?x",
            "é",
            "a'b",
            "$(X)",
            "<<x",
            "v1",
            "2001-12-14",
            "x, y",
            "x{y}",
            "--",
            "=1",
            "yES",
        ] {
            assert_eq!(scalar(text, Quotes::None, false), text);
        }
    }

    #[test]
    fn texts_that_are_read_as_something_else_are_quoted() {
        for text in [
            "", "yes", "on", "y", "N", "true", "null", "~", "1", "0x1f", "1e3", "12e5", "0755",
            "1_0", ".inf", ".nan", "- a", "-", "? a", ": a", ":", "a: b", "a:", "a #b", "#a",
            "[a]", "{a}", "*a", "&a", "!a", "|", ">", "%a", "@a", "`a`", "'a'", " a", "a ", "<<",
            "=", "---", ",a", "--- a",
        ] {
            assert_eq!(scalar(text, Quotes::None, false), format!("\"{text}\""));
        }
        for text in ["a,b", "a]b", "a:b", "a?b"] {
            assert_eq!(scalar(text, Quotes::None, true), format!("\"{text}\""));
        }
    }

    #[test]
    fn quotes_and_escapes_keep_the_text() {
        assert_eq!(scalar("it's", Quotes::Single, false), "'it''s'");
        assert_eq!(scalar("*.\"x\"", Quotes::None, false), "'*.\"x\"'");
        assert_eq!(scalar("^\\d: ", Quotes::None, false), "'^\\d: '");
        assert_eq!(scalar("a\"\\b", Quotes::Double, false), "\"a\\\"\\\\b\"");
        assert_eq!(
            scalar("a\n\t\u{1}", Quotes::Single, false),
            "\"a\\n\\t\\u0001\""
        );
        assert_eq!(scalar("\u{2028}", Quotes::None, false), "\"\\u2028\"");
    }

    #[test]
    fn a_text_block_is_only_for_texts_that_it_keeps() {
        assert_eq!(literal("a\n\n b\n"), Some(("|", vec!["a", "", " b"])));
        assert_eq!(literal("a\nb"), Some(("|-", vec!["a", "b"])));
        for text in [
            "a", " a\nb", "\na\n", "a\n\n", "a\n  \nb", "a\r\nb", "a\n\u{1}",
        ] {
            assert_eq!(literal(text), None, "{text:?}");
        }
    }
}
