//! From what objects say to where it leads.

mod file;
mod grant;
mod keys;
mod name;
mod port;
mod selection;

pub(super) use keys::keys_of_data;
pub use name::External;

use hashbrown::HashMap;
use std::ops::Range;

use super::index::{Index, Meeting};
use super::link::{Link, LinkId};
use super::mention::{Mention, mentions};
use super::nearest::NameIndex;
use super::unit::{Seat, UnitId};
use super::{GraphObject, ObjectId, World};
use crate::graph::nearest::LabelIndex;

/// Builds the links of all objects, one after the other.
pub(super) struct Resolver<'r, 't> {
    pub(super) objects: &'r [GraphObject<'t>],
    pub(super) index: &'r Index<'t>,
    pub(super) world: &'r World<'r, 't>,
    pub(super) links: Vec<Link<'t>>,
    /// For each object its first link.
    pub(super) first_link: Vec<u32>,
    /// What links lead to.
    pub(super) ends: Vec<ObjectId>,
    /// Names by kind, built when one is missing.
    names: HashMap<&'t str, NameIndex<'t>>,
    /// Labels by unit, built when a selector matches nothing: of pods, Services, Namespaces.
    labels: HashMap<(UnitId, selection::Subject), LabelIndex<'t>>,
    /// What selectors lead to that look in the namespace of their object, by their words.
    selected: HashMap<(selection::Subject, Seat<'t>, String), Range<u32>>,
}

impl<'r, 't> Resolver<'r, 't> {
    pub(super) fn new(
        objects: &'r [GraphObject<'t>],
        index: &'r Index<'t>,
        world: &'r World<'r, 't>,
    ) -> Self {
        Self {
            objects,
            index,
            world,
            links: Vec::with_capacity(objects.len() * 4),
            first_link: Vec::with_capacity(objects.len() + 1),
            ends: Vec::with_capacity(objects.len() * 4),
            names: HashMap::new(),
            labels: HashMap::new(),
            selected: HashMap::new(),
        }
    }

    pub(super) fn run(&mut self) {
        for at in 0..self.objects.len() {
            self.first_link.push(self.next());
            self.object(ObjectId(u32::try_from(at).unwrap_or(u32::MAX)));
        }
        self.first_link.push(self.next());
    }

    fn next(&self) -> u32 {
        u32::try_from(self.links.len()).unwrap_or(u32::MAX)
    }

    /// Ports come after what they are asked of, so that this is known by then.
    fn object(&mut self, from: ObjectId) {
        let object = &self.objects[from.0 as usize];
        let mentions = mentions(&object.resource);
        // For each mention its link; a mention may make none.
        let mut made: Vec<Option<LinkId>> = vec![None; mentions.len()];
        for (at, mention) in mentions.iter().enumerate() {
            let next = LinkId(self.next());
            match mention {
                Mention::Reference(reference) => self.reference(from, reference),
                Mention::Selection(selection) => self.selection(from, selection),
                Mention::Port(_) => continue,
            }
            made[at] = (self.next() > next.0).then_some(next);
        }
        for mention in &mentions {
            if let Mention::Port(port) = mention {
                self.port(from, port, &made);
            }
        }
    }

    fn object_of(&self, id: ObjectId) -> &'r GraphObject<'t> {
        &self.objects[id.0 as usize]
    }

    pub(super) fn seats(&self, id: ObjectId) -> &'r [Seat<'t>] {
        self.index.seats(id)
    }

    /// The namespace of an object when all its units agree.
    fn namespace_of(&self, id: ObjectId) -> Option<&'t str> {
        let mut namespaces = self.seats(id).iter().map(|seat| seat.namespace);
        let first = namespaces.next().flatten();
        namespaces.all(|other| other == first).then_some(first)?
    }

    fn is_open(&self, unit: UnitId) -> bool {
        self.world
            .units
            .get(unit.0 as usize)
            .is_none_or(|unit| unit.open)
    }

    /// Puts the ends that meet in a unit first; when there are any, the others do not count.
    fn keep_ends(&mut self, from: ObjectId, found: &[ObjectId]) -> (Range<u32>, Meeting) {
        let start = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        let mut meeting = Meeting::Never;
        for wanted in [Meeting::InUnit, Meeting::Elsewhere] {
            let mut meant: Vec<ObjectId> = found
                .iter()
                .copied()
                .filter(|id| self.index.meet(from, *id) == wanted)
                .collect();
            if !meant.is_empty() {
                self.nearest_first(from, &mut meant);
                self.ends.extend(meant);
                meeting = wanted;
                break;
            }
        }
        (
            start..u32::try_from(self.ends.len()).unwrap_or(u32::MAX),
            meeting,
        )
    }

    /// What lies in the same file, and then in the same folder, is meant first; what surely is in
    /// the same namespace leaves out what only may be.
    fn nearest_first(&self, from: ObjectId, meant: &mut Vec<ObjectId>) {
        if meant.len() < 2 {
            return;
        }
        let exact = |id: &ObjectId| {
            let seats = self.seats(from).iter();
            seats
                .filter(|seat| seat.namespace.is_some())
                .any(|seat| self.seats(*id).contains(seat))
        };
        if meant.iter().any(exact) {
            meant.retain(exact);
        }
        let own = self.object_of(from);
        meant.sort_by_key(|id| {
            let other = self.object_of(*id);
            (other.file != own.file, other.folder != own.folder, *id)
        });
    }

    fn keep(&mut self, ids: &[ObjectId]) -> Range<u32> {
        let start = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.ends.extend_from_slice(ids);
        start..u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }
}
