//! Which labels were probably meant by a selector that matches nothing.

use std::collections::BTreeSet;

use hashbrown::HashMap;

use super::name::{NameIndex, distance};
use super::{MARGIN, NAMED, is_clear};
use crate::graph::selector::{Labels, Operator, Requirement, Selector};
use crate::yaml::Node;

/// The right value under another key.
const OTHER_KEY: f32 = 1.0;
/// The label is on the workload and not on its pods.
const NOT_ON_TEMPLATE: f32 = 1.0;
/// A label that is forbidden is there.
const FORBIDDEN: f32 = 1.0;
/// What a slip in a key adds to its distance.
const KEY_SLIP: f32 = 0.5;

/// So many candidates are looked at for a selector: more share nothing but a common label.
const LOOKED_AT: usize = 4_000;

/// Label sets by what selectors can have meant.
#[derive(Debug, Default)]
pub(in crate::graph) struct LabelIndex<'t> {
    sets: Vec<LabelSet<'t>>,
    by_label: HashMap<(&'t str, &'t str), Vec<u32>>,
    by_value: HashMap<&'t str, Vec<u32>>,
    /// Labels of workloads that their pods do not have.
    on_workload: HashMap<(&'t str, &'t str), Vec<u32>>,
    /// The values of each key, with one set that has it.
    values: HashMap<&'t str, NameIndex<'t>>,
    keys: NameIndex<'t>,
}

#[derive(Debug)]
struct LabelSet<'t> {
    payload: u32,
    labels: Labels<'t>,
    on_workload: Option<Node<'t>>,
}

/// A label set that is near.
#[derive(Debug, Clone)]
pub(in crate::graph) struct NearLabels<'t> {
    pub(in crate::graph) payload: u32,
    pub(in crate::graph) cost: f32,
    pub(in crate::graph) differences: Vec<LabelDifference<'t>>,
}

/// One requirement that does not hold, and how it nearly does.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::graph) struct LabelDifference<'t> {
    /// Its place in the selector.
    pub(in crate::graph) requirement: usize,
    /// The key that has the value, when it is another one.
    pub(in crate::graph) has_key: Option<&'t str>,
    /// The value that is there.
    has: Option<&'t str>,
    not_on_template: bool,
}

impl NearLabels<'_> {
    /// Whether all that is missing is on the workload, not on the template of its pods.
    pub(in crate::graph) fn is_not_on_template(&self) -> bool {
        self.differences.iter().all(|one| one.not_on_template)
    }
}

