//! Which characters a comment reaches: its line, or the one below it, and the blocks that open
//! there.

use std::cmp::Reverse;
use std::ops::Range;

use memchr::{memchr2, memrchr2};

use crate::yaml::{Comment, Tree, blocks};

/// The bytes that each comment is about, in the order of `comments`, which is that of the text.
/// Empty for a comment with nothing below it.
pub(super) fn reached(tree: &Tree, comments: &[Comment<'_>]) -> Vec<Range<u32>> {
    let mut lines = lines(tree.text(), comments);
    // Comments above each other are about the same line.
    let mut ends: Vec<(Range<u32>, u32)> = lines.iter().map(|line| (line.clone(), 0)).collect();
    ends.sort_by_key(|(line, _)| (line.start, Reverse(line.end)));
    ends.dedup_by_key(|(line, _)| line.start);
    for document in tree.documents() {
        let span = &document.span;
        let first = ends.partition_point(|(line, _)| line.end <= span.start);
        if ends
            .get(first)
            .is_none_or(|(line, _)| line.start >= span.end)
        {
            continue;
        }
        for block in blocks(tree, document) {
            let own_line = (!block.has_key).then_some(block.range.start);
            for opener in [block.opens].into_iter().chain(own_line) {
                if let Some((_, end)) = line_at(&mut ends, opener) {
                    *end = (*end).max(block.range.end);
                }
            }
        }
    }
    for line in &mut lines {
        if let Some((_, end)) = line_at(&mut ends, line.start) {
            line.end = line.end.max(*end);
        }
    }
    lines
}

fn line_at(ends: &mut [(Range<u32>, u32)], at: u32) -> Option<&mut (Range<u32>, u32)> {
    let after = ends.partition_point(|(line, _)| line.start <= at);
    let found = ends.get_mut(after.checked_sub(1)?)?;
    found.0.contains(&at).then_some(found)
}

/// The line that each comment is about, with its line break.
fn lines(text: &str, comments: &[Comment<'_>]) -> Vec<Range<u32>> {
    let mut lines = vec![0..0; comments.len()];
    // Where the comment below starts, and what it is about: the way down is gone only once.
    let mut below: Option<(u32, Range<u32>)> = None;
    for (comment, line) in comments.iter().zip(&mut lines).rev() {
        *line = if comment.trailing {
            let before = &text.as_bytes()[..comment.range.start as usize];
            let start = memrchr2(b'\n', b'\r', before).map_or(0, |found| found + 1);
            offset(start)..offset(line_end(text, start) + 1)
        } else {
            line_below(text, comment, below.as_ref())
        };
        below = (!comment.trailing).then(|| (comment.range.start, line.clone()));
    }
    lines
}

/// The first line below a comment that is not one itself.
fn line_below(text: &str, comment: &Comment<'_>, below: Option<&(u32, Range<u32>)>) -> Range<u32> {
    let mut at = next_line(text, comment.range.end as usize);
    while at < text.len() {
        let end = line_end(text, at);
        let content = text[at..end].trim_start_matches([' ', '\t']);
        if !content.starts_with('#') {
            return offset(at)..offset(end + 1);
        }
        if let Some((start, line)) = below
            && *start == offset(end - content.len())
        {
            return line.clone();
        }
        at = next_line(text, end);
    }
    let end = offset(text.len());
    end..end
}

fn line_end(text: &str, at: usize) -> usize {
    let rest = &text.as_bytes()[at..];
    at + memchr2(b'\n', b'\r', rest).unwrap_or(rest.len())
}

/// The start of the line after the one that ends at `end`.
fn next_line(text: &str, end: usize) -> usize {
    match &text.as_bytes()[end..] {
        [b'\r', b'\n', ..] => end + 2,
        [] => end,
        _ => end + 1,
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::{Limits, comments, parse};

    /// What each comment reaches, on one line.
    fn reach(text: &str) -> Vec<String> {
        let tree = parse(text.into(), &Limits::default()).tree;
        reached(&tree, &comments(&tree))
            .into_iter()
            .map(|range| {
                let end = (range.end as usize).min(text.len());
                text[range.start as usize..end]
                    .trim_end()
                    .replace('\n', "/")
            })
            .collect()
    }

    #[test]
    fn a_comment_reaches_its_own_line_or_the_one_below() {
        let text = "a: 1 # x\n# y\nb: 2\nc: 3\n# z\n";
        assert_eq!(reach(text), ["a: 1 # x/# y/b: 2/c: 3", "b: 2", ""]);
        let nested = "k:\n  a: 1\n  b: 2 # x\n  # y\n  c: 3\n";
        assert_eq!(reach(nested), ["  b: 2 # x", "  c: 3"]);
    }

    #[test]
    fn a_comment_at_a_key_reaches_all_below_the_key() {
        let text = "k:\n  a: # x\n    - b: 1\n      c: 2\n    - d\n  e: 1\n";
        assert_eq!(reach(text), ["  a: # x/    - b: 1/      c: 2/    - d"]);
        let above = "k:\n  # x\n  a:\n    b: 1\n  e: 1\n";
        assert_eq!(reach(above), ["  a:/    b: 1"]);
    }

    #[test]
    fn a_comment_at_the_first_line_of_an_item_reaches_the_item() {
        let text = "k:\n  - a: 1 # x\n    b: 2\n  # y\n  - c: 3\n    d: 4\n  - e\n";
        assert_eq!(reach(text), ["  - a: 1 # x/    b: 2", "  - c: 3/    d: 4"]);
        let alone = "k:\n  - # x\n    a: 1\n    b: 2\n  -\n    # y\n    c: 3\n    d: 4\n";
        assert_eq!(
            reach(alone),
            ["  - # x/    a: 1/    b: 2", "    c: 3/    d: 4"]
        );
        let second = "k:\n  - a: 1\n    b: 2 # x\n    c: 3\n";
        assert_eq!(reach(second), ["    b: 2 # x"]);
    }

    #[test]
    fn a_comment_at_the_first_line_of_a_document_reaches_the_document() {
        let text = "---\n# x\na: 1\nb: 2\n---\nc: 3 # y\nd: 4\n";
        assert_eq!(reach(text), ["a: 1/b: 2", "c: 3 # y/d: 4"]);
        assert_eq!(reach("# x\n---\na: 1\n"), ["---"]);
    }

    #[test]
    fn comments_stack_and_a_blank_line_parts_them() {
        let text = "k:\n  # x\n  # other\n  # y\n  a: 1\n  # z\n\n  b: 2\n";
        assert_eq!(reach(text), ["  a: 1", "  a: 1", "  a: 1", ""]);
    }

    #[test]
    fn text_blocks_and_brackets_are_blocks() {
        let text = "k:\n  a: | # x\n    one\n    # two\n  b: [ # y\n    1,\n    2, # z\n    3]\n";
        assert_eq!(
            reach(text),
            [
                "  a: | # x/    one/    # two",
                "  b: [ # y/    1,/    2, # z/    3]",
                "    2, # z",
            ]
        );
    }

    #[test]
    fn every_line_break_counts() {
        let text = "k:\r\n  # x\r\n  # y\r\n  a: # z\r\n    b: 1\r\n  c: 2\r\n";
        let tree = parse(text.into(), &Limits::default()).tree;
        let ranges = reached(&tree, &comments(&tree));
        for range in ranges {
            let text = &text[range.start as usize..range.end as usize];
            assert!(
                text.starts_with("  a: # z") && text.ends_with("b: 1"),
                "{text:?}"
            );
        }
    }

    #[test]
    fn many_comments_are_placed_in_time() {
        let text = format!("k:\n{}  a: 1\n", "  # x\n".repeat(100_000));
        let tree = parse(text.as_str().into(), &Limits::default()).tree;
        let ranges = reached(&tree, &comments(&tree));
        assert!(ranges.iter().all(|range| *range == ranges[0]));
    }
}
