//! Messages as words and what they quote in backticks.

/// A part of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// Words.
    Words(&'a str),
    /// What stood between backticks, without them.
    Quoted(&'a str),
}

/// The parts of a message that are not empty. A backtick without a partner is a word.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, quoted, after)) = next_quoted(rest) {
        if !before.is_empty() {
            parts.push(Part::Words(before));
        }
        parts.push(Part::Quoted(quoted));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Words(rest));
    }
    parts
}

/// The first quotation that is not empty, with what is before and after it.
fn next_quoted(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('`')?;
    let (quoted, after) = rest.split_once('`')?;
    (!quoted.is_empty()).then_some((before, quoted, after))
}

#[cfg(test)]
mod tests {
    use super::Part::{Quoted, Words};
    use super::parts;

    #[test]
    fn tells_quotations_from_words() {
        assert_eq!(
            parts("`a` is not `b`"),
            [Quoted("a"), Words(" is not "), Quoted("b")]
        );
    }

    #[test]
    fn keeps_backticks_that_quote_nothing() {
        assert_eq!(parts("a ` b"), [Words("a ` b")]);
        assert_eq!(parts("`a` ` b"), [Quoted("a"), Words(" ` b")]);
        assert_eq!(parts("a `` b"), [Words("a `` b")]);
        assert_eq!(parts(""), []);
    }
}
