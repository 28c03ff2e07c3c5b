//! Which suppression silences which finding.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::{Held, Kind, Name, Place, Reach, Suppressed, Suppressions, Template, path};
use crate::diagnostic::{Diagnostic, Subject};

/// One name of one suppression.
#[derive(Debug, Clone, Copy)]
struct Hit {
    held: usize,
    name: usize,
}

/// A name with the bytes that its comment reaches.
struct Stretch {
    start: u32,
    end: u32,
    hit: Hit,
}

/// The findings that may be silenced, and by what they are.
struct Muting<'d> {
    diagnostics: &'d [Diagnostic],
    hits: Vec<Option<Hit>>,
    /// The findings of the file, by rule and place.
    by_rule: BTreeMap<&'d str, Vec<usize>>,
}

impl Suppressions {
    /// Takes the findings that are silenced out of `diagnostics`, and counts them. Findings of
    /// other files are left alone, and so are those that no suppression reaches; both lists keep
    /// their order.
    ///
    /// Findings of rules that are off have to be gone by then: they would count as reasons for a
    /// suppression.
    pub fn apply(&mut self, diagnostics: &mut Vec<Diagnostic>) -> Vec<Suppressed> {
        if self.held.is_empty() {
            return Vec::new();
        }
        let mut muting = Muting::new(self, diagnostics);
        for of_peers in [false, true] {
            let active = self.held.iter().enumerate().filter(|(_, held)| {
                let suppression = &held.suppression;
                !suppression.expired && matches!(suppression.kind, Kind::Peer(_)) == of_peers
            });
            let active: Vec<(usize, &Held)> = active.collect();
            muting.by_lines(&active);
            muting.by_objects(&active, &self.objects);
            muting.by_file(&active);
        }
        let hits = muting.hits;
        self.take(diagnostics, hits)
    }

    fn take(
        &mut self,
        diagnostics: &mut Vec<Diagnostic>,
        hits: Vec<Option<Hit>>,
    ) -> Vec<Suppressed> {
        let mut suppressed = Vec::new();
        let mut hits = hits.into_iter();
        let silenced = diagnostics.extract_if(.., |_| {
            let Some(hit) = hits.next().flatten() else {
                return false;
            };
            let held = &mut self.held[hit.held];
            held.used += 1;
            held.used_names[hit.name] = true;
            suppressed.push(std::sync::Arc::clone(&held.suppression));
            true
        });
        let silenced: Vec<Diagnostic> = silenced.collect();
        silenced
            .into_iter()
            .zip(suppressed)
            .map(|(diagnostic, by)| Suppressed { diagnostic, by })
            .collect()
    }
}

