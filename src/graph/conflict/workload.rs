//! Workloads, Services and budgets whose selectors are in each other's way, and shared targets.

use std::collections::{BTreeMap, BTreeSet};

use super::Conflicts;
use crate::graph::ObjectId;
use crate::graph::link::Link;
use crate::graph::relation::{Outcome, Relation};
use crate::graph::selector::Selector;
use crate::yaml::Node;

impl<'t> Conflicts<'_, 't> {
    pub(super) fn workloads(&mut self, wanted: &dyn Fn(Relation) -> bool) {
        if wanted(Relation::OverlappingSelector) {
            self.overlapping_selectors();
        }
        if wanted(Relation::OverlappingBudget) {
            self.budgets();
        }
        if wanted(Relation::SeveralWorkloads) {
            self.several_workloads();
        }
        let targets = self.claims(|link, _| {
            let kind = self.objects[link.from.0 as usize].resource.kind;
            link.relation == Relation::ScaleTarget && kind != "VerticalPodAutoscaler"
        });
        self.shared(Relation::SameScaleTarget, targets);
        let claims =
            self.claims(|link, to| link.relation == Relation::Claim && is_for_one_node(to));
        self.shared(Relation::SameClaim, claims);
    }

    /// What found links of a relation lead to, in the unit of both ends.
    fn claims(
        &self,
        of: impl Fn(&Link<'t>, Node<'t>) -> bool,
    ) -> Vec<((crate::graph::unit::UnitId, ObjectId), ObjectId, Node<'t>)> {
        let mut claims = Vec::new();
        for link in self
            .links
            .iter()
            .filter(|link| link.outcome == Outcome::Found)
        {
            for to in &self.ends[link.to.start as usize..link.to.end as usize] {
                if !of(link, self.objects[to.0 as usize].resource.root) {
                    continue;
                }
                let common = self
                    .seats(link.from)
                    .iter()
                    .filter(|seat| self.seats(*to).iter().any(|other| other.unit == seat.unit));
                claims.extend(common.map(|seat| ((seat.unit, *to), link.from, link.at)));
            }
        }
        claims
    }

    /// A workload whose selector matches the template of another workload with a selector: both
    /// would take the pods for theirs.
    fn overlapping_selectors(&mut self) {
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        let owns = |id: &ObjectId| takes_pods(self.objects[id.0 as usize].resource.kind);
        for link in self.links {
            if link.relation != Relation::WorkloadPods
                || link.outcome == Outcome::Unjudged
                || !owns(&link.from)
            {
                continue;
            }
            let selector = match self.objects[link.from.0 as usize].resource.kind {
                "ReplicationController" | "DeploymentConfig" => Selector::of_labels(link.at),
                _ => Selector::of_label_selector(link.at),
            };
            if selector.is_everything() {
                continue;
            }
            for seat in self.seats(link.from) {
                let places = self.index.pods.seats(seat.unit);
                let places = places.filter(|place| seat.meets(place));
                for at in places.flat_map(|place| self.index.pods.matching(place, &selector)) {
                    let other = self.index.pods.get(at).object;
                    let meets = other != link.from
                        && owns(&other)
                        && !self.is_same_object(link.from, other);
                    if meets && seen.insert((link.from.min(other), link.from.max(other))) {
                        found.push((link.from, link.at, other));
                    }
                }
            }
        }
        for pairs in found.chunk_by(|a, b| a.0 == b.0) {
            let others: Vec<ObjectId> = pairs.iter().map(|(_, _, other)| *other).collect();
            self.between(
                Relation::OverlappingSelector,
                pairs[0].0,
                pairs[0].1,
                &others,
            );
        }
    }

    /// The same object twice is reported as such.
    fn is_same_object(&self, a: ObjectId, b: ObjectId) -> bool {
        let [a, b] = [a, b].map(|id| &self.objects[id.0 as usize].resource);
        a.kind == b.kind && a.name == b.name && a.gvk().group == b.gvk().group
    }

    /// Pods that several budgets are for: the eviction API refuses them.
    /// <https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/>
    fn budgets(&mut self) {
        let mut first: BTreeMap<ObjectId, ObjectId> = BTreeMap::new();
        let mut found: BTreeMap<(ObjectId, ObjectId), Node<'t>> = BTreeMap::new();
        for link in self.links {
            if link.relation != Relation::DisruptionBudgetPods || link.outcome != Outcome::Found {
                continue;
            }
            for pod in &self.ends[link.to.start as usize..link.to.end as usize] {
                if !self.index.share_a_unit(link.from, *pod) {
                    continue;
                }
                let known = *first.entry(*pod).or_insert(link.from);
                if known != link.from
                    && self.index.share_a_unit(known, link.from)
                    && !self.is_same_object(known, link.from)
                {
                    found.entry((link.from, known)).or_insert(link.at);
                }
            }
        }
        for ((from, known), at) in found {
            self.between(Relation::OverlappingBudget, from, at, &[known]);
        }
    }

    /// Services that send to the pods of several workloads of their unit.
    fn several_workloads(&mut self) {
        let mut found = Vec::new();
        for link in self.links {
            if link.relation != Relation::ServicePods || link.outcome != Outcome::Found {
                continue;
            }
            let ends = &self.ends[link.to.start as usize..link.to.end as usize];
            if ends.len() < 2 {
                continue;
            }
            let mut near: Vec<ObjectId> = ends.to_vec();
            near.retain(|id| self.index.share_a_unit(link.from, *id));
            near.dedup_by(|a, b| self.is_same_object(*a, *b));
            if near.len() > 1 {
                found.push((link.from, link.at, near));
            }
        }
        for (from, at, near) in found {
            self.between(Relation::SeveralWorkloads, from, at, &near);
        }
    }
}

/// Whether a workload of that kind takes every pod for its own that its selector matches.
fn takes_pods(kind: &str) -> bool {
    matches!(
        kind,
        "Deployment"
            | "StatefulSet"
            | "DaemonSet"
            | "ReplicaSet"
            | "ReplicationController"
            | "Rollout"
            | "DeploymentConfig"
    )
}

/// Whether only the pods of one node, or one pod, may mount a claim.
fn is_for_one_node(claim: Node<'_>) -> bool {
    let modes = claim.dig(&["spec", "accessModes"]);
    let mut modes = modes.into_iter().flat_map(Node::items).peekable();
    modes.peek().is_some()
        && modes.all(|mode| matches!(mode.text(), "ReadWriteOnce" | "ReadWriteOncePod"))
}
