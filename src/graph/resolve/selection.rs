//! Selectors: what they lead to.

mod nothing;

use std::ops::Range;

use super::Resolver;
use super::name::External;
use crate::graph::ObjectId;
use crate::graph::labelled::Labelled;
use crate::graph::link::{Difference, Link, LinkId, Nearest, Target, Why};
use crate::graph::mention::{Namespaces, Selection};
use crate::graph::operators::is_operators_label;
use crate::graph::relation::{Outcome, Relation};
use crate::graph::selector::{Labels, Operator, Selector};
use crate::graph::unit::{Seat, UnitId, may_be_equal};
use crate::yaml::Node;
use nothing::difference;

/// What a selection selects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Subject {
    Pods,
    Services,
    Namespaces,
}

impl Subject {
    fn of(relation: Relation) -> Self {
        match relation {
            Relation::MonitorServices => Subject::Services,
            Relation::NetworkPolicyPeerNamespaces | Relation::WebhookNamespaces => {
                Subject::Namespaces
            }
            _ => Subject::Pods,
        }
    }

    fn kind(self) -> &'static str {
        match self {
            Subject::Pods => "Pod",
            Subject::Services => "Service",
            Subject::Namespaces => "Namespace",
        }
    }
}

/// The label that the server gives every namespace.
/// <https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-metadata-name>
const NAMESPACE_NAME: &str = "kubernetes.io/metadata.name";

