//! The parser's terse words, explained.

use std::ops::Range;

use super::error::{ErrorKind, SyntaxError};

/// What the parser says, what we say, and what helps.
type Explanation = (&'static str, &'static str, &'static str);

/// Looked up by the first entry whose first text occurs in the parser's message.
const EXPLANATIONS: &[Explanation] = &[
    (
        "mapping values are not allowed",
        "a `:` with a space after it cannot stand here",
        "quote the value when it contains `: `, or put the key on a line of its own with the right indentation",
    ),
    (
        "illegal placement of ':'",
        "a `:` with a space after it cannot stand here",
        "quote the value when it contains `: `, or put the key on a line of its own",
    ),
    (
        "tab cannot be used as indentation",
        "a tab is used for indentation",
        "indent with spaces",
    ),
    (
        "tabs disallowed",
        "a tab is used for indentation",
        "indent with spaces",
    ),
    (
        "found a tab",
        "a tab is used for indentation",
        "indent with spaces",
    ),
    (
        "found unexpected end of stream",
        "a quoted text is not closed before the end of the file",
        "add the closing quote",
    ),
    (
        "found unexpected document indicator",
        "a quoted text is not closed before the next document",
        "add the closing quote",
    ),
    (
        "invalid indentation in quoted scalar",
        "this quoted text is not closed where the next key begins",
        "add the closing quote",
    ),
    (
        "invalid trailing content after double-quoted",
        "there is text after the closing quote",
        "escape quotes inside of a double-quoted text as `\\\"`, or remove what follows it",
    ),
    (
        "expected ',' or ']'",
        "a list in `[…]` is not closed",
        "add `]`, or `,` between the items",
    ),
    (
        "expected ',' or '}'",
        "a mapping in `{…}` is not closed",
        "add `}`, or `,` between the entries; quote a template expression",
    ),
    (
        "did not find expected '-' indicator",
        "this line is neither an item of the list above it nor indented like a key",
        "align it with the list's `-`, or with the key that it belongs to",
    ),
    (
        "did not find expected key",
        "this line does not fit the indentation of the mapping that it stands in",
        "align it with the other keys of its mapping",
    ),
    (
        "invalid indentation",
        "this line does not fit the indentation of what it stands in",
        "align it with its neighbours",
    ),
    (
        "block sequence entries are not allowed",
        "a list item `- ` cannot start here",
        "start the list on the line after its key",
    ),
    (
        "mapping keys are not allowed",
        "a `? ` key cannot start here",
        "quote the value when it starts with `?`",
    ),
    (
        "simple key expect",
        "a key without its `:`",
        "write `key: value`; a continued text must be indented deeper than its key",
    ),
    (
        "did not find expected node content",
        "a value is missing here, or starts with a character that it cannot start with",
        "quote a value that starts with `,`, `]`, `}`, `*`, `&`, `!`, `|`, `>`, `%`, `@` or a backquote",
    ),
    (
        "unexpected character",
        "a value cannot start with this character",
        "quote the value",
    ),
    (
        "plain scalar cannot start with '-'",
        "a value cannot start with `-` followed by a bracket or a comma",
        "quote the value, or put a space after `-`",
    ),
    (
        "misplaced bracket",
        "a bracket is closed that was not opened",
        "remove it, or quote the value",
    ),
    (
        "found unknown escape character",
        "an unknown escape in a double-quoted text",
        "write `\\\\` for a backslash, or use single quotes",
    ),
    (
        "found invalid Unicode character escape code",
        "an escape that is no Unicode character; YAML has no surrogate pairs",
        "write the character itself, or `\\U` with eight hex digits",
    ),
    (
        "did not find expected hexadecimal number",
        "an escape with too few hex digits",
        "`\\x` takes two, `\\u` four and `\\U` eight hex digits",
    ),
    (
        "found incompatible YAML document",
        "kubectl reads YAML 1.1 only",
        "remove the `%YAML` line",
    ),
    (
        "did not find expected <document start>",
        "this line does not continue the document above it",
        "align it with the keys of the document, or put `---` before a new document",
    ),
    (
        "invalid content after document end marker",
        "text after the end of a document",
        "start the next document with `---`",
    ),
    (
        "byte order mark",
        "a byte order mark (U+FEFF) inside the file",
        "remove the invisible character; it is allowed only at the very start",
    ),
    (
        "wrongly indented line in block scalar",
        "a line of the text block is indented less than its first line",
        "indent every line of the block alike",
    ),
    (
        "did not find expected comment or line break",
        "there is text after the `|` or `>` of a text block",
        "start the text on the next line, indented",
    ),
    (
        "'-' must be followed by",
        "a `-` without a space after it",
        "write `- item`",
    ),
    (
        "':' must be followed by",
        "a `:` without a space after it",
        "write `key: value`",
    ),
    (
        "comment intercepting the multiline text",
        "a comment inside a text that goes over several lines",
        "quote the text, or move the comment before it",
    ),
    (
        "did not find expected tag URI",
        "a `!!` tag without a name",
        "quote the value when it starts with `!`",
    ),
    (
        "expected alphabetic or numeric character",
        "an anchor or alias without a name",
        "quote the value when it starts with `&` or `*`",
    ),
];

/// The parser's message in our words.
pub(super) fn explain(range: Range<u32>, said: &str, text: &str) -> SyntaxError {
    if said.contains("unknown anchor") {
        return unknown_alias(range, text);
    }
    if said.contains("recursion limit") {
        return SyntaxError::new(range, "brackets are nested deeper than is read")
            .with_help("no Kubernetes object is nested that deep")
            .of_kind(ErrorKind::Limit);
    }
    if said.contains("mapping values are not allowed") && continues_line_above(&range, text) {
        return SyntaxError::new(
            range,
            "this line is indented deeper than the one above, so it continues the value there",
        )
        .with_help(
            "align it with the keys around it; or quote the value when it should go on here",
        );
    }
    let found = EXPLANATIONS.iter().find(|(key, _, _)| said.contains(key));
    match found {
        Some((_, message, help)) => SyntaxError::new(range, *message).with_help(*help),
        None => SyntaxError::new(range, said.to_owned()),
    }
}

/// Whether the `:` at `range` is that of a key that is indented deeper than a `key: value` above.
fn continues_line_above(range: &Range<u32>, text: &str) -> bool {
    let before = text.get(..range.start as usize).unwrap_or("");
    let (above, line) = before.rsplit_once('\n').unwrap_or(("", before));
    let indentation = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let is_first_key = !line.trim_start().contains([' ', '"', '\'', ':']);
    let last = above.lines().rfind(|line| !line.trim().is_empty());
    let value_above =
        last.filter(|line| line.contains(": ") && !line.trim_start().starts_with('#'));
    is_first_key && value_above.is_some_and(|above| indentation(above) < indentation(line))
}

pub(super) fn unknown_alias(range: Range<u32>, text: &str) -> SyntaxError {
    let rest = text.get(range.start as usize..).unwrap_or("");
    let name: String = rest
        .trim_start_matches('*')
        .chars()
        .take_while(|c| !c.is_whitespace() && !matches!(c, ',' | ']' | '}' | '[' | '{'))
        .collect();
    let end = range.start + 1 + u32::try_from(name.len()).unwrap_or(0);
    SyntaxError::new(
        range.start..end.min(u32::try_from(text.len()).unwrap_or(u32::MAX)),
        format!("the alias `*{name}` has no anchor `&{name}` before it in this document"),
    )
    .with_help("quote the value when it should start with `*`; an alias cannot reach into another document")
    .of_kind(ErrorKind::Alias)
}
