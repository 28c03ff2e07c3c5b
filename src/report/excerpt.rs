//! The few lines of a text around a finding, clipped to a width that can be read.

use std::ops::Range;

use super::{clamped, offset};
use crate::source::{Source, Span};

/// Lines shown before and after the marked ones.
const CONTEXT: u32 = 1;

/// Marks at most this many lines from the first one share its excerpt.
const NEAR: u32 = 4;

/// Some lines of a text, made fit for a terminal, and the marked characters in them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The lines, each with a newline.
    pub(super) text: String,
    /// The 1-based number of the first of them.
    pub(super) first_line: u32,
    /// How many there are.
    pub(super) line_count: usize,
    /// For each mark asked for its bytes in `text`, or none when it lies elsewhere.
    pub(super) marks: Vec<Option<Range<usize>>>,
}

/// A mark cut to the line that it begins on.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mark {
    line: u32,
    /// Bytes, from the beginning of the line.
    bytes: Range<usize>,
}

impl Excerpt {
    /// The lines around the first of `spans`, which must all be of this source, with those of the
    /// others that are near and apart from it. Only these lines are read, and of a long one only
    /// the part that is shown.
    pub(super) fn around(source: &Source, spans: &[Span], width: usize) -> Self {
        let mut chosen: Vec<(usize, Mark)> = Vec::new();
        for (index, span) in spans.iter().enumerate() {
            let mark = Mark::of(source, *span);
            if chosen.iter().all(|(_, other)| mark.sits_beside(other)) {
                chosen.push((index, mark));
            }
        }
        let mut excerpt = Self {
            text: String::new(),
            first_line: 1,
            line_count: 0,
            marks: vec![None; spans.len()],
        };
        let numbers = chosen.iter().map(|(_, mark)| mark.line);
        let first = numbers.clone().min().unwrap_or(1);
        let last = numbers.max().unwrap_or(1);
        excerpt.first_line = first.saturating_sub(CONTEXT).max(1);
        for number in excerpt.first_line..=last.saturating_add(CONTEXT) {
            let Some(line) = line(source, number) else {
                break;
            };
            // What follows the last newline of a file is a line to point at, not to show.
            let behind_the_last = number == source.lines().len() && line.is_empty();
            if number > last && behind_the_last {
                break;
            }
            excerpt.push(line, number, &chosen, width);
        }
        excerpt
    }

    fn push(&mut self, line: &str, number: u32, chosen: &[(usize, Mark)], width: usize) {
        let here: Vec<&(usize, Mark)> = chosen
            .iter()
            .filter(|(_, mark)| mark.line == number)
            .collect();
        let focus = here.first().map_or(0, |(_, mark)| mark.bytes.start);
        let part = clip(line, focus, width);
        if part.start > 0 {
            self.text.push('…');
        }
        let base = self.text.len();
        for (index, mark) in here {
            let start = mark.bytes.start;
            if !(part.start..=part.end).contains(&start) {
                continue;
            }
            let end = mark.bytes.end.min(part.end);
            let from = base + visible(&line[part.start..start]).len();
            let length = visible(&line[start..end]).len();
            self.marks[*index] = Some(from..from + length);
        }
        self.text.push_str(&visible(&line[part.clone()]));
        if part.end < line.len() {
            self.text.push('…');
        }
        self.text.push('\n');
        self.line_count += 1;
    }
}

impl Mark {
    fn of(source: &Source, span: Span) -> Self {
        let (start, end) = clamped(&source.text, span);
        let lines = source.lines();
        let number = lines.line_of(offset(start));
        let range = lines.line_range(&source.text, number);
        let cut = |byte: usize| byte.clamp(range.start, range.end) - range.start;
        Self {
            line: number,
            bytes: cut(start)..cut(end),
        }
    }

    /// Whether both can be drawn into one excerpt: near each other and not on top of each other.
    fn sits_beside(&self, other: &Self) -> bool {
        let apart = self.line != other.line
            || self.bytes.end.max(self.bytes.start + 1) <= other.bytes.start
            || other.bytes.end.max(other.bytes.start + 1) <= self.bytes.start;
        apart && self.line.abs_diff(other.line) <= NEAR
    }
}

fn line(source: &Source, number: u32) -> Option<&str> {
    let lines = source.lines();
    if number > lines.len() {
        return None;
    }
    source.text.get(lines.line_range(&source.text, number))
}

/// The part of a line around its byte `focus` that fits, as an excerpt shows it.
pub(super) fn fit(line: &str, focus: usize, width: usize) -> String {
    let part = clip(line, focus, width);
    let before = if part.start > 0 { "…" } else { "" };
    let after = if part.end < line.len() { "…" } else { "" };
    format!("{before}{}{after}", visible(&line[part]))
}

/// The bytes of a line that are shown: all, or about `width` columns with `focus` in their first
/// third. Looks at no more of the line than that.
fn clip(line: &str, focus: usize, width: usize) -> Range<usize> {
    if line.len() <= width || ahead(line, width) == line.len() {
        return 0..line.len();
    }
    let start = back(&line[..focus], width / 3);
    let end = start + ahead(&line[start..], width);
    if end < line.len() {
        return start..end;
    }
    back(line, width)..line.len()
}

/// The length of the longest beginning of `text` that fits into `width` columns.
fn ahead(text: &str, width: usize) -> usize {
    let mut used = 0;
    for (at, character) in text.char_indices() {
        used += columns(character);
        if used > width {
            return at;
        }
    }
    text.len()
}

/// Where the longest ending of `text` that fits into `width` columns begins.
fn back(text: &str, width: usize) -> usize {
    let mut used = 0;
    for (at, character) in text.char_indices().rev() {
        used += columns(character);
        if used > width {
            return at + character.len_utf8();
        }
    }
    0
}

/// Columns that a character takes at most: enough to clip by, not to align by.
fn columns(character: char) -> usize {
    match character {
        '\t' => 4,
        '\u{1100}'.. => 2,
        _ => 1,
    }
}

/// The text without characters that a terminal obeys or hides.
pub(super) fn visible(text: &str) -> String {
    // A byte order mark is no part of the text and has no column.
    text.chars()
        .filter(|character| *character != '\u{feff}')
        .map(|character| match character {
            '\t' => '\t',
            '\0'..='\x1f' => {
                char::from_u32(0x2400 + u32::from(character)).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            '\x7f' => '␡',
            '\u{80}'..='\u{9f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' => char::REPLACEMENT_CHARACTER,
            other => other,
        })
        .collect()
}
