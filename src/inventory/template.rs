//! Whether a file is a template: text that becomes YAML only when it is rendered.

use memchr::memmem;

use crate::yaml::SyntaxError;

use super::location::{base, folder, folders};
use super::{InventoryFile, Neighbours};

/// What only Helm's templates say, in a file of which the chart is not among the files.
const HELM_WORDS: [&str; 7] = [
    "{{-",
    ".Values",
    ".Release",
    ".Chart",
    ".Capabilities",
    "include \"",
    "template \"",
];

/// Whether the file is a template.
///
/// Braces alone say nothing: alert rules and `ApplicationSet`s are full of them, in quotes and
/// block scalars. So outside of a chart only a file that does not parse is taken for a template,
/// and only when the braces are the cause.
pub(super) fn is_template(file: InventoryFile<'_>, neighbours: &Neighbours) -> bool {
    let text = file.parsed.tree.text();
    let Some(first) = first_action(text) else {
        return false;
    };
    if let Some(chart) = chart_folder(file.name)
        && (neighbours.is_chart(chart) || has_any(&text[first..], &HELM_WORDS))
    {
        return true;
    }
    let errors = &file.parsed.errors;
    let actions = if errors.is_empty() {
        Vec::new()
    } else {
        structural_actions(text)
    };
    errors
        .iter()
        .any(|error| is_caused_by_action(text, &actions, error))
}

/// The folder that would be the chart's, for a file in a folder `templates`.
pub(super) fn chart_folder(name: &str) -> Option<&str> {
    folders(name)
        .find(|path| base(path) == "templates")
        .map(folder)
}

/// The first `{{` or `{%`.
fn first_action(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'{', bytes).find(|at| matches!(bytes.get(at + 1), Some(b'{' | b'%')))
}

fn has_any(text: &str, words: &[&str]) -> bool {
    words
        .iter()
        .any(|word| memmem::find(text.as_bytes(), word.as_bytes()).is_some())
}

/// Whether a template action stands where YAML wants structure, in the line of the error or beside
/// it; or the line of the error has an action that ends its quotes early.
fn is_caused_by_action(text: &str, actions: &[usize], error: &SyntaxError) -> bool {
    let at = text.floor_char_boundary(error.range.start as usize);
    let line = start_of_line(text, at);
    let end = end_of_line(text, at);
    // Parsers notice on the line after that they cannot go on, or blame what comes before.
    let from = start_of_line(text, line.saturating_sub(1));
    let to = end_of_line(text, (end + 1).min(text.len()));
    let near = actions.partition_point(|action| *action < from);
    actions.get(near).is_some_and(|action| *action < to) || breaks_quotes(&text[line..end])
}

fn start_of_line(text: &str, from: usize) -> usize {
    memchr::memrchr(b'\n', &text.as_bytes()[..from]).map_or(0, |found| found + 1)
}

fn end_of_line(text: &str, from: usize) -> usize {
    text.as_bytes()
        .get(from..)
        .and_then(|rest| memchr::memchr(b'\n', rest))
        .map_or(text.len(), |found| from + found)
}

/// `"{{ default "x" .y }}"`
fn breaks_quotes(line: &str) -> bool {
    line.match_indices("{{").any(|(at, _)| {
        let action = &line[at..line[at..].find("}}").map_or(line.len(), |end| at + end)];
        ['"', '\'']
            .iter()
            .any(|quote| action.contains(*quote) && line[..at].contains(*quote))
    })
}

/// The lines that begin with an action, or have one as the whole beginning of a value, outside
/// of block scalars.
fn structural_actions(text: &str) -> Vec<usize> {
    let mut actions = Vec::new();
    let mut block: Option<usize> = None;
    let mut next = 0;
    for line in text.split_inclusive('\n') {
        let start = next;
        next += line.len();
        let content = line.trim_start_matches([' ', '-']);
        if content.trim().is_empty() {
            continue;
        }
        let indent = line.len() - line.trim_start_matches(' ').len();
        if block.is_some_and(|parent| indent > parent) {
            continue;
        }
        block = opens_block(content).then_some(line.len() - content.len());
        if !content.starts_with('#') && stands_in_structure(content) {
            actions.push(start);
        }
    }
    actions
}

fn stands_in_structure(content: &str) -> bool {
    let is_action = |text: &str| text.starts_with("{{") || text.starts_with("{%");
    is_action(content)
        || [": ", ":", "["].iter().any(|before| {
            content
                .split_once(before)
                .is_some_and(|(key, value)| is_action(value.trim_start()) && is_outside_quotes(key))
        })
}

/// Whether all quotes of `before` are closed; then what follows is no part of a text.
fn is_outside_quotes(before: &str) -> bool {
    let even = |quote: char| before.matches(quote).count().is_multiple_of(2);
    even('"') && even('\'') && !before.contains('#')
}

/// Whether a line ends with the sign of a block scalar.
fn opens_block(content: &str) -> bool {
    let content = content.split(" #").next().unwrap_or(content).trim_end();
    let header = content.rsplit([' ', ':']).next().unwrap_or(content);
    header.starts_with(['|', '>'])
        && header[1..]
            .chars()
            .all(|char| char.is_ascii_digit() || matches!(char, '+' | '-'))
}
