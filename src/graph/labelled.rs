//! Things with labels, found by what a selector asks for.

use hashbrown::HashMap;

use super::ObjectId;
use super::selector::{Labels, Operator, Requirement, Selector};
use super::unit::{Seat, UnitId};
use crate::yaml::Node;

/// Something with labels, in one of its seats.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member<'t> {
    /// The object; for a pod template the workload.
    pub(super) object: ObjectId,
    pub(super) seat: Seat<'t>,
    pub(super) labels: Labels<'t>,
    /// The labels of the workload itself, for its pods.
    pub(super) on_workload: Option<Node<'t>>,
}

/// Pods, Services or Namespaces by their seats and labels.
#[derive(Debug, Default)]
pub(super) struct Labelled<'t> {
    members: Vec<Member<'t>>,
    of_seat: HashMap<Seat<'t>, Vec<u32>>,
    by_label: HashMap<(Seat<'t>, &'t str, &'t str), Vec<u32>>,
    /// The namespaces of each unit that have members, in the order of the files.
    namespaces: HashMap<UnitId, Vec<Option<&'t str>>>,
}

impl<'t> Labelled<'t> {
    pub(super) fn push(&mut self, member: Member<'t>) {
        let at = u32::try_from(self.members.len()).unwrap_or(u32::MAX);
        let seat = member.seat;
        for (key, value) in member.labels.iter() {
            self.by_label
                .entry((seat, key, value))
                .or_default()
                .push(at);
        }
        let here = self.of_seat.entry(seat).or_default();
        if here.is_empty() {
            let namespaces = self.namespaces.entry(seat.unit).or_default();
            namespaces.push(seat.namespace);
        }
        here.push(at);
        self.members.push(member);
    }

    pub(super) fn get(&self, at: u32) -> &Member<'t> {
        &self.members[at as usize]
    }

    pub(super) fn units(&self) -> impl Iterator<Item = UnitId> + '_ {
        self.namespaces.keys().copied()
    }

    /// Where a unit has members.
    pub(super) fn seats(&self, unit: UnitId) -> impl Iterator<Item = Seat<'t>> + use<'_, 't> {
        let namespaces = self.namespaces.get(&unit);
        let namespaces = namespaces.into_iter().flatten();
        namespaces.map(move |namespace| Seat {
            unit,
            namespace: *namespace,
        })
    }

    /// The members in one place.
    pub(super) fn of_seat(&self, seat: &Seat<'t>) -> &[u32] {
        self.of_seat.get(seat).map_or(&[], Vec::as_slice)
    }

    pub(super) fn of_unit(&self, unit: UnitId) -> impl Iterator<Item = u32> + '_ {
        self.seats(unit)
            .flat_map(|seat| self.of_seat(&seat).iter().copied())
    }

    /// How many in a unit carry a label.
    pub(super) fn count(&self, unit: UnitId, key: &str, value: &str) -> usize {
        self.seats(unit)
            .filter_map(|seat| self.by_label.get(&(seat, key, value)))
            .map(Vec::len)
            .sum()
    }

    /// The members in one place that a selector matches, in order.
    pub(super) fn matching<'s>(
        &'s self,
        seat: Seat<'t>,
        selector: &'s Selector<'t>,
    ) -> impl Iterator<Item = u32> + 's {
        // The rarest label that is asked for leads to the fewest candidates.
        let carried = |requirement: &Requirement<'t>| -> Vec<&'s [u32]> {
            let values = requirement.values.iter();
            let of = |value: &&'t str| self.by_label.get(&(seat, requirement.key, *value));
            values.filter_map(of).map(Vec::as_slice).collect()
        };
        let count = |found: &Vec<&[u32]>| found.iter().map(|one| one.len()).sum::<usize>();
        let rarest = selector
            .requirements
            .iter()
            .filter(|requirement| requirement.operator == Operator::In)
            .map(carried)
            .min_by_key(count);
        let candidates = rarest.unwrap_or_else(|| vec![self.of_seat(&seat)]);
        candidates
            .into_iter()
            .flatten()
            .copied()
            .filter(|at| selector.matches(&self.get(*at).labels))
    }
}
