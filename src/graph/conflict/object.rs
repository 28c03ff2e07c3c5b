//! The same identity, default, node port or selector twice.

use super::{Conflict, Conflicts};
use crate::graph::ObjectId;
use crate::graph::relation::Relation;
use crate::graph::unit::UnitId;
use crate::resource::{Resource, is_namespaced};
use crate::yaml::Node;

impl<'t> Conflicts<'_, 't> {
    /// The same object twice. An unknown namespace is one of its own: two objects that name none
    /// meet wherever they are put.
    pub(super) fn identities(&mut self) {
        let mut claims = Vec::new();
        for (id, object) in self.all() {
            let resource = &object.resource;
            let Some(at) = resource.metadata().and_then(|node| node.get("name")) else {
                continue;
            };
            let Some(name) = resource.name.filter(|_| !at.has_open_placeholder()) else {
                continue;
            };
            let namespaced = is_namespaced(resource.gvk()) != Some(false);
            for (placement, seat) in object.placements.iter().zip(self.seats(id)) {
                let namespace = resource.root.dig(&["metadata", "namespace"]);
                if namespace.is_some_and(Node::is_placeholder) {
                    continue;
                }
                let applied = (placement.prefix.as_ref(), name, placement.suffix.as_ref());
                let identity = (
                    seat.unit,
                    resource.gvk().group,
                    resource.kind,
                    seat.namespace.filter(|_| namespaced),
                    applied,
                );
                claims.push((identity, id, at));
            }
        }
        self.same(Relation::SameIdentity, claims);
        for link in &mut self.found {
            let first = self.ends[link.to.start as usize];
            let [one, other] = [first, link.from].map(|id| &self.objects[id.0 as usize].resource);
            let equal = one.root.to_json() == other.root.to_json();
            link.how = if equal { "equal" } else { "different" };
        }
    }

    /// Two classes that are both the default.
    pub(super) fn defaults(&mut self) {
        let mut claims = Vec::new();
        for (id, object) in self.all() {
            let Some(at) = marked_as_default(&object.resource) else {
                continue;
            };
            for seat in self.seats(id) {
                claims.push(((seat.unit, object.resource.kind), id, at));
            }
        }
        self.same(Relation::SameDefault, claims);
    }

    /// Node ports are those of the whole cluster.
    pub(super) fn node_ports(&mut self) {
        let mut claims = Vec::new();
        for (id, object) in self.services() {
            let ports = object.root.dig(&["spec", "ports"]);
            for port in ports.into_iter().flat_map(Node::items) {
                let Some(number) = port.get("nodePort").filter(|at| at.as_number().is_some())
                else {
                    continue;
                };
                let protocol = port.get("protocol").map_or("TCP", Node::text);
                for seat in self.seats(id) {
                    claims.push(((seat.unit, number.text(), protocol), id, number));
                }
            }
        }
        self.same(Relation::SameNodePort, claims);
    }

    /// Services that select the same pods in the same words.
    pub(super) fn selectors(&mut self) {
        let mut claims = Vec::new();
        for (id, object) in self.services() {
            let Some(selector) = object.root.dig(&["spec", "selector"]) else {
                continue;
            };
            let mut labels: Vec<(&str, &str)> = selector
                .entries()
                .map(|(key, value)| (key.text(), value.text()))
                .collect();
            labels.sort_unstable();
            if labels.is_empty() {
                continue;
            }
            for seat in self.seats(id) {
                claims.push(((seat.unit, seat.namespace, labels.clone()), id, selector));
            }
        }
        self.same(Relation::SameSelector, claims);
    }

    fn services(&self) -> impl Iterator<Item = (ObjectId, Resource<'t>)> + use<'_, 't> {
        self.all()
            .map(|(id, object)| (id, object.resource))
            .filter(|(_, resource)| resource.kind == "Service" && resource.gvk().group.is_empty())
    }

    /// Autoscalers of one target, and claims that one node may mount.
    pub(super) fn shared(
        &mut self,
        relation: Relation,
        claims: Vec<((UnitId, ObjectId), ObjectId, Node<'t>)>,
    ) {
        self.same(relation, claims);
    }

    pub(super) fn between(
        &mut self,
        relation: Relation,
        from: ObjectId,
        at: Node<'t>,
        to: &[ObjectId],
    ) {
        let conflict = Conflict {
            relation,
            how: "",
            from,
            at,
            text: "",
        };
        self.add(&conflict, to);
    }
}

/// Where a class says that it is the default.
///
/// <https://kubernetes.io/docs/concepts/storage/storage-classes/#default-storageclass>,
/// <https://kubernetes.io/docs/concepts/services-networking/ingress/#default-ingress-class>,
/// <https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#priorityclass>
fn marked_as_default<'t>(resource: &Resource<'t>) -> Option<Node<'t>> {
    let annotation = |key: &str| resource.root.dig(&["metadata", "annotations", key]);
    let mark = match resource.kind {
        "StorageClass" => annotation("storageclass.kubernetes.io/is-default-class"),
        "IngressClass" => annotation("ingressclass.kubernetes.io/is-default-class"),
        "PriorityClass" => resource.root.get("globalDefault"),
        _ => None,
    };
    mark.filter(|mark| mark.text() == "true")
}
