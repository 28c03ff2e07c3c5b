//! All objects by what others ask for: their names, and the labels of pods, Services and
//! Namespaces.

use hashbrown::{HashMap, HashSet};

use super::implied::{Implied, ImpliedIn, implied};
use super::labelled::{Labelled, Member};
use super::mention::Reference;
use super::operators;
use super::selector::{Labels, Selector};
use super::unit::{Seat, UnitId, may_be_equal};
use super::{GraphObject, ObjectId};
use crate::inventory::Placement;
use crate::resource::{Resource, is_namespaced};

/// An object that another one makes, and the one that makes it.
type Made<'t> = (Implied<'t>, ObjectId);

/// All objects by what others ask for.
#[derive(Debug, Default)]
pub(super) struct Index<'t> {
    seats: Vec<Seat<'t>>,
    first_seat: Vec<u32>,
    names: HashMap<(&'t str, &'t str), Vec<ObjectId>>,
    /// Names with the prefixes and suffixes of kustomizations.
    final_names: HashMap<(&'t str, String), Vec<ObjectId>>,
    /// The namespaces of a unit in which a kind occurs.
    present: HashMap<(UnitId, &'t str), Vec<Option<&'t str>>>,
    /// The objects of a kind in a namespace of a unit.
    of_kind: HashMap<(UnitId, Option<&'t str>, &'t str), Vec<ObjectId>>,
    /// The kinds in a namespace of a unit.
    kinds: HashMap<(UnitId, Option<&'t str>), Vec<&'t str>>,
    /// What holds for a whole namespace, whichever unit it is in.
    areas: HashMap<(&'t str, &'t str), Vec<ObjectId>>,
    /// Objects that others make, by kind.
    implied: HashMap<&'static str, HashMap<String, Vec<Made<'t>>>>,
    /// Those of which only the beginning of the name is known, by kind.
    implied_prefixes: HashMap<&'static str, Vec<Made<'t>>>,
    /// Where an operator may make pods and Services.
    opened: HashSet<(UnitId, Option<&'t str>)>,
    /// Services by one label of their selectors.
    asking: HashMap<(UnitId, &'t str, &'t str), Vec<ObjectId>>,
    /// The namespaces that objects of a unit are in.
    in_use: HashMap<UnitId, HashSet<&'t str>>,
    /// The names of Namespace objects.
    namespace_names: HashMap<ObjectId, &'t str>,
    pub(super) pods: Labelled<'t>,
    pub(super) services: Labelled<'t>,
    pub(super) namespaces: Labelled<'t>,
}

impl<'t> Index<'t> {
    pub(super) fn of(objects: &[GraphObject<'t>]) -> Self {
        let mut index = Self::default();
        for (object, at) in objects.iter().zip(0..) {
            index.enter(object, ObjectId(at));
        }
        index
            .first_seat
            .push(u32::try_from(index.seats.len()).unwrap_or(u32::MAX));
        index
    }

    fn enter(&mut self, object: &GraphObject<'t>, id: ObjectId) {
        let resource = &object.resource;
        self.first_seat
            .push(u32::try_from(self.seats.len()).unwrap_or(u32::MAX));
        if let Some(name) = resource.name {
            self.names
                .entry((resource.kind, name))
                .or_default()
                .push(id);
        }
        let pod = resource.pod();
        let own = resource
            .metadata()
            .and_then(|metadata| metadata.get("labels"));
        for placement in object.placements {
            let seat = seat(resource, placement);
            self.seats.push(seat);
            self.enter_final_name(resource, placement, id);
            self.enter_kind(resource.kind, seat, id);
            if let Some(namespace) = seat.namespace {
                self.in_use.entry(seat.unit).or_default().insert(namespace);
            }
            if operators::opens(resource.gvk()) {
                self.opened.insert((seat.unit, seat.namespace));
            }
            let member = |written, on_workload| Member {
                object: id,
                seat,
                labels: Labels {
                    written,
                    added: &placement.labels,
                },
                on_workload,
            };
            if let Some(pod) = &pod {
                let labels = pod.metadata.and_then(|metadata| metadata.get("labels"));
                self.pods
                    .push(member(labels, own.filter(|_| !pod.path.0.is_empty())));
            }
            match (resource.gvk().group, resource.kind) {
                ("", "Service") => {
                    let selector = resource.root.dig(&["spec", "selector"]);
                    let first = selector.and_then(|selector| selector.entries().next());
                    if let Some((key, value)) = first {
                        let label = (seat.unit, key.text(), value.text());
                        self.asking.entry(label).or_default().push(id);
                    }
                    self.services.push(member(own, None));
                }
                ("", "Namespace") => {
                    if let Some(name) = resource.name {
                        self.namespace_names.insert(id, name);
                    }
                    self.namespaces.push(member(own, None));
                }
                _ => {}
            }
        }
        self.enter_implied(resource, id);
    }

    fn enter_kind(&mut self, kind: &'t str, seat: Seat<'t>, id: ObjectId) {
        let key = (seat.unit, seat.namespace, kind);
        let known = self.of_kind.entry(key).or_default();
        if known.is_empty() {
            let present = self.present.entry((seat.unit, kind)).or_default();
            present.push(seat.namespace);
            let kinds = self.kinds.entry((seat.unit, seat.namespace)).or_default();
            kinds.push(kind);
        }
        known.push(id);
        if let (Some(namespace), true) = (seat.namespace, AREA_KINDS.contains(&kind)) {
            self.areas.entry((namespace, kind)).or_default().push(id);
        }
    }

    /// The objects of a kind in the namespace of a seat.
    pub(super) fn of_kind<'s>(
        &'s self,
        seat: &Seat<'t>,
        kind: &'s str,
    ) -> impl Iterator<Item = ObjectId> + use<'s, 't> {
        let here = self.of_kind.get(&(seat.unit, seat.namespace, kind));
        let anywhere = seat
            .namespace
            .and_then(|namespace| self.areas.get(&(namespace, kind)));
        here.into_iter().chain(anywhere).flatten().copied()
    }

    /// How many objects of a kind are in the namespace of a seat.
    pub(super) fn count_of_kind(&self, seat: &Seat<'t>, kind: &str) -> usize {
        let here = self.of_kind.get(&(seat.unit, seat.namespace, kind));
        here.map_or(0, Vec::len)
    }

    /// The objects of a kind in a unit.
    pub(super) fn of_kind_in_unit<'s>(
        &'s self,
        unit: UnitId,
        kind: &'s str,
    ) -> impl Iterator<Item = ObjectId> + use<'s, 't> {
        let namespaces = self.present.get(&(unit, kind)).into_iter().flatten();
        let found =
            namespaces.filter_map(move |namespace| self.of_kind.get(&(unit, *namespace, kind)));
        found.flatten().copied()
    }

    /// The kinds in the namespace of a seat.
    pub(super) fn kinds_in(&self, seat: &Seat<'t>) -> &[&'t str] {
        self.kinds
            .get(&(seat.unit, seat.namespace))
            .map_or(&[], Vec::as_slice)
    }

    fn enter_final_name(
        &mut self,
        resource: &Resource<'t>,
        placement: &Placement<'t>,
        id: ObjectId,
    ) {
        if placement.prefix.is_empty() && placement.suffix.is_empty() {
            return;
        }
        if let Some(name) = resource.name {
            let name = format!("{}{name}{}", placement.prefix, placement.suffix);
            let known = self.final_names.entry((resource.kind, name)).or_default();
            if known.last() != Some(&id) {
                known.push(id);
            }
        }
    }

    fn enter_implied(&mut self, resource: &Resource<'t>, id: ObjectId) {
        let mut found = Vec::new();
        implied(resource, &mut found);
        for one in found {
            if one.prefix {
                self.implied_prefixes
                    .entry(one.kind)
                    .or_default()
                    .push((one, id));
            } else {
                let of_kind = self.implied.entry(one.kind).or_default();
                let known = of_kind.entry(one.name.to_string()).or_default();
                known.push((one, id));
            }
        }
    }

    /// The seats of an object.
    pub(super) fn seats(&self, id: ObjectId) -> &[Seat<'t>] {
        let at = id.0 as usize;
        let (from, to) = (self.first_seat[at], self.first_seat[at + 1]);
        &self.seats[from as usize..to as usize]
    }

    /// The objects of a kind and a name, as it is written or as it is applied.
    pub(super) fn named<'s>(
        &'s self,
        kind: &'s str,
        name: &'s str,
    ) -> impl Iterator<Item = ObjectId> + 's {
        let written = self.names.get(&(kind, name)).into_iter().flatten();
        // Without prefixes nothing has to be built to look it up.
        let applied = (!self.final_names.is_empty())
            .then(|| self.final_names.get(&(kind, name.to_owned())))
            .flatten();
        written.chain(applied.into_iter().flatten()).copied()
    }

    /// The Services that select the pods of an object, in the units of both.
    pub(super) fn services_selecting(
        &self,
        pod: ObjectId,
        objects: &[GraphObject<'t>],
    ) -> Vec<ObjectId> {
        let object = |id: ObjectId| &objects[id.0 as usize];
        let mut found = Vec::new();
        let workload = object(pod);
        let Some(template) = workload.resource.pod() else {
            return found;
        };
        let written = template
            .metadata
            .and_then(|metadata| metadata.get("labels"));
        for (placement, seat) in workload.placements.iter().zip(self.seats(pod)) {
            let labels = Labels {
                written,
                added: &placement.labels,
            };
            for (key, value) in labels.iter() {
                let asking = self.asking.get(&(seat.unit, key, value));
                for service in asking.into_iter().flatten() {
                    let selector = object(*service).resource.root.dig(&["spec", "selector"]);
                    let fits = selector
                        .is_some_and(|selector| Selector::of_labels(selector).matches(&labels));
                    let meets = self.meet(pod, *service) == Meeting::InUnit;
                    if fits && meets && !found.contains(service) {
                        found.push(*service);
                    }
                }
            }
        }
        found.sort_unstable();
        found
    }

    /// All names of a kind.
    pub(super) fn names_of<'s>(
        &'s self,
        kind: &'s str,
    ) -> impl Iterator<Item = (&'t str, ObjectId)> + 's {
        self.names
            .iter()
            .filter(move |((of, _), _)| *of == kind)
            .flat_map(|((_, name), ids)| ids.iter().map(move |id| (*name, *id)))
    }

    /// All objects of a kind, in all units.
    pub(super) fn all_of_kind<'s>(
        &'s self,
        kind: &'s str,
    ) -> impl Iterator<Item = ObjectId> + use<'s, 't> {
        let of = self.present.keys().filter(|(_, of)| *of == kind);
        let mut units: Vec<UnitId> = of.map(|(unit, _)| *unit).collect();
        units.sort_unstable();
        units
            .into_iter()
            .flat_map(move |unit| self.of_kind_in_unit(unit, kind))
    }

    /// Whether two objects may be in one namespace, in some unit that both are in, or else at all.
    pub(super) fn meet(&self, a: ObjectId, b: ObjectId) -> Meeting {
        let (a, b) = (self.seats(a), self.seats(b));
        let pairs = || a.iter().flat_map(|a| b.iter().map(move |b| (a, b)));
        if pairs().any(|(a, b)| a.meets(b)) {
            Meeting::InUnit
        } else if pairs().any(|(a, b)| may_be_equal(a.namespace, b.namespace)) {
            Meeting::Elsewhere
        } else {
            Meeting::Never
        }
    }

    /// Whether two objects share a unit.
    pub(super) fn share_a_unit(&self, a: ObjectId, b: ObjectId) -> bool {
        let (a, b) = (self.seats(a), self.seats(b));
        a.iter().any(|a| b.iter().any(|b| a.unit == b.unit))
    }

    /// Whether a kind occurs in a unit.
    pub(super) fn is_in_unit(&self, unit: UnitId, kind: &str) -> bool {
        self.present.contains_key(&(unit, kind))
    }

    /// Whether a kind occurs in the namespace of a seat.
    pub(super) fn has_kind(&self, seat: &Seat<'_>, kind: &str, namespaced: bool) -> bool {
        self.present.get(&(seat.unit, kind)).is_some_and(|present| {
            !namespaced
                || present
                    .iter()
                    .any(|namespace| may_be_equal(*namespace, seat.namespace))
        })
    }

    /// Whether objects of some unit are in a namespace.
    pub(super) fn is_namespace_in_use(&self, name: &str) -> bool {
        self.names.contains_key(&("Namespace", name))
            || self.in_use.values().any(|names| names.contains(name))
    }

    /// The namespaces that objects of a unit are in, or are, sorted.
    pub(super) fn namespaces_in_use(&self, unit: UnitId) -> Vec<&'t str> {
        let used = self.in_use.get(&unit).into_iter().flatten().copied();
        let declared = self.namespaces.of_unit(unit).filter_map(|at| {
            let object = self.namespaces.get(at).object;
            self.namespace_names.get(&object).copied()
        });
        let mut names: Vec<&'t str> = used.chain(declared).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Whether a unit holds the Namespace objects of all namespaces that it uses.
    pub(super) fn all_namespaces_are_declared(&self, unit: UnitId) -> bool {
        self.in_use.get(&unit).is_some_and(|names| {
            names
                .iter()
                .all(|name| self.names.contains_key(&("Namespace", *name)))
        })
    }

    /// Whether something in the namespace of a seat may make pods that no file shows.
    pub(super) fn is_opened(&self, seat: &Seat<'t>) -> bool {
        match seat.namespace {
            Some(_) => {
                self.opened.contains(&(seat.unit, seat.namespace))
                    || self.opened.contains(&(seat.unit, None))
            }
            None => self.opened.iter().any(|(unit, _)| *unit == seat.unit),
        }
    }

    /// What others make of that kind and name for an object: with who makes it.
    pub(super) fn implied<'s>(
        &'s self,
        from: ObjectId,
        reference: &'s Reference<'t>,
    ) -> Option<(&'s Implied<'t>, ObjectId)> {
        let (kind, name, namespace) = (reference.kind, reference.name, reference.namespace);
        let exact = self.implied.get(kind).and_then(|of_kind| of_kind.get(name));
        let begun = self.implied_prefixes.get(kind);
        let begun = begun
            .into_iter()
            .flatten()
            .filter(|(one, _)| name.starts_with(&*one.name));
        let all = exact.into_iter().flatten().chain(begun);
        all.map(|(one, maker)| (one, *maker))
            .filter(|(one, _)| one.group == reference.group)
            .find(|(one, maker)| self.is_made_for(one, *maker, from, namespace))
    }

    fn is_made_for(
        &self,
        one: &Implied<'t>,
        maker: ObjectId,
        from: ObjectId,
        namespace: Option<&str>,
    ) -> bool {
        match one.namespace {
            ImpliedIn::Everywhere => true,
            ImpliedIn::Named(made) => match namespace {
                Some(asked) => asked == made,
                None => {
                    let mut seats = self.seats(from).iter();
                    seats.any(|seat| may_be_equal(seat.namespace, Some(made)))
                }
            },
            ImpliedIn::Own => match namespace {
                Some(asked) => {
                    let mut seats = self.seats(maker).iter();
                    seats.any(|seat| may_be_equal(seat.namespace, Some(asked)))
                }
                None => self.meet(from, maker) != Meeting::Never,
            },
        }
    }
}

/// Kinds that hold for a whole namespace.
const AREA_KINDS: [&str; 2] = ["LimitRange", "ResourceQuota"];

/// How two objects can meet in a namespace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meeting {
    /// In a unit that both are in.
    InUnit,
    /// Only when different units are applied to one cluster.
    Elsewhere,
    /// Their namespaces are known and differ.
    Never,
}

/// Where an object lies in a unit.
fn seat<'t>(resource: &Resource<'t>, placement: &Placement<'t>) -> Seat<'t> {
    let namespaced = is_namespaced(resource.gvk()) != Some(false);
    let namespace = placement.namespace.or(resource.namespace_as_applied());
    Seat {
        unit: UnitId(placement.unit),
        namespace: namespace.filter(|_| namespaced),
    }
}
