//! Where the lines of a text begin, and the line and column of a byte.

use std::ops::Range;

use memchr::memchr2_iter;

const BOM: &str = "\u{feff}";

/// A place as editors count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// From 1.
    pub line: u32,
    /// From 1, in Unicode characters; a byte order mark is not counted.
    pub column: u32,
}

/// The first byte of every line of one text.
///
/// A line ends at `\n`, `\r\n` or a lone `\r`; a text that ends with a line break has an empty
/// last line, so that every offset lies in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// Every character is one byte, so that a column need not be counted.
    ascii: bool,
}

impl LineIndex {
    /// Finds the lines of `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
                continue;
            }
            starts.push(saturating_u32(at + 1));
        }
        Self {
            starts,
            ascii: text.is_ascii(),
        }
    }

    /// The line and column of a byte of `text`, the text that the index was made from.
    ///
    /// An offset past the end counts as the end, one inside a character as its first byte.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let mut end = (offset as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let line = self.line_of(saturating_u32(end));
        let start = self.start_of(line).min(end);
        if self.ascii {
            return Position {
                line,
                column: saturating_u32(end - start + 1),
            };
        }
        let before = text.get(start..end).unwrap_or("");
        let before = if line == 1 {
            before.strip_prefix(BOM).unwrap_or(before)
        } else {
            before
        };
        // `chars().count()` of the standard library counts whole words of memory at a time.
        Position {
            line,
            column: saturating_u32(before.chars().count() + 1),
        }
    }

    /// The line, from 1, that a byte lies in; the last one for an offset past the end.
    pub fn line_of(&self, offset: u32) -> u32 {
        saturating_u32(self.starts.partition_point(|start| *start <= offset))
    }

    /// The bytes of a line, from 1, without its line break; empty, at the end of the text, for a
    /// line that does not exist.
    pub fn line_range(&self, text: &str, line: u32) -> Range<usize> {
        if line == 0 || line > self.len() {
            return text.len()..text.len();
        }
        let start = self.start_of(line).min(text.len());
        let mut end = if line == self.len() {
            text.len()
        } else {
            self.start_of(line + 1).min(text.len())
        };
        let bytes = text.as_bytes();
        if end > start && bytes[end - 1] == b'\n' {
            end -= 1;
        }
        if end > start && bytes[end - 1] == b'\r' {
            end -= 1;
        }
        start..end
    }

    /// How many lines there are; never 0.
    #[expect(
        clippy::len_without_is_empty,
        reason = "a text has at least one line, if an empty one"
    )]
    pub fn len(&self) -> u32 {
        saturating_u32(self.starts.len())
    }

    fn start_of(&self, line: u32) -> usize {
        let index = line.saturating_sub(1) as usize;
        self.starts.get(index).copied().unwrap_or(u32::MAX) as usize
    }
}

/// Texts are limited to less than 4 GiB when they are read.
fn saturating_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str, offset: u32) -> (u32, u32) {
        let position = LineIndex::new(text).position(text, offset);
        (position.line, position.column)
    }

    /// Line, column and the lines' ranges, found by walking over the characters.
    fn naive(text: &str) -> (Vec<(u32, u32)>, Vec<Range<usize>>) {
        let mut positions = vec![(0, 0); text.len() + 1];
        let mut lines = Vec::new();
        let (mut line, mut column, mut start) = (1, 1, 0);
        let mut chars = text.char_indices().peekable();
        while let Some((at, char)) = chars.next() {
            for place in &mut positions[at..at + char.len_utf8()] {
                *place = (line, column);
            }
            let next = chars.peek().map(|(_, next)| *next);
            if char == '\n' || (char == '\r' && next != Some('\n')) {
                let breaks = usize::from(char == '\n' && text[..at].ends_with('\r'));
                lines.push(start..at - breaks.min(at - start));
                start = at + 1;
                line += 1;
                column = 1;
            } else if !(at == 0 && char == '\u{feff}') {
                column += 1;
            }
        }
        positions[text.len()] = (line, column);
        lines.push(start..text.len());
        (positions, lines)
    }

    #[test]
    fn counts_lines_and_characters_from_one() {
        let text = "a: 1\nb: é\u{1F600}x\n";
        assert_eq!(at(text, 0), (1, 1));
        assert_eq!(at(text, 4), (1, 5), "the line break belongs to its line");
        assert_eq!(at(text, 5), (2, 1));
        assert_eq!(at(text, 14), (2, 6), "characters, not bytes");
        assert_eq!(at(text, 16), (3, 1), "after the last line break");
    }

    #[test]
    fn knows_all_three_line_breaks() {
        let text = "a\r\nb\rc\nd";
        let index = LineIndex::new(text);
        assert_eq!(index.len(), 4);
        let lines: Vec<_> = (1..=4)
            .map(|line| &text[index.line_range(text, line)])
            .collect();
        assert_eq!(lines, ["a", "b", "c", "d"]);
    }

    #[test]
    fn clamps_offsets_that_are_no_place() {
        assert_eq!(at("é", 1), (1, 1));
        assert_eq!(at("é", 99), (1, 2));
        assert_eq!(at("", u32::MAX), (1, 1));
        let index = LineIndex::new("a\nb");
        assert_eq!(index.line_range("a\nb", 0), 3..3);
        assert_eq!(index.line_range("a\nb", 9), 3..3);
        assert_eq!(index.line_of(u32::MAX), 2);
    }

    #[test]
    fn does_not_count_a_byte_order_mark() {
        assert_eq!(at("\u{feff}a: 1", 3), (1, 1));
        assert_eq!(at("\u{feff}a: 1\nb", 8), (2, 1));
    }

    #[test]
    fn answers_quickly_far_along_a_line() {
        let text = "é".repeat(250_000);
        let index = LineIndex::new(&text);
        let before = std::time::Instant::now();
        for back in 0..1_000 {
            index.position(&text, 500_000 - back);
        }
        assert!(
            before.elapsed().as_secs() < 5,
            "{:?} for 1,000 positions",
            before.elapsed()
        );
    }

    proptest! {
        #[test]
        fn agrees_with_walking_over_the_characters(text in "\u{feff}?([ab:é\u{1F600}]|\r|\n|\r\n){0,40}") {
            let index = LineIndex::new(&text);
            let (positions, lines) = naive(&text);
            for (offset, (line, column)) in positions.into_iter().enumerate() {
                let offset = offset as u32;
                prop_assert_eq!(index.position(&text, offset), Position { line, column });
                prop_assert_eq!(index.line_of(offset), line);
            }
            prop_assert_eq!(index.len() as usize, lines.len());
            for (line, range) in (1..).zip(lines) {
                prop_assert_eq!(index.line_range(&text, line), range);
            }
        }
    }
}
