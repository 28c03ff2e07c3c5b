//! Errors of the TOML parser in the words of kubelint.

use std::ops::Range;

use toml::de::Error;

/// A text with more errors is no TOML at all.
const MOST: usize = 20;

/// Why a text is no TOML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The bytes that are wrong; empty where something is missing.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to write instead, where that is known.
    pub help: Option<String>,
}

/// A message and what to write instead.
struct Problem {
    message: String,
    help: Option<String>,
}

impl Problem {
    fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
        }
    }

    fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// What is wrong, in the order of the text. What the parser says about a line after the first
/// error in it comes from that error, and so does all that it says after an error inside of a
/// list: it then takes what follows for items.
pub(super) fn errors(text: &str, errors: &[Error]) -> Vec<SyntaxError> {
    let mut found: Vec<(Range<usize>, &Error)> = errors
        .iter()
        .map(|error| (error.span().unwrap_or(text.len()..text.len()), error))
        .collect();
    found.sort_by_key(|(range, _)| (range.start, range.end));
    let mut line_of_last = None;
    found.retain(|(range, _)| {
        let between = line_of_last.and_then(|last| text.get(last..range.start));
        let same_line = between.is_some_and(|between| !between.contains('\n'));
        line_of_last = Some(range.start);
        !same_line
    });
    let in_list = |(_, error): &(Range<usize>, &Error)| error.message().contains("array");
    let reliable = found.iter().position(in_list).map(|at| at + 1);
    found.truncate(reliable.unwrap_or(found.len()).min(MOST));
    found
        .into_iter()
        .map(|(range, error)| {
            let before = text.get(..range.start).unwrap_or("");
            let before = before.rsplit('\n').next().unwrap_or("");
            let written = text.get(range.clone()).unwrap_or("");
            let Problem { message, help } = problem(before, written, error.message());
            SyntaxError {
                range,
                message,
                help,
            }
        })
        .collect()
}

/// `written` is what is marked, `before` the line up to there.
fn problem(before: &str, written: &str, message: &str) -> Problem {
    let (what, expected) = match message.split_once(", expected ") {
        Some((what, expected)) => (what, Some(expected)),
        None => (message, None),
    };
    match what {
        "string values must be quoted" if written.is_empty() => {
            Problem::new("there is no value after `=`")
        }
        "string values must be quoted" => {
            Problem::new(format!("`{written}` stands without quotes"))
                .with_help(format!("write `\"{written}\"`"))
        }
        "missing comma between array elements" => {
            Problem::new("there is no comma before this item of a list")
                .with_help("write `,` before it, or `]` where the list ends")
        }
        "invalid basic string" if expected == Some("`\"`") => unclosed('"'),
        "invalid literal string" if before.contains('\'') => unclosed('\''),
        "invalid literal string" => Problem::new("a value is missing"),
        "duplicate key" => Problem::new(format!("`{written}` is set twice")),
        _ => {
            let problem = match what {
                "invalid date" | "invalid boolean" if !written.is_empty() => {
                    Problem::new(format!("`{written}` is an {what}"))
                }
                _ => Problem::new(what),
            };
            match expected {
                None | Some("nothing") => problem,
                Some(expected) => problem.with_help(format!("expected {expected}")),
            }
        }
    }
}

fn unclosed(quote: char) -> Problem {
    Problem::new("a string does not end").with_help(format!("expected `{quote}`"))
}
