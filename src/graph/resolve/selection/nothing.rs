//! Why a selector leads to nothing, and what was probably meant.

use super::{NAMESPACE_NAME, Subject};
use crate::graph::ObjectId;
use crate::graph::index::Meeting;
use crate::graph::link::{Difference, Link, Nearest, Votes, Why};
use crate::graph::mention::Selection;
use crate::graph::nearest::{LabelIndex, NameIndex, NearLabels, are_sure, is_sure};
use crate::graph::relation::{Outcome, Relation};
use crate::graph::resolve::Resolver;
use crate::graph::selector::{Operator, Requirement};
use crate::graph::unit::{Seat, UnitId, may_be_equal};
use crate::yaml::Node;

impl<'t> Resolver<'_, 't> {
    pub(super) fn explain_nothing(
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
        if selection.relation == Relation::NetworkPolicyPeerPods {
            link.closed &= self.has_several_pods(from);
        }
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

    /// Whether the namespace has more than one set of pods: files with a single application say
    /// nothing of those that it talks to.
    fn has_several_pods(&self, from: ObjectId) -> bool {
        let set = self.set(Subject::Pods);
        let seats = self.seats(from).iter();
        seats.map(|seat| set.of_seat(seat).len()).sum::<usize>() > 1
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
        let at = resource.metadata().and_then(|node| node.get("namespace"));
        let nearest = Nearest::text(namespace.unwrap_or_default(), Why::OtherNamespace, sure);
        Some(Box::new(nearest.of(first, at)))
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
        let nearest = Nearest::labels(vec![difference], Why::Labels, sure);
        Some(Box::new(nearest.of(object, at)))
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
                let nearest = self.nearest_of(selection, subject, first, are_sure(&near));
                return Some(Box::new(nearest));
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
        let why = match near.is_not_on_template() {
            true => Why::NotOnTemplate,
            false => Why::Labels,
        };
        let nearest = Nearest::labels(differences, why, sure);
        nearest.of(member.object, member.labels.written)
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
            .find(|id| self.index.meet(from, *id) == Meeting::InUnit)?;
        let labels = self
            .object_of(service)
            .resource
            .root
            .dig(&["spec", "selector"])?;
        let (key, value) = labels.entries().next()?;
        let differences = vec![difference(one, key.text(), Some(value))];
        let nearest = Nearest::labels(differences, Why::ServiceName, labels.len() == 1);
        Some(Box::new(nearest.of(service, Some(labels))))
    }
}

/// In what a requirement differs from a label; the votes are counted when all links are known.
pub(super) fn difference<'t>(
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
