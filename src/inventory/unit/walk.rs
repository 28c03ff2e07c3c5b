//! From one kustomization down to all that it builds.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::files::{End, Entry, Files};
use super::{Placement, Unit};
use crate::inventory::kustomization::{Generated, Kustomization};

/// A chain of kustomizations that is longer is not followed to its end.
const MOST_DEPTH: usize = 256;
/// A kustomization that one unit uses in more ways is not followed in all of them.
const MOST_WAYS: usize = 64;
/// A file that more units use is not in all of them.
const MOST_PLACEMENTS: usize = 256;

/// What the kustomizations on the way down do to what they reach.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Context<'t> {
    namespace: Option<&'t str>,
    prefix: String,
    suffix: String,
    labels: Vec<(&'t str, &'t str)>,
}

impl<'t> Context<'t> {
    /// One kustomization further in: the outermost namespace and label wins, names grow from the
    /// inside out.
    fn through(&self, inner: &Kustomization<'t>) -> Self {
        let mut labels = self.labels.clone();
        for (key, value) in &inner.labels {
            if !labels.iter().any(|(known, _)| known == key) {
                labels.push((key, value));
            }
        }
        Self {
            namespace: self.namespace.or(inner.namespace),
            prefix: format!("{}{}", self.prefix, inner.prefix),
            suffix: format!("{}{}", inner.suffix, self.suffix),
            labels,
        }
    }
}

/// The way through one unit.
pub(super) struct Walk<'w, 'f, 't> {
    all: &'w Files<'f, 't>,
    /// The unit that the config says, and its number.
    configured: Option<usize>,
    id: u32,
    unit: &'w mut Unit<'t>,
    placements: &'w mut [Vec<Placement<'t>>],
    /// The kustomizations that lead here.
    way: Vec<usize>,
    /// For each kustomization the contexts in which it was followed, with those that it leaves for
    /// what is further in.
    followed: BTreeMap<usize, Vec<(Context<'t>, Context<'t>)>>,
    /// What is generated, the outermost first.
    generated: Vec<Generated<'t>>,
    /// Whether any kustomization changes names.
    renames: bool,
}

impl<'w, 'f, 't> Walk<'w, 'f, 't> {
    pub(super) fn new(
        all: &'w Files<'f, 't>,
        configured: Option<usize>,
        id: u32,
        unit: &'w mut Unit<'t>,
        placements: &'w mut [Vec<Placement<'t>>],
    ) -> Self {
        Self {
            all,
            configured,
            id,
            unit,
            placements,
            way: Vec::new(),
            followed: BTreeMap::new(),
            generated: Vec::new(),
            renames: false,
        }
    }

    /// Follows a kustomization that is built itself.
    pub(super) fn run(mut self, root: usize, seen: &mut [bool]) {
        self.follow(root, &Context::default());
        for at in self.followed.keys() {
            seen[*at] = true;
        }
        self.unit.generated.append(&mut self.generated);
        for one in &mut self.unit.replaced {
            one.renamed |= self.renames;
        }
    }

    /// Follows a kustomization, and gives the context of what it builds: what a component does is
    /// done to all that its user built before, so that it stands around it.
    ///
    /// <https://github.com/kubernetes-sigs/kustomize/blob/master/proposals/22-04-component.md>
    fn follow(&mut self, at: usize, outer: &Context<'t>) -> Context<'t> {
        if self.way.contains(&at) {
            return outer.clone();
        }
        let ways = self.followed.get(&at).map_or(&[][..], Vec::as_slice);
        if let Some((_, inner)) = ways.iter().find(|(known, _)| known == outer) {
            return inner.clone();
        }
        if ways.len() >= MOST_WAYS || self.way.len() >= MOST_DEPTH {
            self.unit.open = true;
            return outer.clone();
        }
        let is_first = ways.is_empty();
        let all = self.all;
        let entry = &all.kustomizations[at];
        self.way.push(at);
        let mut context = outer.through(&entry.kustomization);
        self.add_facts(entry, &context, is_first);
        for component in entry.components.iter().rev() {
            match component {
                End::Kustomization(component) => context = self.follow(*component, &context),
                End::File(_) | End::Outside => self.unit.open = true,
            }
        }
        for resource in &entry.resources {
            match resource {
                End::Kustomization(base) => {
                    self.follow(*base, &context);
                }
                End::File(file) => self.place(*file, &context),
                End::Outside => self.unit.open = true,
            }
        }
        self.way.pop();
        let ways = self.followed.entry(at).or_default();
        ways.push((outer.clone(), context.clone()));
        context
    }

    fn add_facts(&mut self, entry: &Entry<'t>, context: &Context<'t>, is_first: bool) {
        let kustomization = &entry.kustomization;
        let generated = kustomization.generated.iter().cloned().map(|mut one| {
            one.namespace = context.namespace.or(one.namespace);
            one
        });
        self.generated.extend(generated);
        if !is_first {
            return;
        }
        self.unit.open |= entry.open;
        self.renames |= !(kustomization.prefix.is_empty() && kustomization.suffix.is_empty());
        self.unit.images.extend(&kustomization.images);
        self.unit
            .replaced
            .extend_from_slice(&kustomization.replaced);
        self.unit.deleted.extend_from_slice(&kustomization.deleted);
        // They have no objects, but findings about them have to lie somewhere.
        for input in &entry.inputs {
            if !self.all.has_objects(*input) {
                self.place(*input, context);
            }
        }
    }

    fn place(&mut self, file: usize, context: &Context<'t>) {
        self.unit.open |= self.all.hides(file);
        let known = &mut self.placements[file];
        let elsewhere = self.all.configured[file].is_some_and(|unit| Some(unit) != self.configured);
        if elsewhere || known.len() >= MOST_PLACEMENTS {
            self.unit.open = true;
            return;
        }
        let placement = Placement {
            unit: self.id,
            namespace: context.namespace,
            prefix: Cow::Owned(context.prefix.clone()),
            suffix: Cow::Owned(context.suffix.clone()),
            labels: context.labels.clone(),
        };
        let mut of_unit = known.iter().rev().take_while(|one| one.unit == self.id);
        if of_unit.all(|one| *one != placement) {
            known.push(placement);
        }
    }
}
