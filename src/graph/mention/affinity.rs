//! Which pods a pod wants to be near to, far from and spread with.
//!
//! <https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity>

use super::gather::{Gathered, items, mapping};
use super::{Namespaces, Selection};
use crate::graph::{Relation, Selector};
use crate::yaml::Node;

/// `affinity` of a pod.
pub(super) fn affinity<'t>(affinity: Node<'t>, found: &mut Gathered<'t>) {
    let kinds = [
        ("podAffinity", Relation::AffinityPods),
        ("podAntiAffinity", Relation::AntiAffinityPods),
    ];
    for (key, relation) in kinds {
        let Some(terms) = affinity.get(key) else {
            continue;
        };
        for item in items(terms, "requiredDuringSchedulingIgnoredDuringExecution") {
            term(relation, "required", item, found);
        }
        for item in items(terms, "preferredDuringSchedulingIgnoredDuringExecution") {
            if let Some(item) = item.get("podAffinityTerm") {
                term(relation, "preferred", item, found);
            }
        }
    }
}

/// A term without a selector matches no pods.
fn term<'t>(relation: Relation, how: &'static str, term: Node<'t>, found: &mut Gathered<'t>) {
    let Some(at) = mapping(term, "labelSelector") else {
        return;
    };
    let mut selector = Selector::of_label_selector(at);
    let namespaces = namespaces(term, &mut selector);
    found.select(Selection {
        relation,
        how,
        at,
        selector,
        namespaces,
    });
}

/// Both lists and selectors of namespaces add up; neither means the pod's own.
fn namespaces<'t>(term: Node<'t>, selector: &mut Selector<'t>) -> Namespaces<'t> {
    let written = items(term, "namespaces");
    let named: Vec<&'t str> = written
        .inspect(|name| selector.unclear |= name.is_placeholder())
        .filter_map(Node::as_str)
        .collect();
    match mapping(term, "namespaceSelector").map(matching) {
        Some(Namespaces::All) => Namespaces::All,
        Some(matching) if named.is_empty() => matching,
        Some(_) => {
            // Only one of both can be said: better nothing than half of it.
            selector.unclear = true;
            Namespaces::Named(named)
        }
        None if named.is_empty() => Namespaces::Own,
        None => Namespaces::Named(named),
    }
}

/// Where a `namespaceSelector` looks.
pub(super) fn matching(at: Node<'_>) -> Namespaces<'_> {
    let selector = Selector::of_label_selector(at);
    if selector.is_everything() && !selector.unclear {
        Namespaces::All
    } else {
        Namespaces::Matching(selector, at)
    }
}

/// `topologySpreadConstraints` of a pod. `matchLabelKeys` add labels of the pod itself.
///
/// <https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/>
pub(super) fn spread<'t>(constraints: Node<'t>, found: &mut Gathered<'t>) {
    for constraint in constraints.items() {
        let Some(at) = mapping(constraint, "labelSelector") else {
            continue;
        };
        let when = constraint.get("whenUnsatisfiable").and_then(Node::as_str);
        let how = match when {
            Some("ScheduleAnyway") => "preferred",
            _ => "required",
        };
        found.select_own(Relation::SpreadPods, how, at);
    }
}
