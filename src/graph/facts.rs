//! What other objects say about one object.

use std::cmp::Reverse;

use super::index::Meeting;
use super::link::Link;
use super::relation::{Outcome, Relation};
use super::resolve::keys_of_data;
use super::unit::Seat;
use super::{Graph, LinkId, ObjectId};
use crate::yaml::Node;

/// What is said of a workload's ServiceAccount.
#[derive(Debug, Clone)]
pub struct Account<'t> {
    /// Its name.
    pub name: &'t str,
    /// The object, when it is among the files.
    pub object: Option<ObjectId>,
    /// The bindings that name it.
    pub bindings: Vec<ObjectId>,
}

impl<'t> Graph<'t> {
    /// The Namespace object of an object's namespace; of several (a base and its overlays) the
    /// one that lies nearest.
    pub fn namespace_object(&self, id: ObjectId) -> Option<ObjectId> {
        let namespaces = self.seats(id).iter().filter_map(|seat| seat.namespace);
        let mut found: Vec<ObjectId> = namespaces
            .flat_map(|name| self.index.named("Namespace", name))
            .collect();
        found.sort_unstable();
        found.dedup();
        self.nearest_first(id, &mut found);
        found.first().copied()
    }

    /// Objects of a kind in the namespace of an object, in the order of the files.
    pub fn in_same_namespace(&self, id: ObjectId, kind: &str) -> Vec<ObjectId> {
        let seats = self.seats(id).iter();
        let mut found: Vec<ObjectId> = seats
            .flat_map(|seat| self.index.of_kind(seat, kind))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Objects of a kind in the units of an object, in the order of the files.
    pub fn in_same_unit(&self, id: ObjectId, kind: &str) -> Vec<ObjectId> {
        let mut found: Vec<ObjectId> = self
            .seats(id)
            .iter()
            .flat_map(|seat| self.index.of_kind_in_unit(seat.unit, kind))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The objects of a Namespace object's namespace, by kind.
    pub fn contents(&self, namespace: ObjectId) -> Vec<(&'t str, Vec<ObjectId>)> {
        let Some(name) = self.object(namespace).resource.name else {
            return Vec::new();
        };
        let seats = self.seats(namespace).iter().map(|seat| Seat {
            unit: seat.unit,
            namespace: Some(name),
        });
        let mut kinds: std::collections::BTreeMap<&'t str, Vec<ObjectId>> =
            std::collections::BTreeMap::new();
        for seat in seats {
            for kind in self.index.kinds_in(&seat) {
                let found = kinds.entry(*kind).or_default();
                found.extend(self.index.of_kind(&seat, kind));
                found.sort_unstable();
                found.dedup();
            }
        }
        kinds.into_iter().collect()
    }

    /// The kinds in the namespace of an object, with how many there are.
    pub fn kinds_beside(&self, id: ObjectId) -> Vec<(&'t str, usize)> {
        let mut kinds: std::collections::BTreeMap<&'t str, usize> =
            std::collections::BTreeMap::new();
        for seat in self.seats(id) {
            for kind in self.index.kinds_in(seat) {
                *kinds.entry(*kind).or_default() += self.index.count_of_kind(seat, kind);
            }
        }
        kinds.into_iter().collect()
    }

    /// The objects that point at an object in one of these ways, without those that only meet it
    /// when unrelated units are applied to one cluster; in the order of the files.
    pub fn pointing_at(&self, id: ObjectId, relations: &[Relation]) -> Vec<ObjectId> {
        let mut found: Vec<ObjectId> = self
            .links_to(id)
            .filter(|(_, link)| relations.contains(&link.relation))
            .map(|(_, link)| link.from)
            .filter(|from| *from != id && self.belong_together(*from, id))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether two objects share a unit, or name the same namespace.
    fn belong_together(&self, a: ObjectId, b: ObjectId) -> bool {
        let names = |id| self.seats(id).iter().filter_map(|seat| seat.namespace);
        self.index.meet(a, b) == Meeting::InUnit
            || self.index.share_a_unit(a, b)
            || names(a).any(|one| names(b).any(|other| one == other))
    }

    /// Services that select the pods of an object, the nearest first.
    pub fn services_of(&self, id: ObjectId) -> Vec<ObjectId> {
        let mut found = self.pointing_at(id, &[Relation::ServicePods]);
        self.nearest_first(id, &mut found);
        found
    }

    /// What lies in the same file, and then in the same folder, is meant first.
    fn nearest_first(&self, id: ObjectId, found: &mut [ObjectId]) {
        let object = self.object(id);
        found.sort_by_key(|other| {
            let one = self.object(*other);
            let both = one.folder.split('/').zip(object.folder.split('/'));
            let shared = both.take_while(|(a, b)| a == b).count();
            (one.file != object.file, Reverse(shared), *other)
        });
    }

    /// The ServiceAccount of an object with pods.
    pub fn account_of(&self, id: ObjectId) -> Account<'t> {
        let link = self
            .links_from(id)
            .map(|(_, link)| link)
            .find(|link| link.relation == Relation::ServiceAccount);
        let name = link.map_or("default", |link| link.target.name);
        let object = link.and_then(|link| self.ends_of(link).first().copied());
        let mut bindings = Vec::new();
        for seat in self.seats(id) {
            for namespace in [seat.namespace, None] {
                let known = self.bound.get(&(namespace, name));
                bindings.extend(known.into_iter().flatten().copied());
            }
        }
        bindings.sort_unstable();
        bindings.dedup();
        Account {
            name,
            object,
            bindings,
        }
    }

    /// The Role or ClusterRole of a binding: its kind and name, and the object.
    pub fn role_of(&self, binding: ObjectId) -> Option<(&'t str, &'t str, Option<ObjectId>)> {
        let mut links = self.links_from(binding).map(|(_, link)| link);
        let link = links.find(|link| link.relation == Relation::Role)?;
        let object = self
            .ends_of(link)
            .first()
            .copied()
            .filter(|_| link.outcome == Outcome::Found);
        Some((link.target.kind, link.target.name, object))
    }

    /// The first link of an object that is written at a node.
    pub fn link_at(&self, id: ObjectId, at: Node<'t>) -> Option<(LinkId, &Link<'t>)> {
        self.links_from(id)
            .find(|(_, link)| link.at.id() == at.id())
    }

    /// The keys of the ConfigMap or Secret that a link leads to, when they are known.
    pub fn keys_of(&self, link: &Link<'t>) -> Option<Vec<&'t str>> {
        match link.outcome {
            Outcome::Found => {
                let ends = self.ends_of(link);
                let mut keys = Vec::new();
                for end in ends {
                    keys.extend(keys_of_data(&self.object(*end).resource)?);
                }
                keys.sort_unstable();
                keys.dedup();
                Some(keys)
            }
            _ => None,
        }
    }
}
