//! Errors of the TOML parser in the words of kubelint.

use std::ops::Range;

use toml::de::Error;

use super::problem::Problem;

/// A text with more errors is no TOML at all.
const MOST: usize = 20;

/// What is wrong, in the order of the text. What the parser says about a line after the first
/// error in it comes from that error, and so does all that it says after an error inside of a
/// list: it then takes what follows for items.
pub(super) fn problems(text: &str, errors: &[Error]) -> Vec<(Range<usize>, Problem)> {
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
            let problem = problem(before, written, error.message());
            (range, problem)
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
