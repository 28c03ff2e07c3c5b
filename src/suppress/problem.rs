//! What is wrong with suppressions, as findings.

use std::collections::BTreeMap;

use super::directive::Malformed;
use super::names::Names;
use super::{Held, Kind, Name, Suppression, Suppressions};
use crate::diagnostic::{Diagnostic, Edit, Fix, Subject};
use crate::registry::{
    SUPPRESSION_EXPIRED, SUPPRESSION_MALFORMED, SUPPRESSION_UNKNOWN_RULE, SUPPRESSION_UNUSED,
    SUPPRESSION_WITHOUT_REASON,
};
use crate::source::Span;
use crate::yaml;

/// A suppression, or a name in one, that was not taken in.
#[derive(Debug)]
pub(super) struct Flaw {
    pub(super) span: Span,
    /// The object whose annotation it is.
    pub(super) subject: Option<Subject>,
    pub(super) what: What,
}

/// What is wrong with it.
#[derive(Debug)]
pub(super) enum What {
    Malformed(Malformed),
    /// There is nothing of this name.
    Unknown(String),
    /// Nothing suppresses the rules of this name.
    Fixed(String),
}

/// More findings of one rule in one file are counted, not listed.
const LISTED: usize = 200;

/// Longer names are cut in messages.
const SHOWN: usize = 60;

impl Suppressions {
    /// What is wrong with the suppressions, once they have been applied.
    ///
    /// `enabled` says of a rule whether its findings were looked for: of a suppression whose rules
    /// were not it is not known whether it is needed. It is asked about the rules of the group
    /// `suppression`, too.
    pub fn problems(&self, names: &Names<'_>, enabled: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
        let mut listing = Listing {
            enabled,
            found: Vec::new(),
            counts: BTreeMap::new(),
        };
        for flaw in &self.flaws {
            let rule = match flaw.what {
                What::Unknown(_) => SUPPRESSION_UNKNOWN_RULE,
                What::Malformed(_) | What::Fixed(_) => SUPPRESSION_MALFORMED,
            };
            listing.add(rule, flaw.span, flaw.subject.as_ref(), || {
                flaw.finding(names)
            });
        }
        for held in &self.held {
            let suppression = &*held.suppression;
            let subject = held.subject.as_ref();
            let span = suppression.span;
            if suppression.expired {
                listing.add(SUPPRESSION_EXPIRED, span, subject, || expired(suppression));
            } else if !matches!(suppression.kind, Kind::Peer(_)) {
                let unused = unused(held, enabled);
                if let Some(first) = unused.first() {
                    let span = if unused.len() == 1 { first.span } else { span };
                    listing.add(SUPPRESSION_UNUSED, span, subject, || {
                        hides_nothing(held, span, &unused)
                    });
                }
            }
            if suppression.reason.is_none() && !matches!(suppression.kind, Kind::Peer(_)) {
                listing.add(SUPPRESSION_WITHOUT_REASON, span, subject, || {
                    without_reason(suppression)
                });
            }
        }
        listing.finish()
    }
}

/// The findings so far; a hostile file does not make a flood of them.
struct Listing<'e> {
    enabled: &'e dyn Fn(&str) -> bool,
    found: Vec<Diagnostic>,
    /// How many there are of a rule, and where the first lies that is not listed.
    counts: BTreeMap<&'static str, (usize, Option<Span>)>,
}

impl Listing<'_> {
    fn add(
        &mut self,
        rule: &'static str,
        span: Span,
        subject: Option<&Subject>,
        finding: impl FnOnce() -> Diagnostic,
    ) {
        if !(self.enabled)(rule) {
            return;
        }
        let (count, first_unlisted) = self.counts.entry(rule).or_default();
        *count += 1;
        if *count > LISTED {
            first_unlisted.get_or_insert(span);
            return;
        }
        let mut finding = finding();
        finding.subject = subject.cloned();
        self.found.push(finding);
    }

    fn finish(mut self) -> Vec<Diagnostic> {
        for (rule, (count, first_unlisted)) in self.counts {
            if let Some(span) = first_unlisted {
                let more = count - LISTED - 1;
                let message =
                    format!("this suppression and {more} more of the file are not listed");
                self.found.push(Diagnostic::new(rule, span, message));
            }
        }
        self.found
    }
}

