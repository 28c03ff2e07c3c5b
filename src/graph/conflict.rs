//! Objects that are in each other's way, within a unit.

mod image;
mod object;
mod route;
mod workload;

use hashbrown::HashMap;
use std::hash::Hash;

use super::index::Index;
use super::link::{Link, Target};
use super::relation::{Outcome, Relation};
use super::unit::Seat;
use super::{GraphObject, ObjectId};
use crate::yaml::Node;

/// Finds conflicts; the links are sorted by the object that they start from.
pub(super) struct Conflicts<'c, 't> {
    pub(super) objects: &'c [GraphObject<'t>],
    pub(super) index: &'c Index<'t>,
    pub(super) links: &'c [Link<'t>],
    pub(super) ends: &'c mut Vec<ObjectId>,
    found: Vec<Link<'t>>,
}

/// A conflict before it is a link.
struct Conflict<'t> {
    relation: Relation,
    how: &'static str,
    from: ObjectId,
    at: Node<'t>,
    text: &'t str,
}

impl<'c, 't> Conflicts<'c, 't> {
    pub(super) fn find(
        objects: &'c [GraphObject<'t>],
        index: &'c Index<'t>,
        links: &'c [Link<'t>],
        ends: &'c mut Vec<ObjectId>,
        wanted: &dyn Fn(Relation) -> bool,
    ) -> Vec<Link<'t>> {
        let mut conflicts = Self {
            objects,
            index,
            links,
            ends,
            found: Vec::new(),
        };
        let any = |relations: &[Relation]| relations.iter().any(|one| wanted(*one));
        if any(&[Relation::SameIdentity]) {
            conflicts.identities();
        }
        if any(&[Relation::SameDefault]) {
            conflicts.defaults();
        }
        if any(&[Relation::SameNodePort]) {
            conflicts.node_ports();
        }
        if any(&[Relation::SameSelector]) {
            conflicts.selectors();
        }
        if any(&[Relation::SameRoute, Relation::SameHost]) {
            conflicts.routes();
        }
        conflicts.workloads(wanted);
        if any(&[Relation::OtherTag]) {
            conflicts.images();
        }
        let mut found = conflicts.found;
        found.sort_by_key(|link| (link.from, link.relation, link.at.range().start));
        found
    }

    fn add(&mut self, conflict: &Conflict<'t>, to: &[ObjectId]) {
        let start = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.ends.extend_from_slice(to);
        let target = Target {
            key: Some(conflict.text),
            ..Target::default()
        };
        let (relation, how) = (conflict.relation, conflict.how);
        let mut link = Link::new(conflict.from, relation, how, conflict.at, target);
        link.outcome = Outcome::Found;
        link.closed = true;
        link.to = start..u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.found.push(link);
    }

    fn seats(&self, id: ObjectId) -> &'c [Seat<'t>] {
        self.index.seats(id)
    }

    fn all(&self) -> impl Iterator<Item = (ObjectId, &'c GraphObject<'t>)> + use<'c, 't> {
        (0u32..).map(ObjectId).zip(self.objects)
    }

    /// Of objects that claim the same thing in a unit all but the first, each with the first.
    fn same<K: Eq + Hash>(
        &mut self,
        relation: Relation,
        claims: impl IntoIterator<Item = (K, ObjectId, Node<'t>)>,
    ) {
        let mut first: HashMap<K, ObjectId> = HashMap::new();
        for (key, id, at) in claims {
            let known = *first.entry(key).or_insert(id);
            let again = self
                .found
                .iter()
                .rev()
                .take_while(|link| link.relation == relation && link.from == id)
                .any(|link| link.at.id() == at.id());
            if known != id && !again {
                let conflict = Conflict {
                    relation,
                    how: "",
                    from: id,
                    at,
                    text: at.text(),
                };
                self.add(&conflict, &[known]);
            }
        }
    }
}
