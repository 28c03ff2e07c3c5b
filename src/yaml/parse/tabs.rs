//! Tabs where kubectl's decoder takes only spaces, and the parser's grammar takes any blank.
//!
//! YAML forbids tabs in indentation. kubectl goes further than the grammar of YAML 1.2: a tab is
//! also wrong on a line that is otherwise empty or a comment, and after the `-` of an item.

use super::error::SyntaxError;
use super::offsets::clamp;
use crate::yaml::tree::{ALIAS, Data, Kind, NodeId, Style, Tree};

/// The first tab at or after byte `from` that kubectl refuses.
pub(super) fn refused_tab(text: &str, tree: &Tree, from: usize) -> Option<u32> {
    let mut walk = Walk {
        text,
        tree,
        open: Vec::new(),
        next: 0,
    };
    let mut at = from;
    while let Some(found) = memchr::memchr(b'\t', text.as_bytes().get(at..)?) {
        let tab = at + found;
        at = tab + 1;
        let line = text[..tab].rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let before = &text[line..tab];
        let indents = before.bytes().all(|byte| byte == b' ');
        if (indents || follows_dash(before)) && walk.refuses(clamp(tab), clamp(line), indents) {
            return Some(clamp(tab));
        }
    }
    None
}

/// The error for it.
pub(super) fn tab_error(text: &str, tab: u32) -> SyntaxError {
    let line = text.get(tab as usize..).unwrap_or("");
    let line = line.split(['\n', '\r']).next().unwrap_or("");
    let help = match line.trim_start() {
        "" => "remove the tab; kubectl refuses it on empty lines, too",
        _ => "indent with spaces",
    };
    SyntaxError::new(tab..tab + 1, "a tab is used for indentation").with_help(help)
}

/// `- - `
fn follows_dash(before: &str) -> bool {
    let rest = before.trim_end_matches(' ');
    rest.ends_with('-') && rest.split(' ').all(|word| word.is_empty() || word == "-")
}

/// A walk over the nodes in the order of their places.
struct Walk<'t> {
    text: &'t str,
    tree: &'t Tree,
    /// The collections that the last node lies in, and where each ends.
    open: Vec<(NodeId, u32)>,
    /// The node after the last one.
    next: u32,
}

impl Walk<'_> {
    /// Goes to the last node that starts before `tab`.
    fn advance(&mut self, tab: u32) -> Option<Data> {
        while let Some(data) = self.tree.nodes.get(self.next as usize)
            && data.start < tab
        {
            let id = self.next;
            self.open.retain(|(_, end)| *end > id);
            if matches!(data.kind, Kind::Sequence | Kind::Mapping) && data.flags & ALIAS == 0 {
                self.open.push((NodeId(id), data.b));
            }
            self.next += 1;
        }
        self.tree
            .nodes
            .get(self.next.checked_sub(1)? as usize)
            .copied()
    }

    /// Whether a tab is wrong that stands in the line from `line` on, after nothing but spaces
    /// when it `indents`, else after the `-` of an item.
    fn refuses(&mut self, tab: u32, line: u32, indents: bool) -> bool {
        let Some(last) = self.advance(tab) else {
            return true;
        };
        let is_scalar =
            !matches!(last.kind, Kind::Sequence | Kind::Mapping) && last.flags & ALIAS == 0;
        let after = self.text.get(last.end as usize..tab as usize);
        // What follows a scalar is read as a part of it until something else comes.
        let in_scalar = is_scalar
            && last.start < last.end
            && after.is_none_or(|after| after.trim_ascii().is_empty());
        let column = tab - line;
        match last.style {
            Style::Plain if in_scalar => indents && i64::from(column) <= self.indentation(),
            Style::Literal | Style::Folded if in_scalar => {
                indents && self.is_refused_in_block(&last, line, column)
            }
            _ if in_scalar && tab < last.end => false,
            _ => !self.is_in_brackets(tab),
        }
    }

    fn is_in_brackets(&self, tab: u32) -> bool {
        self.open.iter().any(|(id, _)| {
            let data = self.tree.data(*id);
            data.style == Style::Flow && data.start < tab && tab < data.end
        })
    }

    /// The column of the innermost block collection; -1 outside of all.
    fn indentation(&self) -> i64 {
        let innermost = self
            .open
            .iter()
            .rev()
            .map(|(id, _)| self.tree.data(*id))
            .find(|data| data.style == Style::Block);
        innermost.map_or(-1, |data| {
            let start = data.start as usize;
            let line = self.text[..start]
                .rfind(['\n', '\r'])
                .map_or(0, |end| end + 1);
            i64::try_from(self.text[line..start].chars().count()).unwrap_or(i64::MAX)
        })
    }

    /// A tab before the content of a text block: it is wrong until the block's indentation is
    /// known, which the first line that is not empty tells, and before that column.
    fn is_refused_in_block(&self, block: &Data, line: u32, column: u32) -> bool {
        let text = self.text.get(block.start as usize..).unwrap_or("");
        let header = text.split(['\n', '\r']).next().unwrap_or("");
        let explicit = header.bytes().take(3).find(u8::is_ascii_digit);
        let outer = self.indentation();
        if let Some(digit) = explicit {
            return i64::from(column) < outer.max(0) + i64::from(digit - b'0');
        }
        let mut start = block.start as usize + header.len();
        for content in text[header.len()..].split_inclusive(['\n', '\r']) {
            let spaces = content.bytes().take_while(|byte| *byte == b' ').count();
            let is_empty = matches!(content.as_bytes().get(spaces), None | Some(b'\n' | b'\r'));
            if !is_empty {
                let indentation = i64::try_from(spaces)
                    .unwrap_or(i64::MAX)
                    .max(outer + 1)
                    .max(1);
                return clamp(start) >= line || i64::from(column) < indentation;
            }
            start += content.len();
        }
        true
    }
}
