//! Comments: what stands between the tokens of a file.
//!
//! The parser gives no events for them. A `#` starts a comment where no scalar covers it, and the
//! nodes know where the scalars lie. Of a document that could not be read nothing is known but its
//! first lines, as far as they hold nothing else than comments.

use std::ops::Range;

use memchr::{memchr, memchr2, memmem, memrchr2};

use super::tree::{ALIAS, Document, Kind, Style, Tree};

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment<'t> {
    /// From its `#` to the end of its line, without the line break.
    pub range: Range<u32>,
    /// What stands after the `#`.
    pub text: &'t str,
    /// Whether anything but blanks stands before it on its line.
    pub trailing: bool,
}

/// All comments of a file, in order.
pub fn comments(tree: &Tree) -> Vec<Comment<'_>> {
    gather(tree, |_| true)
}

/// The comments that hold one of these words, in order. In a text without any of them nothing is
/// done but to look for them.
pub fn comments_with<'t>(tree: &'t Tree, words: &[&str]) -> Vec<Comment<'t>> {
    let finders: Vec<memmem::Finder<'_>> = words.iter().map(memmem::Finder::new).collect();
    let holds = |text: &str| {
        let is_in = |finder: &memmem::Finder<'_>| finder.find(text.as_bytes()).is_some();
        finders.iter().any(is_in)
    };
    if !holds(tree.text()) {
        return Vec::new();
    }
    let mut comments = gather(tree, holds);
    comments.retain(|comment| holds(comment.text));
    comments
}

/// The comments of the documents, and of the stretches between them, whose text is wanted.
fn gather(tree: &Tree, wanted: impl Fn(&str) -> bool) -> Vec<Comment<'_>> {
    let mut gaps = Gaps {
        text: tree.text(),
        found: Vec::new(),
    };
    let mut at = 0;
    for document in tree.documents() {
        let span = document.span.start as usize..document.span.end as usize;
        if gaps.is(at..span.start, &wanted) {
            gaps.without_nodes(at..span.start);
        }
        if gaps.is(span.clone(), &wanted) {
            gaps.document(tree, document);
        }
        at = span.end;
    }
    let rest = at..gaps.text.len();
    if gaps.is(rest.clone(), &wanted) {
        gaps.without_nodes(rest);
    }
    gaps.found
}

/// Reads what stands between the scalars.
struct Gaps<'t> {
    text: &'t str,
    found: Vec<Comment<'t>>,
}

impl Gaps<'_> {
    fn is(&self, range: Range<usize>, wanted: &impl Fn(&str) -> bool) -> bool {
        self.text
            .get(range)
            .is_some_and(|text| !text.is_empty() && wanted(text))
    }

    fn document(&mut self, tree: &Tree, document: &Document) {
        let nodes = document.root.0 as usize..tree.after(document.root).0 as usize;
        let mut at = document.span.start as usize;
        for data in &tree.nodes[nodes] {
            let is_collection = matches!(data.kind, Kind::Sequence | Kind::Mapping);
            if is_collection && data.flags & ALIAS == 0 || data.start == data.end {
                continue;
            }
            let (start, end) = (data.start as usize, data.end as usize);
            self.gap(at..start);
            if matches!(data.style, Style::Literal | Style::Folded) {
                self.header(start..end);
            }
            at = at.max(end);
        }
        self.gap(at..document.span.end as usize);
    }

    /// The comments between two scalars.
    fn gap(&mut self, gap: Range<usize>) {
        let bytes = self.text.as_bytes();
        let Some(first) = bytes.get(gap.clone()).and_then(|gap| memchr(b'#', gap)) else {
            return;
        };
        // A `!tag` or `&anchor` may hold a `#`.
        let properties = memchr2(b'!', b'&', &bytes[gap.start..gap.start + first]);
        let mut at = gap.start + properties.unwrap_or(first);
        while at < gap.end {
            match bytes[at] {
                b'#' if at == gap.start
                    || ends_token(bytes.get(at - 1))
                    || bytes[..at].ends_with(BYTE_ORDER_MARK.as_bytes()) =>
                {
                    at = self.comment(at);
                }
                b'!' if bytes.get(at + 1) == Some(&b'<') => {
                    at += memchr(b'>', &bytes[at..gap.end]).unwrap_or(1);
                }
                b'!' | b'&' => {
                    at += 1;
                    while at < gap.end && !ends_token(bytes.get(at)) {
                        at += 1;
                    }
                }
                _ => at += 1,
            }
        }
    }

    /// The comment behind the `|` or `>` of a text block.
    fn header(&mut self, block: Range<usize>) {
        let bytes = &self.text.as_bytes()[block.clone()];
        let line = &bytes[..memchr2(b'\n', b'\r', bytes).unwrap_or(bytes.len())];
        if matches!(line.first(), Some(b'|' | b'>'))
            && let Some(at) = memchr(b'#', line)
        {
            self.comment(block.start + at);
        }
    }

    /// The comments of a stretch that belongs to no document: before the first `---`, behind a
    /// `...`, or of documents that could not be read.
    fn without_nodes(&mut self, stretch: Range<usize>) {
        let bytes = self.text.as_bytes();
        let mut at = stretch.start;
        // Whether something else than comments stands before, since the document started.
        let mut broken = false;
        while at < stretch.end {
            let end = self.line_end(at).min(stretch.end);
            let line = &self.text[at..end];
            let mut rest = line;
            if at == stretch.start || bytes[at - 1] == b'\n' {
                let starts = document_marker(line, "---");
                broken &= starts.is_none();
                rest = starts.or(document_marker(line, "...")).unwrap_or(line);
            }
            let content = rest.trim_start_matches([' ', '\t', '\u{feff}']);
            let comment = match content.bytes().next() {
                Some(b'#') => Some(end - content.len()),
                Some(b'%') if content.len() == line.len() => {
                    memmem::find(line.as_bytes(), b" #").map(|found| at + found + 1)
                }
                first => {
                    broken |= first.is_some();
                    None
                }
            };
            if let Some(comment) = comment.filter(|_| !broken) {
                self.comment(comment);
            }
            at = end + 1;
        }
    }

    /// Takes in the comment at a `#`; gives where it ends.
    fn comment(&mut self, at: usize) -> usize {
        let end = self.line_end(at);
        let before = &self.text[..at];
        let line = memrchr2(b'\n', b'\r', before.as_bytes()).map_or(0, |found| found + 1);
        let blank = [' ', '\t', '\u{feff}'];
        self.found.push(Comment {
            range: offset(at)..offset(end),
            text: &self.text[at + 1..end],
            trailing: !before[line..].trim_start_matches(blank).is_empty(),
        });
        end
    }

    fn line_end(&self, at: usize) -> usize {
        let rest = &self.text.as_bytes()[at..];
        at + memchr2(b'\n', b'\r', rest).unwrap_or(rest.len())
    }
}

/// What stands behind a `---` or `...` that is the first thing of its line.
fn document_marker<'l>(line: &'l str, marker: &str) -> Option<&'l str> {
    let rest = line.strip_prefix(marker)?;
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then_some(rest)
}

/// Whether a `#` after this byte, which belongs to no scalar, starts a comment.
fn ends_token(byte: Option<&u8>) -> bool {
    byte.is_none_or(|byte| byte.is_ascii_whitespace() || b",[]{}:".contains(byte))
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
