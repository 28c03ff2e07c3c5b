//! The `[[ignore]]` entries: findings that are accepted, for a reason and perhaps until a day.

use std::collections::BTreeSet;

use globset::{Glob, GlobMatcher};

use super::folder::{Globs, Slashless};
use super::load::Layer;
use super::names::Names;
use super::value::{At, Section};
use crate::diagnostic::{Diagnostic, Subject};
use crate::registry::Registry;
use crate::resource::Date;
use crate::source::{Sources, Span};

/// All `[[ignore]]` entries, those of extended configs first.
#[derive(Debug, Default)]
pub struct Ignores {
    entries: Vec<Ignore>,
}

/// One `[[ignore]]`: all that it names must fit.
#[derive(Debug)]
pub struct Ignore {
    /// Its header, or the braces of an inline table.
    pub span: Span,
    /// Why the findings are accepted.
    pub reason: String,
    /// The last day on which they are.
    pub expires: Option<At<Date>>,
    /// The ids of the rules; none for all rules.
    rules: Option<BTreeSet<String>>,
    kind: Option<GlobMatcher>,
    name: Option<GlobMatcher>,
    namespace: Option<GlobMatcher>,
    path: Option<Globs>,
}

impl Ignores {
    pub(super) fn gather(layers: &[Layer], names: &Names<'_>, registry: &Registry) -> Self {
        let mut entries = Vec::new();
        for layer in layers {
            for section in layer.section.sections("ignore") {
                entries.push(ignore(section, layer, names, registry));
            }
        }
        Self { entries }
    }

    /// The entries, in the order that [`Ignores::matches`] counts them in.
    pub fn entries(&self) -> &[Ignore] {
        &self.entries
    }

    /// The first entry that accepts a finding, by its place among [`Ignores::entries`]. An entry
    /// that has expired accepts nothing. `sources` are those that the finding points into.
    pub fn matches(&self, finding: &Diagnostic, sources: &Sources, today: Date) -> Option<usize> {
        let (file, today) = (&sources.get(finding.span.file).name, today);
        self.entries
            .iter()
            .position(|entry| !entry.is_expired(today) && entry.fits(finding, file))
    }
}

impl Ignore {
    /// Whether its last day has passed.
    pub fn is_expired(&self, today: Date) -> bool {
        self.expires.is_some_and(|expires| expires.value < today)
    }

    /// The ids of its rules; none for all rules.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().flatten().map(String::as_str)
    }

    /// Whether it is about a finding in a file of this name, expired or not.
    pub fn fits(&self, finding: &Diagnostic, file: &str) -> bool {
        let rule = self.rules.as_ref();
        let of_subject = |glob: &Option<GlobMatcher>, part: fn(&Subject) -> &str| {
            let Some(glob) = glob else { return true };
            let subject = finding.subject.as_ref();
            subject.is_some_and(|subject| glob.is_match(part(subject)))
        };
        let in_file = |globs: &Globs| {
            let origin = finding.origin.as_deref();
            globs.hold_for(file) || origin.is_some_and(|origin| globs.hold_for(origin))
        };
        rule.is_none_or(|rules| rules.contains(&*finding.rule))
            && of_subject(&self.kind, |subject| &subject.kind)
            && of_subject(&self.name, |subject| &subject.name)
            && of_subject(&self.namespace, |subject| {
                subject.namespace.as_deref().unwrap_or("")
            })
            && self.path.as_ref().is_none_or(in_file)
    }
}

fn ignore(section: &Section, layer: &Layer, names: &Names<'_>, registry: &Registry) -> Ignore {
    let glob = |key: &str| {
        let pattern = section.text(key)?;
        Some(Glob::new(pattern.value).ok()?.compile_matcher())
    };
    let ids = |name: &At<String>| -> Vec<String> {
        let named = names.get(&name.value);
        let rules = named.as_ref().map_or(&[][..], |named| named.rules());
        let id = |rule: &usize| registry.entries()[*rule].id.to_string();
        rules.iter().map(id).collect()
    };
    let rules = section.texts("rules");
    let path = section.text("path");
    Ignore {
        span: section.span,
        reason: section
            .text("reason")
            .map(|reason| reason.value.to_owned())
            .unwrap_or_default(),
        expires: section.date("expires"),
        rules: (!rules.is_empty()).then(|| rules.iter().flat_map(ids).collect()),
        kind: glob("kind"),
        name: glob("name"),
        namespace: glob("namespace"),
        path: path.map(|path| layer.folder.globs([path.value], Slashless::AnyDepth)),
    }
}
