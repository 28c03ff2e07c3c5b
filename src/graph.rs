//! What connects objects: names, selectors and ports, and whether what they ask for is there.
//! Built once over all files, by indexes, read-only.
//!
//! [`mentions`] says what an object asks for; the index knows what there is; a [`Link`] is what
//! comes of both. Objects meet in [`Unit`]s: a conflict is one within a unit, a reference is found
//! when any unit has it.

mod cause;
mod conflict;
mod facts;
mod implied;
mod index;
mod labelled;
mod link;
mod mention;
mod nearest;
mod operators;
mod relation;
mod resolve;
mod selector;
mod unit;
mod votes;
mod well_known;

pub use facts::Account;
pub use link::{Change, Difference, KeyPlace, Link, LinkId, Nearest, Target, Votes, Why};
pub use mention::{
    KUSTOMIZE, Key, Mention, Namespaces, PortUse, PortsOf, Reference, Selection, mentions,
};
pub use relation::{Outcome, Relation};
pub use resolve::External;
pub use selector::{Labels, Operator, Requirement, Selector};
pub use unit::{Seat, UnitId};

use hashbrown::HashMap;
use std::fmt;

use crate::inventory::{Placement, Unit};
use crate::resource::Resource;
use crate::source::FileId;
use index::Index;

/// An object of a [`Graph`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(pub u32);

/// An object with its place.
#[derive(Debug, Clone, Copy)]
pub struct GraphObject<'t> {
    /// The object.
    pub resource: Resource<'t>,
    /// The file that it lies in.
    pub file: FileId,
    /// The folder of that file, with `/`.
    pub folder: &'t str,
    /// The units that the file belongs to; not empty.
    pub placements: &'t [Placement<'t>],
}

/// What is known beside the objects.
pub struct World<'w, 't> {
    /// All units, by their ids.
    pub units: &'t [Unit<'t>],
    /// Whether the config says that an object exists elsewhere.
    pub externals: &'w dyn Fn(&External<'_>) -> bool,
    /// Which conflicts anybody asks for.
    pub conflicts: &'w dyn Fn(Relation) -> bool,
    /// The names of all files that were read.
    pub files: Vec<&'t str>,
    /// Whether there is a file or folder that was not read.
    pub exists: &'w dyn Fn(&str) -> bool,
}

impl World<'static, 'static> {
    /// All objects are applied together, and nothing exists elsewhere: for them
    /// [`Placement::together`].
    pub fn together() -> Self {
        Self {
            units: Unit::of_all(),
            externals: &|_| false,
            conflicts: &|_| true,
            files: Vec::new(),
            exists: &|_| false,
        }
    }
}

impl fmt::Debug for World<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("World")
            .field("units", &self.units)
            .finish_non_exhaustive()
    }
}

/// The objects of all files, and what connects them.
#[derive(Debug, Default)]
pub struct Graph<'t> {
    objects: Vec<GraphObject<'t>>,
    units: &'t [Unit<'t>],
    index: Index<'t>,
    /// The links of the objects, in their order; then the conflicts.
    links: Vec<Link<'t>>,
    first_link: Vec<u32>,
    first_conflict: Vec<u32>,
    /// What links lead to.
    ends: Vec<ObjectId>,
    /// For each object the links that lead to it.
    incoming: Vec<LinkId>,
    first_incoming: Vec<u32>,
    /// Bindings by namespace and name of the ServiceAccount that they name.
    bound: HashMap<(Option<&'t str>, &'t str), Vec<ObjectId>>,
    /// By the link that is reported, those that fail for the same reason.
    caused: HashMap<LinkId, Vec<LinkId>>,
}

impl<'t> Graph<'t> {
    /// Connects objects, which are in the order of their files.
    pub fn build(objects: Vec<GraphObject<'t>>, world: &World<'_, 't>) -> Self {
        let index = Index::of(&objects);
        let mut resolver = resolve::Resolver::new(&objects, &index, world);
        resolver.run();
        let resolve::Resolver {
            mut links,
            first_link,
            mut ends,
            ..
        } = resolver;
        votes::count(&index, &mut links, &ends);
        cause::group(&index, &mut links);
        let conflicts =
            conflict::Conflicts::find(&objects, &index, &links, &mut ends, world.conflicts);
        let first_conflict = starts(&conflicts, objects.len(), links.len());
        links.extend(conflicts);
        let mut caused: HashMap<LinkId, Vec<LinkId>> = HashMap::new();
        for (link, at) in links.iter().zip(0..) {
            if let Some(cause) = link.cause {
                caused.entry(cause).or_default().push(LinkId(at));
            }
        }
        let mut bound: HashMap<_, Vec<ObjectId>> = HashMap::new();
        for link in &links {
            if link.relation == Relation::Subject {
                let account = (link.target.namespace, link.target.name);
                bound.entry(account).or_default().push(link.from);
            }
        }
        let mut graph = Self {
            objects,
            units: world.units,
            index,
            links,
            first_link,
            first_conflict,
            ends,
            bound,
            caused,
            ..Self::default()
        };
        graph.enter_incoming();
        graph
    }