impl Flaw {
    fn finding(&self, names: &Names<'_>) -> Diagnostic {
        match &self.what {
            What::Malformed(malformed) => {
                Diagnostic::new(SUPPRESSION_MALFORMED, self.span, malformed.message.clone())
                    .with_label("nothing is suppressed by this")
                    .with_help(malformed.help.clone())
            }
            What::Fixed(name) => {
                let help = if name == yaml::SYNTAX {
                    "an annotation is not read where this is found; \
                     write `# kubelint: ignore-file[yaml-syntax] reason`"
                } else {
                    "what is said about the run, and about suppressions, is never hidden; \
                     the config sets the level of a rule"
                };
                let message = format!("`{}` cannot be suppressed here", shown(name));
                Diagnostic::new(SUPPRESSION_MALFORMED, self.span, message).with_help(help)
            }
            What::Unknown(name) => {
                let help = match names.nearest(name) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None if name.contains(':') => {
                        "an alias is `tool:id`, and `kubelint explain RULE` lists those of a rule"
                            .to_owned()
                    }
                    None => "`kubelint rules` lists the rules".to_owned(),
                };
                let what = if name.contains(':') { "alias" } else { "rule" };
                Diagnostic::new(
                    SUPPRESSION_UNKNOWN_RULE,
                    self.span,
                    format!("there is no {what} `{}`", shown(name)),
                )
                .with_label("nothing is suppressed by this")
                .with_help(help)
            }
        }
    }
}

fn expired(suppression: &Suppression) -> Diagnostic {
    let day = suppression
        .expires
        .map_or_else(String::new, |day| format!(" on {day}"));
    Diagnostic::new(
        SUPPRESSION_EXPIRED,
        suppression.span,
        format!(
            "the suppression of {} expired{day}",
            listed(suppression.names.iter())
        ),
    )
    .with_label("nothing is suppressed by this any more")
    .with_help("put right what is reported again, or set a later day")
}

/// The names that silenced nothing although all their rules were looked for.
fn unused<'h>(held: &'h Held, enabled: &dyn Fn(&str) -> bool) -> Vec<&'h Name> {
    let names = held.suppression.names.iter().zip(&held.used_names);
    names
        .filter(|(name, used)| !**used && name.rules.iter().all(|rule| enabled(rule)))
        .map(|(name, _)| name)
        .collect()
}

fn hides_nothing(held: &Held, span: Span, unused: &[&Name]) -> Diagnostic {
    let suppression = &*held.suppression;
    let place = match suppression.kind {
        Kind::FileComment => "in this file",
        Kind::Config => "that this entry is about",
        _ => "here",
    };
    let names = listed(unused.iter().copied());
    let finding = Diagnostic::new(
        SUPPRESSION_UNUSED,
        span,
        format!("there is no finding of {names} {place}"),
    )
    .with_label("this suppresses nothing")
    .with_help("remove it, or move it to where the finding is reported");
    match removal(held, unused) {
        Some(fix) => finding.with_fix(fix),
        None => finding,
    }
}

/// The edit that takes away what suppresses nothing: the comment, or names in its list.
fn removal(held: &Held, unused: &[&Name]) -> Option<Fix> {
    let edits = held.edits.as_ref()?;
    let kept = held.suppression.names.iter();
    let kept: Vec<&str> = kept
        .filter(|name| !unused.iter().any(|unused| unused.span == name.span))
        .map(|name| name.text.as_str())
        .collect();
    let (span, replacement) = match kept.as_slice() {
        [] => (edits.whole, String::new()),
        kept => (edits.list, kept.join(", ")),
    };
    Some(Fix {
        safe: true,
        title: "remove what suppresses nothing".to_owned(),
        edits: vec![Edit { span, replacement }],
    })
}

fn without_reason(suppression: &Suppression) -> Diagnostic {
    let help = match suppression.kind {
        Kind::Annotation => "say why in the annotation `kubelint.dev/ignore-reason`",
        Kind::Config => "say why in `reason`",
        _ => "say why after the `]`",
    };
    Diagnostic::new(
        SUPPRESSION_WITHOUT_REASON,
        suppression.span,
        format!(
            "the suppression of {} has no reason",
            listed(suppression.names.iter())
        ),
    )
    .with_help(help)
}

/// `a`, `b`, `c` and 3 more.
fn listed<'n>(names: impl ExactSizeIterator<Item = &'n Name>) -> String {
    const NAMED: usize = 3;
    let more = names.len().saturating_sub(NAMED);
    let names = names.take(NAMED);
    let names: Vec<String> = names
        .map(|name| format!("`{}`", shown(&name.to_string())))
        .collect();
    let mut line = names.join(", ");
    if more > 0 {
        line.push_str(&format!(" and {more} more"));
    }
    line
}

/// A name, cut when it is endless.
fn shown(name: &str) -> String {
    match name.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}