/// Whether the first label set is clearly the nearest.
pub(in crate::graph) fn are_sure(near: &[NearLabels<'_>]) -> bool {
    is_clear(near.iter().map(|one| one.cost))
}

impl<'t> LabelIndex<'t> {
    /// An index of label sets: what each stands for, its labels, and those of the workload that
    /// it is the template of.
    pub(in crate::graph) fn new(
        sets: impl Iterator<Item = (u32, Labels<'t>, Option<Node<'t>>)>,
    ) -> Self {
        let mut index = Self::default();
        let mut values: HashMap<&'t str, BTreeSet<&'t str>> = HashMap::new();
        for (payload, labels, on_workload) in sets {
            let at = u32::try_from(index.sets.len()).unwrap_or(u32::MAX);
            for (key, value) in labels.iter() {
                index.by_label.entry((key, value)).or_default().push(at);
                index.by_value.entry(value).or_default().push(at);
                values.entry(key).or_default().insert(value);
            }
            let own = on_workload.into_iter().flat_map(Node::entries);
            for (key, value) in own.map(|(key, value)| (key.text(), value.text())) {
                if labels.get(key).is_none() {
                    index.on_workload.entry((key, value)).or_default().push(at);
                }
            }
            index.sets.push(LabelSet {
                payload,
                labels,
                on_workload,
            });
        }
        let mut keys: Vec<&str> = values.keys().copied().collect();
        keys.sort_unstable();
        index.keys = NameIndex::new(keys.into_iter().map(|key| (key, 0)));
        let names = values.into_iter().map(|(key, values)| {
            let values = NameIndex::new(values.into_iter().map(|value| (value, 0)));
            (key, values)
        });
        index.values = names.collect();
        index
    }

    /// The nearest label sets of those that may be meant, the nearest first; sets that differ in
    /// the same way are one.
    pub(in crate::graph) fn nearest(
        &self,
        selector: &Selector<'t>,
        may_be_meant: impl Fn(u32) -> bool,
    ) -> Vec<NearLabels<'t>> {
        let mut found: Vec<NearLabels<'t>> = Vec::new();
        for at in self.candidates(selector) {
            let set = &self.sets[at as usize];
            if !may_be_meant(set.payload) {
                continue;
            }
            if let Some(near) = self.repair(selector, set) {
                let known = found
                    .iter()
                    .any(|other| other.differences == near.differences);
                if !known {
                    found.push(near);
                }
            }
        }
        found.sort_by(|a, b| a.cost.total_cmp(&b.cost).then(a.payload.cmp(&b.payload)));
        if let Some(first) = found.first().map(|first| first.cost) {
            found.retain(|near| near.cost - first < MARGIN + 1.0);
        }
        found.truncate(NAMED);
        found
    }

    /// Sets that have one of the labels exactly, or nearly.
    fn candidates(&self, selector: &Selector<'t>) -> BTreeSet<u32> {
        let mut found = BTreeSet::new();
        for requirement in &selector.requirements {
            if requirement.operator != Operator::In {
                continue;
            }
            for value in &requirement.values {
                let label = (requirement.key, *value);
                let lists = [
                    self.by_label.get(&label),
                    self.by_value.get(value),
                    self.on_workload.get(&label),
                ];
                found.extend(lists.into_iter().flatten().flatten().take(LOOKED_AT));
                let near = self.values.get(requirement.key);
                for near in near.into_iter().flat_map(|values| values.nearest(value)) {
                    let sets = self.by_label.get(&(requirement.key, near.name));
                    found.extend(sets.into_iter().flatten().take(LOOKED_AT));
                }
            }
        }
        found
    }

    /// What has to change so that a selector matches a set.
    fn repair(&self, selector: &Selector<'t>, set: &LabelSet<'t>) -> Option<NearLabels<'t>> {
        let mut near = NearLabels {
            payload: set.payload,
            cost: 0.0,
            differences: Vec::new(),
        };
        for (at, requirement) in selector.requirements.iter().enumerate() {
            if requirement.holds(&set.labels) {
                continue;
            }
            let (cost, mut difference) = self.cheapest(requirement, set)?;
            difference.requirement = at;
            near.cost += cost;
            near.differences.push(difference);
        }
        // Labels that have nothing in common but their shape are not meant.
        let all_differ = near.differences.len() == selector.requirements.len();
        let plausible = near.differences.len() <= 2 && !(all_differ && near.differences.len() > 1);
        plausible.then_some(near)
    }

    fn cheapest(
        &self,
        requirement: &Requirement<'t>,
        set: &LabelSet<'t>,
    ) -> Option<(f32, LabelDifference<'t>)> {
        let difference = |has_key: Option<&'t str>, has, not_on_template| LabelDifference {
            requirement: 0,
            has_key,
            has,
            not_on_template,
        };
        let value = set.labels.get(requirement.key);
        if requirement.operator != Operator::In {
            let forbids = matches!(
                requirement.operator,
                Operator::NotIn | Operator::DoesNotExist
            );
            return forbids.then(|| (FORBIDDEN, difference(None, value, false)));
        }
        let mut found: Vec<(f32, LabelDifference<'t>)> = Vec::new();
        for wanted in &requirement.values {
            // What some pod carries is no slip for what another one does.
            let lives = self.by_label.contains_key(&(requirement.key, *wanted));
            if let Some(has) = value.filter(|_| !lives)
                && let Some(cost) = distance(wanted, has)
            {
                found.push((cost, difference(None, Some(has), false)));
            }
            let same_value = set.labels.iter().filter(|(key, has)| {
                has == wanted && *key != requirement.key && may_stand_for(requirement.key, key)
            });
            found.extend(same_value.map(|(key, has)| {
                let slip = distance(requirement.key, key).map_or(OTHER_KEY, |cost| cost + KEY_SLIP);
                (slip, difference(Some(key), Some(has), false))
            }));
            let own = set
                .on_workload
                .and_then(|labels| labels.get(requirement.key));
            if value.is_none()
                && let Some(own) = own.filter(|own| own.text() == *wanted)
            {
                found.push((NOT_ON_TEMPLATE, difference(None, Some(own.text()), true)));
            }
        }
        found.into_iter().min_by(|a, b| a.0.total_cmp(&b.0))
    }
}