impl<'d> Muting<'d> {
    fn new(suppressions: &Suppressions, diagnostics: &'d [Diagnostic]) -> Self {
        let mut by_rule: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, diagnostic) in diagnostics.iter().enumerate() {
            if suppressions
                .file
                .is_none_or(|file| file == diagnostic.span.file)
            {
                by_rule.entry(&diagnostic.rule).or_default().push(index);
            }
        }
        for findings in by_rule.values_mut() {
            findings.sort_by_key(|index| diagnostics[*index].span.start);
        }
        Self {
            diagnostics,
            hits: vec![None; diagnostics.len()],
            by_rule,
        }
    }

    /// The names that stand for some rule with findings, by rule.
    fn wanted(&self, active: &[(usize, &Held)], mut take: impl FnMut(&'d str, &Held, Hit)) {
        for (index, held) in active {
            for (name, named) in held.suppression.names.iter().enumerate() {
                let hit = Hit { held: *index, name };
                for rule in named.rules.iter() {
                    if let Some((rule, _)) = self.by_rule.get_key_value(&**rule) {
                        take(rule, held, hit);
                    }
                }
            }
        }
    }

    /// By the comments whose line or block a finding starts in, the innermost of them.
    fn by_lines(&mut self, active: &[(usize, &Held)]) {
        let mut stretches: BTreeMap<&str, Vec<Stretch>> = BTreeMap::new();
        self.wanted(active, |rule, held, hit| {
            if let Reach::Lines(range) = &held.reach {
                let (start, end) = (range.start, range.end);
                let stretch = Stretch { start, end, hit };
                stretches.entry(rule).or_default().push(stretch);
            }
        });
        for (rule, mut stretches) in stretches {
            stretches.sort_by_key(|stretch| (stretch.start, Reverse(stretch.end)));
            let mut next = stretches.iter().peekable();
            let mut open: Vec<&Stretch> = Vec::new();
            for finding in self.by_rule.get(rule).into_iter().flatten() {
                let at = self.diagnostics[*finding].span.start;
                while let Some(stretch) = next.next_if(|stretch| stretch.start <= at) {
                    open.push(stretch);
                }
                // What lies below one that is over may be over as well: it is seen to later.
                while open.last().is_some_and(|stretch| stretch.end <= at) {
                    open.pop();
                }
                if let Some(stretch) = open.last() {
                    self.hits[*finding].get_or_insert(stretch.hit);
                }
            }
        }
    }

    /// By what the annotations of a finding's object say.
    fn by_objects(&mut self, active: &[(usize, &Held)], objects: &[Place]) {
        let mut of_object: HashMap<usize, Vec<(usize, &Held)>> = HashMap::new();
        for (index, held) in active {
            if let Reach::Object { object, .. } = held.reach {
                of_object.entry(object).or_default().push((*index, held));
            }
        }
        if of_object.is_empty() {
            return;
        }
        let by_subject = by_subject(objects);
        for findings in self.by_rule.values() {
            for finding in findings {
                if self.hits[*finding].is_some() {
                    continue;
                }
                let diagnostic = &self.diagnostics[*finding];
                let object = object_of(diagnostic, objects, &by_subject);
                let about = object.and_then(|object| of_object.get(&object));
                self.hits[*finding] = about.into_iter().flatten().find_map(|(index, held)| {
                    let names = &held.suppression.names;
                    let reaches = reaches(&held.reach, diagnostic);
                    let name = names
                        .iter()
                        .position(|name| reaches && is_meant(name, diagnostic));
                    name.map(|name| Hit { held: *index, name })
                });
            }
        }
    }

    /// By comments about the file, and by entries of a config.
    fn by_file(&mut self, active: &[(usize, &Held)]) {
        let mut of_rule: BTreeMap<&str, Vec<(Hit, &Reach)>> = BTreeMap::new();
        for (index, held) in active {
            if !matches!(held.reach, Reach::File | Reach::Config(_)) {
                continue;
            }
            self.wanted(&[(*index, held)], |rule, _, hit| {
                of_rule.entry(rule).or_default().push((hit, &held.reach));
            });
        }
        for (rule, reaches) in of_rule {
            for finding in self.by_rule.get(rule).into_iter().flatten() {
                let diagnostic = &self.diagnostics[*finding];
                let hit = reaches.iter().find(|(_, reach)| match reach {
                    Reach::Config(matches) => matches(diagnostic),
                    _ => true,
                });
                if self.hits[*finding].is_none() {
                    self.hits[*finding] = hit.map(|(hit, _)| *hit);
                }
            }
        }
    }
}

fn is_meant(name: &Name, diagnostic: &Diagnostic) -> bool {
    let rule = &*diagnostic.rule;
    let is_named = name
        .rules
        .binary_search_by(|known| (**known).cmp(rule))
        .is_ok();
    let path = diagnostic
        .subject
        .as_ref()
        .map_or("", |subject| &subject.stable_path);
    let is_there = |part: &String| path::occurs(part, path);
    is_named && name.path.as_ref().is_none_or(is_there)
}

/// Whether a finding in an object lies in the part of it that is meant.
fn reaches(reach: &Reach, diagnostic: &Diagnostic) -> bool {
    let Reach::Object {
        template: Some(Template { pointer, range }),
        ..
    } = reach
    else {
        return true;
    };
    match &diagnostic.subject {
        Some(subject) => {
            let below = subject.path.strip_prefix(pointer.as_str());
            below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
        }
        None => range.contains(&diagnostic.span.start),
    }
}

/// What tells an object from others.
type Identity<'s> = (&'s str, &'s str, Option<&'s str>, &'s str);

fn identity(subject: &Subject) -> Identity<'_> {
    let namespace = subject.namespace.as_deref();
    (
        &subject.api_version,
        &subject.kind,
        namespace,
        &subject.name,
    )
}

/// The objects by what they are, of equal ones the first.
fn by_subject(objects: &[Place]) -> HashMap<Identity<'_>, usize> {
    let mut found = HashMap::with_capacity(objects.len());
    for (index, object) in objects.iter().enumerate() {
        found.entry(identity(&object.subject)).or_insert(index);
    }
    found
}

/// The object that a finding is about: the one it lies in, unless it says that it is about another
/// one. An alias has a finding lie where its anchor is.
fn object_of(
    diagnostic: &Diagnostic,
    objects: &[Place],
    by_subject: &HashMap<Identity<'_>, usize>,
) -> Option<usize> {
    let at = diagnostic.span.start;
    let index = objects.partition_point(|object| object.range.end <= at);
    let around = objects.get(index).filter(|object| object.range.start <= at);
    let Some(subject) = &diagnostic.subject else {
        return around.map(|_| index);
    };
    match around {
        Some(object) if identity(&object.subject) == identity(subject) => Some(index),
        _ => by_subject.get(&identity(subject)).copied(),
    }
}
