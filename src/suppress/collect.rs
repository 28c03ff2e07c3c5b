//! From comments and annotations to suppressions.

mod annotations;
mod comments;

use std::sync::Arc;

use super::directive::Malformed;
use super::names::{Meaning, Names};
use super::peer::Ignored;
use super::problem::{Flaw, What};
use super::{
    ConfigEntry, Date, Edits, Held, Kind, Name, Options, Place, Reach, Suppression, Suppressions,
};
use crate::diagnostic::Subject;
use crate::resource::Resource;
use crate::source::{FileId, Span};
use crate::yaml::{self, Path, Tree};

/// What is being read of one file.
pub(super) struct Collector<'c, 't> {
    file: FileId,
    tree: &'t Tree,
    objects: &'c [Resource<'t>],
    names: &'c Names<'c>,
    options: &'c Options,
    found: Suppressions,
}

/// A suppression before it is held.
struct Draft {
    kind: Kind,
    reach: Reach,
    names: Vec<Name>,
    reason: Option<String>,
    span: Span,
    expires: Option<Date>,
}

impl<'c, 't> Collector<'c, 't> {
    pub(super) fn new(
        file: FileId,
        tree: &'t Tree,
        objects: &'c [Resource<'t>],
        names: &'c Names<'c>,
        options: &'c Options,
    ) -> Self {
        Self {
            file,
            tree,
            objects,
            names,
            options,
            found: Suppressions {
                file: Some(file),
                ..Suppressions::default()
            },
        }
    }

    pub(super) fn finish(mut self) -> Suppressions {
        let is_about_object = |held: &Held| matches!(held.reach, Reach::Object { .. });
        if self.found.held.iter().any(is_about_object) {
            let places = self.objects.iter().map(|object| Place {
                range: object.root.range(),
                subject: object.subject(&Path::default()),
            });
            self.found.objects = places.collect();
        }
        self.found
    }

    /// A name with the rules that it stands for; none, and a flaw, where there are none.
    fn name(
        &mut self,
        text: &str,
        path: Option<&str>,
        span: Span,
        subject: Option<&Subject>,
    ) -> Option<Name> {
        let meaning = match self.names.meaning(text) {
            // What cannot be read has no annotations.
            Meaning::Rules(_) if text == yaml::SYNTAX && subject.is_some() => Meaning::Fixed,
            meaning => meaning,
        };
        let what = match meaning {
            Meaning::Rules(rules) => {
                return Some(Name {
                    text: text.to_owned(),
                    path: path.map(str::to_owned),
                    span,
                    rules,
                });
            }
            Meaning::Fixed => What::Fixed(text.to_owned()),
            Meaning::Unknown => What::Unknown(text.to_owned()),
        };
        let subject = subject.cloned();
        self.found.flaws.push(Flaw {
            span,
            subject,
            what,
        });
        None
    }

    fn malformed(&mut self, malformed: Malformed, span: Span, subject: Option<Subject>) {
        let what = What::Malformed(malformed);
        self.found.flaws.push(Flaw {
            span,
            subject,
            what,
        });
    }

    fn ignored(&mut self, ignored: &Ignored<'_>, reach: Reach, span: Span) {
        let names = ignored.rules(self.names).into_iter();
        let names = names.map(|(text, rules)| Name {
            text,
            path: None,
            span,
            rules,
        });
        let draft = Draft {
            kind: Kind::Peer(ignored.tool),
            reach,
            names: names.collect(),
            reason: ignored.reason.map(str::to_owned),
            span,
            expires: ignored.expires,
        };
        self.hold(draft, None, None);
    }

    /// Takes a suppression in, unless all that it names is wrong.
    fn hold(&mut self, draft: Draft, subject: Option<Subject>, edits: Option<Edits>) {
        if !draft.names.is_empty() {
            let held = held(draft, self.options.today);
            self.found.held.push(Held {
                subject,
                edits,
                ..held
            });
        }
    }
}

/// A suppression that has hidden nothing yet.
fn held(draft: Draft, today: Date) -> Held {
    let expired = draft.expires.is_some_and(|expires| match draft.kind {
        Kind::Config => today > expires,
        _ => today >= expires,
    });
    Held {
        used: 0,
        used_names: vec![false; draft.names.len()],
        reach: draft.reach,
        subject: None,
        edits: None,
        suppression: Arc::new(Suppression {
            kind: draft.kind,
            names: draft.names,
            reason: draft.reason,
            span: draft.span,
            expires: draft.expires,
            expired,
        }),
    }
}

/// An entry of a config; its rules exist, or else it is about none.
pub(super) fn config_entry(entry: ConfigEntry, names: &Names<'_>, options: &Options) -> Held {
    let span = entry.span;
    let name = |text: String, rules| Name {
        text,
        path: None,
        span,
        rules,
    };
    let is_about_all = entry.rules.is_empty();
    let written = entry.rules.into_iter();
    let mut named: Vec<Name> = written
        .filter_map(|text| match names.meaning(&text) {
            Meaning::Rules(rules) => Some(name(text, rules)),
            Meaning::Fixed | Meaning::Unknown => None,
        })
        .collect();
    if is_about_all {
        named.push(name("*".to_owned(), names.all()));
    }
    let draft = Draft {
        kind: Kind::Config,
        reach: Reach::Config(entry.matches),
        names: named,
        reason: entry.reason,
        span,
        expires: entry.expires,
    };
    held(draft, options.today)
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