    /// For every object the links that lead to it: counted first, so that nothing is moved.
    fn enter_incoming(&mut self) {
        let leads = |link: &&Link<'t>| {
            let ends_there = matches!(
                link.outcome,
                Outcome::Found | Outcome::MissingKey | Outcome::NotGranted
            );
            ends_there && !link.relation.is_conflict()
        };
        let mut counts = vec![0u32; self.objects.len() + 1];
        for link in self.links.iter().filter(leads) {
            for end in self.ends_of(link) {
                counts[end.0 as usize + 1] += 1;
            }
        }
        for at in 1..counts.len() {
            counts[at] += counts[at - 1];
        }
        let total = counts.last().copied().unwrap_or_default();
        let mut incoming = vec![LinkId(0); total as usize];
        let mut next = counts.clone();
        for (link, at) in self.links.iter().zip(0..) {
            if !leads(&link) {
                continue;
            }
            for end in self.ends_of(link) {
                let place = &mut next[end.0 as usize];
                incoming[*place as usize] = LinkId(at);
                *place += 1;
            }
        }
        self.incoming = incoming;
        self.first_incoming = counts;
    }

    /// The object of an id that this graph gave.
    ///
    /// # Panics
    ///
    /// When the id is of another graph.
    pub fn object(&self, id: ObjectId) -> &GraphObject<'t> {
        &self.objects[id.0 as usize]
    }

    /// The object of an id, when there is one.
    pub fn get(&self, id: ObjectId) -> Option<&GraphObject<'t>> {
        self.objects.get(id.0 as usize)
    }

    /// All objects with their ids.
    pub fn objects(&self) -> impl Iterator<Item = (ObjectId, &GraphObject<'t>)> {
        (0u32..).map(ObjectId).zip(&self.objects)
    }

    /// All units, by their ids.
    pub fn units(&self) -> &'t [Unit<'t>] {
        self.units
    }

    /// Where an object lies: a seat for each unit that it belongs to.
    pub fn seats(&self, id: ObjectId) -> &[Seat<'t>] {
        self.index.seats(id)
    }

    /// A link of this graph.
    ///
    /// # Panics
    ///
    /// When the id is of another graph.
    pub fn link(&self, id: LinkId) -> &Link<'t> {
        &self.links[id.0 as usize]
    }

    /// What a link leads to.
    pub fn ends_of(&self, link: &Link<'t>) -> &[ObjectId] {
        &self.ends[link.to.start as usize..link.to.end as usize]
    }

    /// The links that start from an object: what it asks for in the order of the text, then its
    /// conflicts.
    pub fn links_from(&self, id: ObjectId) -> impl Iterator<Item = (LinkId, &Link<'t>)> {
        let at = id.0 as usize;
        let range = |starts: &[u32]| match starts.get(at..at + 2) {
            Some([from, to]) => *from..*to,
            _ => 0..0,
        };
        range(&self.first_link)
            .chain(range(&self.first_conflict))
            .map(|at| (LinkId(at), &self.links[at as usize]))
    }

    /// The links that lead to an object.
    pub fn links_to(&self, id: ObjectId) -> impl Iterator<Item = (LinkId, &Link<'t>)> {
        let at = id.0 as usize;
        let range = self.first_incoming[at] as usize..self.first_incoming[at + 1] as usize;
        self.incoming[range]
            .iter()
            .map(|id| (*id, &self.links[id.0 as usize]))
    }

    /// Links that fail for the same reason as this one, which is reported for all of them.
    pub fn caused_by(&self, id: LinkId) -> &[LinkId] {
        self.caused.get(&id).map_or(&[], Vec::as_slice)
    }
}

/// For each object the place of its first link, in a list that is sorted by objects.
fn starts(links: &[Link<'_>], objects: usize, offset: usize) -> Vec<u32> {
    let mut starts = Vec::with_capacity(objects + 1);
    let mut at = 0;
    for object in 0..=objects {
        while at < links.len() && (links[at].from.0 as usize) < object {
            at += 1;
        }
        starts.push(u32::try_from(offset + at).unwrap_or(u32::MAX));
    }
    starts
}

#[cfg(test)]
mod tests;
