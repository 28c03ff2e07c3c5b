//! Selectors.

use std::borrow::Cow;
use std::ops::Range;

use super::Resolver;
use crate::graph::ObjectId;
use crate::graph::labelled::Labelled;
use crate::graph::link::{Difference, Link, LinkId, Nearest, Target, Votes, Why};
use crate::graph::mention::{Namespaces, Selection};
use crate::graph::nearest::{LabelIndex, NameIndex, NearLabels, is_sure};
use crate::graph::operators::is_operators_label;
use crate::graph::relation::{Outcome, Relation};
use crate::graph::selector::{Labels, Operator, Requirement, Selector};
use crate::graph::unit::{Seat, UnitId, may_be_equal};
use crate::yaml::Node;

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
        let mut link = Link {
            from,
            relation: selection.relation,
            how: selection.how,
            outcome: Outcome::Missing,
            at: selection.at,
            target: Target {
                kind: subject.kind(),
                namespace: self.namespace_of(from).filter(|_| {
                    subject != Subject::Namespaces
                        && matches!(selection.namespaces, Namespaces::Own)
                }),
                ..Target::default()
            },
            to: 0..0,
            is_combined: false,
            closed: false,
            cause: None,
            nearest: None,
        };
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
        let mut requirements = selection.selector.requirements.iter();
        let broad = !requirements.any(|one| one.operator == Operator::In)
            && matches!(selection.namespaces, Namespaces::Own);
        if let ([seat], true) = (seats, broad) {
            return self.selected_broadly(seat, selection, subject);
        }
        let mut found = Vec::new();
        for seat in seats {
            self.select_in(seat.unit, seat, selection, subject, &mut found);
        }
        if found.is_empty() && !broad {
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
        (!found.is_empty()).then(|| self.keep(&found))
    }

    /// What many objects of a namespace ask for in the same words, often all of its pods, is
    /// looked up once.
    fn selected_broadly(
        &mut self,
        seat: &Seat<'t>,
        selection: &Selection<'t>,
        subject: Subject,
    ) -> Option<Range<u32>> {
        let words = selection.selector.requirements.iter().map(|requirement| {
            format!(
                "{}\u{0}{:?}\u{0}{:?}",
                requirement.key, requirement.operator, requirement.values
            )
        });
        let words: String = words.collect();
        let key = (subject, seat.unit, seat.namespace, words);
        if let Some(known) = self.broad.get(&key) {
            return (!known.is_empty()).then(|| known.clone());
        }
        let mut found = Vec::new();
        self.select_in(seat.unit, seat, selection, subject, &mut found);
        found.sort_unstable();
        found.dedup();
        let range = self.keep(&found);
        self.broad.insert(key, range.clone());
        (!range.is_empty()).then_some(range)
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
        link.nearest = Some(Box::new(Nearest {
            text: Cow::Borrowed(""),
            why: Why::Labels,
            object: Some(from),
            at: labels.or(pod.metadata),
            sure: true,
            votes: Votes::default(),
            differences,
        }));
    }

    /// Whether an operator makes the pods, or every cluster has the namespace.
    fn is_selected_elsewhere(&self, selection: &Selection<'t>, subject: Subject) -> bool {
        let mut labels = selection.selector.requirements.iter().flat_map(|one| {
            let values = one.values.iter().map(move |value| (one.key, *value));
            values.filter(|_| one.operator == Operator::In)
        });
        match subject {
            Subject::Namespaces => labels.any(|(key, value)| {
                key == NAMESPACE_NAME
                    && (self.is_namespace_in_use(value)
                        || self.is_external("Namespace", None, value))
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

    pub(super) fn is_external(&self, kind: &str, namespace: Option<&str>, name: &str) -> bool {
        let external = super::name::External {
            group: "",
            kind,
            namespace,
            name,
        };
        crate::graph::well_known::every_cluster_has(kind, "", namespace, name)
            || (self.world.externals)(&external)
    }

    fn is_namespace_in_use(&self, name: &str) -> bool {
        self.index.is_namespace_in_use(name)
    }

    fn explain_nothing(
        &mut self,
        selection: &Selection<'t>,
        subject: Subject,
        link: &mut Link<'t>,
    ) {
        let from = link.from;
        link.closed = self
            .seats(from)
            .iter()
            .all(|seat| self.is_closed(seat, subject));
        if selection.selector.is_everything() {
            return;
        }
        if let Some(nearest) = self.in_another_namespace(selection, subject, link) {
            link.outcome = Outcome::WrongNamespace;
            link.nearest = Some(nearest);
            return;
        }
        link.nearest = self
            .nearest_namespace(selection, subject, from)
            .or_else(|| self.nearest_labels(selection, subject, from))
            .or_else(|| self.labels_of_named_service(selection, subject, from));
    }

    /// Whether the files seem to hold all pods, Services or Namespaces that a seat could mean.
    fn is_closed(&self, seat: &Seat<'t>, subject: Subject) -> bool {
        if self.is_open(seat.unit) {
            return false;
        }
        let set = self.set(subject);
        let mut places = set.seats(seat.unit);
        match subject {
            Subject::Namespaces => self.index.all_namespaces_are_declared(seat.unit),
            Subject::Pods | Subject::Services => {
                places.any(|other| may_be_equal(other.namespace, seat.namespace))
                    && !self.index.is_opened(seat)
            }
        }
    }

    /// What the labels match exactly, in another namespace of the unit.
    fn in_another_namespace(
        &mut self,
        selection: &Selection<'t>,
        subject: Subject,
        link: &mut Link<'t>,
    ) -> Option<Box<Nearest<'t>>> {
        if subject == Subject::Namespaces {
            return None;
        }
        let set = self.set(subject);
        let seats = self.seats(link.from).iter();
        let mut found: Vec<(ObjectId, Option<&'t str>)> = seats
            .flat_map(|seat| set.seats(seat.unit))
            .flat_map(|place| set.matching(place, &selection.selector))
            .map(|at| (set.get(at).object, set.get(at).seat.namespace))
            .collect();
        found.sort_unstable();
        found.dedup();
        let (first, namespace) = *found.first()?;
        let namespaces = found.iter().map(|(_, namespace)| *namespace);
        let sure = namespaces.into_iter().all(|other| other == namespace);
        let ids: Vec<ObjectId> = found.iter().map(|(id, _)| *id).collect();
        link.to = self.keep(&ids);
        let resource = &self.object_of(first).resource;
        Some(Box::new(Nearest {
            text: Cow::Borrowed(namespace.unwrap_or_default()),
            why: Why::OtherNamespace,
            object: Some(first),
            at: resource.metadata().and_then(|node| node.get("namespace")),
            sure,
            differences: Vec::new(),
            votes: Votes::default(),
        }))
    }

    /// A namespace that is named by another label than the server gives it, or with a slip.
    fn nearest_namespace(
        &self,
        selection: &Selection<'t>,
        subject: Subject,
        from: ObjectId,
    ) -> Option<Box<Nearest<'t>>> {
        let [one] = selection.selector.requirements.as_slice() else {
            return None;
        };
        let ([wanted], Operator::In, Subject::Namespaces) =
            (one.values.as_slice(), one.operator, subject)
        else {
            return None;
        };
        let unit = self.seats(from).first()?.unit;
        let names = self.index.namespaces_in_use(unit);
        let (name, sure) = if one.key == NAMESPACE_NAME {
            let index = NameIndex::new(names.iter().map(|name| (*name, 0)));
            let near = index.nearest(wanted);
            (near.first()?.name, is_sure(&near))
        } else {
            let is_name = matches!(one.key, "name" | "namespace" | "kubernetes.io/name");
            let name = names.into_iter().find(|name| name == wanted);
            (name.filter(|_| is_name)?, true)
        };
        let object = self.index.named("Namespace", name).next();
        let at = object.and_then(|id| self.object_of(id).resource.metadata()?.get("name"));
        let mut difference = difference(one, NAMESPACE_NAME, at);
        difference.has = Some(name);
        Some(Box::new(Nearest {
            text: Cow::Borrowed(""),
            why: Why::Labels,
            object,
            at,
            sure,
            differences: vec![difference],
            votes: Votes::default(),
        }))
    }

    /// The labels that were probably meant.
    fn nearest_labels(
        &mut self,
        selection: &Selection<'t>,
        subject: Subject,
        from: ObjectId,
    ) -> Option<Box<Nearest<'t>>> {
        for seat in self.seats(from) {
            self.build_label_index(seat.unit, subject);
            let index = self.labels.get(&(seat.unit, subject))?;
            let set = self.set(subject);
            let near = index.nearest(&selection.selector, |at| {
                let member = set.get(at);
                subject == Subject::Namespaces
                    || self.is_in_scope(&selection.namespaces, seat.namespace, &member.seat)
            });
            if let Some(first) = near.first() {
                let sure = near.len() == 1 || near[1].cost - first.cost >= 0.5;
                return Some(Box::new(self.nearest_of(selection, subject, first, sure)));
            }
        }
        None
    }

    fn build_label_index(&mut self, unit: UnitId, subject: Subject) {
        if self.labels.contains_key(&(unit, subject)) {
            return;
        }
        let set = self.set(subject);
        let members = set.of_unit(unit).map(|at| {
            let member = set.get(at);
            (at, member.labels, member.on_workload)
        });
        let index = LabelIndex::new(members);
        self.labels.insert((unit, subject), index);
    }

    fn nearest_of(
        &self,
        selection: &Selection<'t>,
        subject: Subject,
        near: &NearLabels<'t>,
        sure: bool,
    ) -> Nearest<'t> {
        let member = self.set(subject).get(near.payload);
        let differences: Vec<Difference<'t>> = near
            .differences
            .iter()
            .filter_map(|one| {
                let requirement = selection.selector.requirements.get(one.requirement)?;
                let key = one.has_key.unwrap_or(requirement.key);
                let on_pod = member.labels.written.and_then(|labels| labels.get(key));
                let has = on_pod.or_else(|| member.on_workload?.get(key));
                Some(difference(requirement, key, has))
            })
            .collect();
        let not_on_template = near.is_not_on_template();
        Nearest {
            text: Cow::Borrowed(""),
            why: if not_on_template {
                Why::NotOnTemplate
            } else {
                Why::Labels
            },
            object: Some(member.object),
            at: member.labels.written,
            sure,
            votes: Votes::default(),
            differences,
        }
    }

    /// A selector whose value is the name of a Service: what that Service asks for is meant.
    fn labels_of_named_service(
        &self,
        selection: &Selection<'t>,
        subject: Subject,
        from: ObjectId,
    ) -> Option<Box<Nearest<'t>>> {
        let [one] = selection.selector.requirements.as_slice() else {
            return None;
        };
        if subject != Subject::Pods || selection.relation == Relation::ServicePods {
            return None;
        }
        let name = *one.values.first()?;
        let service = self
            .index
            .named("Service", name)
            .find(|id| self.index.meet(from, *id) == crate::graph::index::Meeting::InUnit)?;
        let labels = self
            .object_of(service)
            .resource
            .root
            .dig(&["spec", "selector"])?;
        let (key, value) = labels.entries().next()?;
        let difference = difference(one, key.text(), Some(value));
        Some(Box::new(Nearest {
            text: Cow::Borrowed(""),
            why: Why::ServiceName,
            object: Some(service),
            at: Some(labels),
            sure: labels.len() == 1,
            votes: Votes::default(),
            differences: vec![difference],
        }))
    }
}

/// In what a requirement differs from a label; the votes are counted when all links are known.
fn difference<'t>(
    requirement: &Requirement<'t>,
    has_key: &'t str,
    has: Option<Node<'t>>,
) -> Difference<'t> {
    Difference {
        key: requirement.key,
        operator: requirement.operator,
        wants: match requirement.operator {
            Operator::In => requirement.values.first().copied(),
            _ => None,
        },
        has: has.map(Node::text),
        has_key: (has_key != requirement.key).then_some(has_key),
        at: requirement.at,
        key_at: requirement.key_at,
        has_at: has,
        votes: Votes::default(),
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