/// Keys that name the same thing in different habits.
const NAMES: [&str; 6] = [
    "app",
    "app.kubernetes.io/name",
    "app.kubernetes.io/component",
    "k8s-app",
    "component",
    "name",
];

/// Whether a value under one key may be meant under the other.
fn may_stand_for(wanted: &str, has: &str) -> bool {
    let is_name = |key: &str| NAMES.contains(&key);
    (is_name(wanted) && is_name(has)) || distance(wanted, has).is_some() || {
        let last = |key: &str| key.rsplit('/').next().map(str::to_owned);
        last(wanted) == last(has)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::{Limits, Tree, parse};

    fn tree(text: &str) -> Tree {
        parse(text.into(), &Limits::default()).tree
    }

    /// The other key, and what is there instead.
    type There = (Option<String>, Option<String>);

    /// The nearest labels of a list for a selector: payload and what is there instead.
    fn near(selector: &str, sets: &str) -> Vec<(u32, Vec<There>)> {
        let (selector, sets) = (tree(selector), tree(sets));
        let selector = selector.node(selector.documents()[0].root);
        let root = sets.node(sets.documents()[0].root);
        let each = root.items().zip(0..).map(|(set, at)| {
            let labels = Labels {
                written: set.get("labels").or(Some(set)),
                added: &[],
            };
            (at, labels, set.get("own"))
        });
        let index = LabelIndex::new(each);
        let selector = Selector::of_labels(selector);
        let near = index.nearest(&selector, |_| true).into_iter();
        near.map(|one| {
            let differences = one
                .differences
                .iter()
                .map(|one| (one.has_key.map(str::to_owned), one.has.map(str::to_owned)));
            (one.payload, differences.collect())
        })
        .collect()
    }

    fn has(value: &str) -> Vec<There> {
        vec![(None, Some(value.to_owned()))]
    }

    #[test]
    fn a_slip_in_a_value_is_recognised() {
        let sets = "[{name: carts, tier: db}, {name: orders, tier: db}]";
        assert_eq!(near("{name: cart}", sets), [(0, has("carts"))]);
        assert_eq!(near("{name: cart, tier: db}", sets), [(0, has("carts"))]);
        assert!(near("{name: shipping}", sets).is_empty());
    }

    #[test]
    fn what_another_pod_carries_is_no_slip() {
        let sets = "[{app: web, tier: front}, {app: web2, tier: frnt}]";
        assert!(near("{app: web2, tier: front}", sets).is_empty());
    }

    #[test]
    fn the_right_value_under_another_key_is_recognised() {
        let sets = "[{app.kubernetes.io/name: web}, {app: api}]";
        let expected = vec![(
            Some("app.kubernetes.io/name".to_owned()),
            Some("web".to_owned()),
        )];
        assert_eq!(near("{app: web}", sets), [(0, expected)]);
    }

    #[test]
    fn a_label_of_the_workload_is_not_one_of_its_pods() {
        let sets = "[{labels: {app: web}, own: {app: web, tier: front}}]";
        assert_eq!(near("{app: web, tier: front}", sets), [(0, has("front"))]);
    }

    #[test]
    fn sets_that_differ_in_the_same_way_are_one() {
        let sets = "[{app: web, pod: a}, {app: web, pod: b}]";
        assert_eq!(near("{app: wbe}", sets), [(0, has("web"))]);
    }

    #[test]
    fn labels_with_nothing_in_common_are_not_near() {
        let sets = "[{app: web, tier: front}]";
        assert!(near("{app: wbe, tier: frnt}", sets).is_empty());
        assert!(near("{part: shop}", sets).is_empty());
    }
}