impl<'t> Resolver<'_, 't> {
    pub(super) fn selection(&mut self, from: ObjectId, selection: &Selection<'t>) {
        let subject = Subject::of(selection.relation);
        let is_own = matches!(selection.namespaces, Namespaces::Own);
        let namespace = self.namespace_of(from);
        let target = Target {
            kind: subject.kind(),
            namespace: namespace.filter(|_| is_own && subject != Subject::Namespaces),
            ..Target::default()
        };
        let (relation, how) = (selection.relation, selection.how);
        let mut link = Link::new(from, relation, how, selection.at, target);
        if selection.selector.unclear {
            link.outcome = Outcome::Unjudged;
        } else if selection.relation == Relation::WorkloadPods {
            self.own_template(selection, &mut link);
        } else if let Some(to) = self.selected(from, selection, subject) {
            link.outcome = Outcome::Found;
            link.to = to;
        } else if self.is_selected_elsewhere(selection, subject) {
            link.outcome = Outcome::External;
        } else if self.is_replaced(from, &link) {
            link.outcome = Outcome::Unjudged;
        } else {
            self.explain_nothing(selection, subject, &mut link);
        }
        self.join_halves(selection, &mut link);
        self.links.push(link);
    }

    /// A peer that names namespaces and pods is two selections, one after the other. Where no
    /// namespace is meant, no pod is either.
    fn join_halves(&mut self, selection: &Selection<'t>, link: &mut Link<'t>) {
        if !matches!(selection.namespaces, Namespaces::Matching(..))
            || selection.relation != Relation::NetworkPolicyPeerPods
        {
            return;
        }
        link.is_combined = true;
        let first = LinkId(self.next().saturating_sub(1));
        if let Some(namespaces) = self.links.last_mut()
            && namespaces.from == link.from
            && namespaces.relation == Relation::NetworkPolicyPeerNamespaces
        {
            namespaces.is_combined = true;
            if namespaces.outcome == Outcome::Missing && link.outcome == Outcome::Missing {
                link.cause = Some(first);
            }
        }
    }

    fn set(&self, subject: Subject) -> &Labelled<'t> {
        match subject {
            Subject::Pods => &self.index.pods,
            Subject::Services => &self.index.services,
            Subject::Namespaces => &self.index.namespaces,
        }
    }

    /// What a selection leads to: in the units of the object, else in any.
    fn selected(
        &mut self,
        from: ObjectId,
        selection: &Selection<'t>,
        subject: Subject,
    ) -> Option<Range<u32>> {
        let seats = self.seats(from);
        let range = match (seats, &selection.namespaces) {
            ([seat], Namespaces::Own) => self.selected_once(seat, selection, subject),
            _ => self.look_up(seats, selection, subject),
        };
        (!range.is_empty()).then_some(range)
    }

    /// What many objects of a namespace ask for in the same words, often all of its pods, is
    /// looked up once.
    fn selected_once(
        &mut self,
        seat: &Seat<'t>,
        selection: &Selection<'t>,
        subject: Subject,
    ) -> Range<u32> {
        let key = (subject, *seat, selection.selector.words());
        if let Some(known) = self.selected.get(&key) {
            return known.clone();
        }
        let range = self.look_up(std::slice::from_ref(seat), selection, subject);
        self.selected.insert(key, range.clone());
        range
    }

    fn look_up(
        &mut self,
        seats: &[Seat<'t>],
        selection: &Selection<'t>,
        subject: Subject,
    ) -> Range<u32> {
        let mut found = Vec::new();
        for seat in seats {
            self.select_in(seat.unit, seat, selection, subject, &mut found);
        }
        // Pods of unrelated units are not meant by who means all pods.
        let mut requirements = selection.selector.requirements.iter();
        let is_broad = !requirements.any(|one| one.operator == Operator::In)
            && matches!(selection.namespaces, Namespaces::Own);
        if found.is_empty() && !is_broad {
            let mut units: Vec<UnitId> = self.set(subject).units().collect();
            units.sort_unstable();
            for unit in units {
                for seat in seats {
                    self.select_in(unit, seat, selection, subject, &mut found);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        self.keep(&found)
    }

    fn select_in(
        &self,
        unit: UnitId,
        seat: &Seat<'t>,
        selection: &Selection<'t>,
        subject: Subject,
        found: &mut Vec<ObjectId>,
    ) {
        let set = self.set(subject);
        if subject == Subject::Namespaces {
            let members = set.of_unit(unit).map(|at| set.get(at));
            let matching = members.filter(|member| {
                let name = self.object_of(member.object).resource.name.unwrap_or("");
                matches_namespace(&selection.selector, name, Some(&member.labels)) != Some(false)
            });
            found.extend(matching.map(|member| member.object));
            return;
        }
        for place in set.seats(unit) {
            if self.is_in_scope(&selection.namespaces, seat.namespace, &place) {
                let matching = set.matching(place, &selection.selector);
                found.extend(matching.map(|at| set.get(at).object));
            }
        }
    }

    /// Whether a selection looks in a place; it may when its namespace is not known.
    fn is_in_scope(
        &self,
        namespaces: &Namespaces<'t>,
        own: Option<&str>,
        place: &Seat<'t>,
    ) -> bool {
        match namespaces {
            Namespaces::Own => may_be_equal(own, place.namespace),
            Namespaces::All => true,
            Namespaces::Named(names) => place
                .namespace
                .is_none_or(|namespace| names.contains(&namespace)),
            Namespaces::Matching(selector, _) => place
                .namespace
                .is_none_or(|namespace| self.namespace_may_match(place.unit, namespace, selector)),
        }
    }

    /// Whether a namespace of a unit matches; what is not known of it may match.
    fn namespace_may_match(&self, unit: UnitId, name: &str, selector: &Selector<'t>) -> bool {
        let mut objects = self
            .index
            .named("Namespace", name)
            .filter(|id| self.seats(*id).iter().any(|seat| seat.unit == unit))
            .peekable();
        if objects.peek().is_none() {
            return matches_namespace(selector, name, None) != Some(false);
        }
        let set = &self.index.namespaces;
        let mut members = set.of_unit(unit).map(|at| set.get(at));
        members.any(|member| {
            self.object_of(member.object).resource.name == Some(name)
                && matches_namespace(selector, name, Some(&member.labels)) != Some(false)
        })
    }

    /// A workload's selector has one thing to match: its own template.
    fn own_template(&mut self, selection: &Selection<'t>, link: &mut Link<'t>) {
        let from = link.from;
        let object = self.object_of(from);
        let Some(pod) = object.resource.pod() else {
            link.outcome = Outcome::Unjudged;
            return;
        };
        let labels = pod.metadata.and_then(|metadata| metadata.get("labels"));
        let open = labels.is_some_and(Node::has_open_placeholder);
        let matches = object.placements.iter().any(|placement| {
            selection.selector.matches(&Labels {
                written: labels,
                added: &placement.labels,
            })
        });
        if matches {
            link.outcome = Outcome::Found;
            link.to = self.keep(&[from]);
            return;
        }
        if open {
            link.outcome = Outcome::Unjudged;
            return;
        }
        link.closed = true;
        let failing = selection.selector.requirements.iter().filter(|one| {
            !one.holds(&Labels {
                written: labels,
                added: &[],
            })
        });
        let differences: Vec<Difference<'t>> = failing
            .map(|one| {
                let entry = labels.and_then(|labels| labels.entry(one.key));
                let has = entry.map(|(_, value)| value);
                difference(one, one.key, has)
            })
            .collect();
        let nearest = Nearest::labels(differences, Why::Labels, true);
        link.nearest = Some(Box::new(nearest.of(from, labels.or(pod.metadata))));
    }

    /// Whether an operator makes the pods, or every cluster has the namespace.
    fn is_selected_elsewhere(&self, selection: &Selection<'t>, subject: Subject) -> bool {
        let mut labels = selection.selector.requirements.iter().flat_map(|one| {
            let values = one.values.iter().map(move |value| (one.key, *value));
            values.filter(|_| one.operator == Operator::In)
        });
        match subject {
            Subject::Namespaces => labels.any(|(key, value)| {
                let namespace = External {
                    group: "",
                    kind: "Namespace",
                    namespace: None,
                    name: value,
                };
                key == NAMESPACE_NAME
                    && (self.index.is_namespace_in_use(value) || self.is_external(namespace))
            }),
            // Operators give their Services the labels of their pods.
            Subject::Pods | Subject::Services => {
                labels.any(|(key, value)| {
                    // The Service of the API server.
                    is_operators_label(key, value) || (key, value) == ("component", "apiserver")
                })
            }
        }
    }
}

/// Whether a namespace matches; none when that depends on labels that no file shows.
fn matches_namespace(
    selector: &Selector<'_>,
    name: &str,
    labels: Option<&Labels<'_>>,
) -> Option<bool> {
    let mut unknown = false;
    for requirement in &selector.requirements {
        let holds = if requirement.key == NAMESPACE_NAME {
            let added = [(NAMESPACE_NAME, name)];
            Some(requirement.holds(&Labels {
                written: None,
                added: &added,
            }))
        } else {
            labels.map(|labels| requirement.holds(labels))
        };
        match holds {
            Some(true) => {}
            Some(false) => return Some(false),
            None => unknown = true,
        }
    }
    (!unknown).then_some(true)
}
