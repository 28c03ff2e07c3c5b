//! The suppressions in comments.

use std::ops::Range;

use super::{Collector, Draft, offset};
use crate::resource::Resource;
use crate::source::Span;
use crate::suppress::directive::{Directive, MARKER, directives};
use crate::suppress::{Edits, Kind, Reach, peer, place};
use crate::yaml::{Comment, comments_with};

impl Collector<'_, '_> {
    /// Reads all comments that could be suppressions.
    pub(in crate::suppress) fn comments(&mut self) {
        let words = match self.options.peers {
            true => &[MARKER, ":skip=", "trivy:ignore:"][..],
            false => &[MARKER],
        };
        let comments = comments_with(self.tree, words);
        if comments.is_empty() {
            return;
        }
        let reached = place::reached(self.tree, &comments);
        for (comment, range) in comments.iter().zip(reached) {
            for directive in directives(comment.text) {
                self.directive(comment, directive, &range);
            }
            if self.options.peers {
                self.peer_comment(comment, &range);
            }
        }
    }

    fn directive(&mut self, comment: &Comment<'_>, directive: Directive, reached: &Range<u32>) {
        let span = self.span_in(comment, &directive.range);
        let ignore = match directive.form {
            Ok(ignore) => ignore,
            Err(malformed) => {
                let span = self.span_in(comment, &malformed.range);
                return self.malformed(malformed, span, None);
            }
        };
        let mut names = Vec::with_capacity(ignore.names.len());
        for range in &ignore.names {
            let span = self.span_in(comment, range);
            names.extend(self.name(&comment.text[range.clone()], None, span, None));
        }
        let (kind, reach) = match ignore.whole_file {
            true => (Kind::FileComment, Reach::File),
            false => (Kind::Comment, Reach::Lines(reached.clone())),
        };
        // A comment that says something else as well, or names what does not exist, is left to
        // people.
        let is_all =
            comment.text.trim().len() == directive.range.len() && names.len() == ignore.names.len();
        let list = self.span_in(comment, &ignore.list);
        let edits = is_all.then(|| Edits {
            whole: self.whole(comment),
            list,
        });
        let draft = Draft {
            kind,
            reach,
            names,
            reason: ignore.reason.map(|range| comment.text[range].to_owned()),
            span,
            expires: None,
        };
        self.hold(draft, None, edits);
    }

    fn peer_comment(&mut self, comment: &Comment<'_>, reached: &Range<u32>) {
        for (range, ignored) in peer::checkov(comment.text) {
            let object = self.object_around(comment, reached);
            let span = self.span_in(comment, &range);
            if let Some(object) = object {
                let template = None;
                self.ignored(&ignored, Reach::Object { object, template }, span);
            }
        }
        for (range, ignored) in peer::trivy(comment.text, comment.trailing) {
            let span = self.span_in(comment, &range);
            self.ignored(&ignored, Reach::Lines(reached.clone()), span);
        }
    }

    /// The object among whose lines a comment stands, or which starts where the comment reaches.
    fn object_around(&self, comment: &Comment<'_>, reached: &Range<u32>) -> Option<usize> {
        let from = |at: u32| {
            let ends_before = |object: &Resource<'_>| object.root.range().end <= at;
            self.objects.partition_point(ends_before)
        };
        let starts_before = |object: usize, at: u32| {
            let object = self.objects.get(object);
            object.is_some_and(|object| object.root.range().start < at)
        };
        let around = from(comment.range.start);
        if starts_before(around, comment.range.start) {
            return Some(around);
        }
        let below = from(reached.start);
        starts_before(below, reached.end).then_some(below)
    }

    /// The span of some bytes of a comment's text.
    fn span_in(&self, comment: &Comment<'_>, range: &Range<usize>) -> Span {
        let start = comment.range.start + 1;
        Span::new(
            self.file,
            start + offset(range.start),
            start + offset(range.end),
        )
    }

    /// A comment with the blanks before it, and with its line when nothing else stands there.
    fn whole(&self, comment: &Comment<'_>) -> Span {
        let text = self.tree.text();
        let before = text[..comment.range.start as usize].trim_end_matches([' ', '\t']);
        let behind = &text[comment.range.end as usize..];
        let line_break = match behind.as_bytes() {
            _ if comment.trailing => 0,
            [b'\r', b'\n', ..] => 2,
            [] => 0,
            _ => 1,
        };
        Span::new(
            self.file,
            offset(before.len()),
            comment.range.end + line_break,
        )
    }
}
