//! From the lines of a baseline to its entries, or to what is wrong with one of them.

use std::fmt;

use super::Entry;

/// Why a file is no baseline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it; goes on after the name of the file and the line.
    pub message: String,
    /// What to do.
    pub help: &'static str,
}

/// The message with its line: `line 3: this is …`.
impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for ParseError {}

/// What git puts between the two sides of a conflict.
const CONFLICT: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

const MALFORMED: &str = "a line is `rule`, `Kind namespace/name`, the place and the fingerprint, \
                         with a tab between them; remove the line, or write the baseline anew with \
                         `kubelint baseline --update`";

/// The entries of a text, as they stand there.
pub(super) fn parse(text: &str) -> Result<Vec<Entry>, ParseError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut entries = Vec::new();
    for (index, line) in text.split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        match read(line) {
            Ok(entry) => entries.push(entry),
            Err((message, help)) => {
                return Err(ParseError {
                    line: index + 1,
                    message,
                    help,
                });
            }
        }
    }
    Ok(entries)
}

fn read(line: &str) -> Result<Entry, (String, &'static str)> {
    if let Some(marker) = CONFLICT.iter().find(|marker| is_conflict(line, marker)) {
        return Err((
            format!("`{marker}` is the marker of a merge conflict"),
            "remove the lines with markers and keep those of both sides: neither their order nor \
             repeated lines matter",
        ));
    }
    let columns: Vec<&str> = line.split('\t').collect();
    let [rule, object, place, fingerprint] = columns[..] else {
        let found = match columns.len() {
            1 => "1 column".to_owned(),
            more => format!("{more} columns"),
        };
        return Err((format!("{found} instead of 4"), MALFORMED));
    };
    if [rule, object, place].iter().any(|column| column.is_empty()) {
        return Err(("an empty column".to_owned(), MALFORMED));
    }
    if !is_fingerprint(fingerprint) {
        let shown: String = fingerprint.chars().take(40).collect();
        return Err((format!("`{shown}` is no fingerprint"), MALFORMED));
    }
    Ok(Entry {
        rule: rule.to_owned(),
        object: object.to_owned(),
        place: place.to_owned(),
        fingerprint: fingerprint.to_owned(),
    })
}

/// A marker stands alone, or before a blank and the name of a side.
fn is_conflict(line: &str, marker: &str) -> bool {
    let rest = line.strip_prefix(marker);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Hexadecimal digits, as many as any version writes.
fn is_fingerprint(text: &str) -> bool {
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    (8..=64).contains(&text.len()) && text.bytes().all(is_digit)
}
