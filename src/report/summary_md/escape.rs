//! Text from outside, as Markdown that reads as that text and does nothing.
//!
//! What means something to Markdown or HTML is written as a reference to a character: that reads
//! the same in a paragraph, in a cell of a table and in a block of HTML, where a backslash would not.

use std::fmt::Write as _;

use crate::report::excerpt::visible;
use crate::report::prose::{Part, parts};

/// Characters of one text that are shown: nobody reads more of a message in a table.
const MAX_CHARACTERS: usize = 400;

/// Keeps `@name` and `#1` from being links, and the name from being told.
const ZERO_WIDTH_SPACE: char = '\u{200b}';

/// Text on one line.
pub(super) fn escaped(text: &str) -> String {
    words(&short(text))
}

/// A message on one line, with what it quotes set as code.
pub(super) fn prose(text: &str) -> String {
    parts(&short(text))
        .into_iter()
        .map(|part| match part {
            Part::Words(text) => words(text),
            Part::Quoted(text) => code(text),
        })
        .collect()
}

/// Text on one line, set as code.
pub(super) fn quoted(text: &str) -> String {
    code(&short(text))
}

/// A link; the text is escaped already.
pub(super) fn link(url: &str, text: &str) -> String {
    let mut attribute = String::with_capacity(url.len());
    for character in url.chars() {
        match character {
            '&' | '<' | '>' | '"' | '|' | '`' => {
                let _ = write!(attribute, "&#{};", u32::from(character));
            }
            other => attribute.push(other),
        }
    }
    format!("<a href=\"{attribute}\">{text}</a>")
}

/// No names are told from code, and what is copied from it has to be what was there.
fn code(text: &str) -> String {
    format!("<code>{}</code>", references(text))
}

fn words(text: &str) -> String {
    let mut told_apart = String::with_capacity(text.len());
    for character in text.chars() {
        told_apart.push(character);
        if matches!(character, '@' | '#') {
            told_apart.push(ZERO_WIDTH_SPACE);
        }
    }
    references(&told_apart)
}

fn references(text: &str) -> String {
    let mut markdown = String::with_capacity(text.len() + text.len() / 4);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek();
        match character {
            '&' => markdown.push_str("&amp;"),
            '<' => markdown.push_str("&lt;"),
            '>' => markdown.push_str("&gt;"),
            // Of an address it would make a link, of a word a picture.
            ':' if next.is_some_and(|next| !next.is_whitespace()) => markdown.push_str("&#58;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => {
                let _ = write!(markdown, "&#{};", u32::from(character));
            }
            other => markdown.push(other),
        }
    }
    markdown.replace("www.", "www&#46;")
}

/// As much of a text as is shown, on one line, without characters that hide or steer.
fn short(text: &str) -> String {
    let line = text.split_whitespace();
    let line = line.collect::<Vec<&str>>().join(" ");
    match line.char_indices().nth(MAX_CHARACTERS) {
        Some((end, _)) => format!("{}…", visible(&line[..end])),
        None => visible(&line),
    }
}

#[cfg(test)]
mod tests {
    use super::{escaped, link, prose, quoted};

    #[test]
    fn breaks_no_table() {
        assert_eq!(escaped("a | b\n| c\r\n\n---"), "a &#124; b &#124; c ---");
        assert_eq!(quoted("a|b`"), "<code>a&#124;b&#96;</code>");
    }

    #[test]
    fn tells_nobody() {
        assert_eq!(escaped("@acme"), "@\u{200b}acme");
        assert_eq!(escaped("shop#12"), "shop#\u{200b}12");
        assert_eq!(prose("ask `@acme`"), "ask <code>@acme</code>");
    }

    #[test]
    fn makes_no_markup_and_no_link() {
        assert_eq!(
            escaped("<img src=x onerror='a()'> &amp; **b** [c](d)"),
            "&lt;img src=x onerror='a()'&gt; &amp;amp; &#42;&#42;b&#42;&#42; &#91;c&#93;(d)"
        );
        assert_eq!(
            escaped("https://a.example www.b.example :tada: $x$"),
            "https&#58;//a.example www&#46;b.example &#58;tada: &#36;x&#36;"
        );
        assert_eq!(
            link("https://a.example/\">", "b"),
            "<a href=\"https://a.example/&#34;&#62;\">b</a>"
        );
    }

    #[test]
    fn shows_what_hides() {
        assert_eq!(escaped("a\u{202e}b\u{1b}"), "a\u{fffd}b␛");
    }

    #[test]
    fn cuts_what_nobody_reads_between_characters() {
        let text = escaped(&"é<".repeat(1_000));
        assert_eq!(text, format!("{}…", "é&lt;".repeat(200)));
    }
}
