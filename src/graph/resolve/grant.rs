//! Links into another namespace, which that namespace has to admit.

use super::Resolver;
use crate::graph::ObjectId;
use crate::graph::link::Link;
use crate::graph::relation::{Outcome, Relation};
use crate::graph::selector::{Labels, Selector};
use crate::yaml::Node;

/// The group of the Gateway API.
const GATEWAY: &str = "gateway.networking.k8s.io";

impl<'t> Resolver<'_, 't> {
    /// A link that leads to another namespace is refused where that namespace does not admit it.
    pub(super) fn check_grant(&self, link: &mut Link<'t>) {
        let resource = &self.object_of(link.from).resource;
        if resource.gvk().group != GATEWAY {
            return;
        }
        let (own, there) = (self.namespace_of(link.from), link.target.namespace);
        let (Some(own), Some(there)) = (own, there) else {
            return;
        };
        if own == there {
            // A Gateway may keep out the routes of its own namespace, too.
            if link.relation == Relation::RouteParent && !self.admits_routes(link, own) {
                link.outcome = Outcome::NotGranted;
            }
            return;
        }
        let granted = match link.relation {
            Relation::RouteBackend | Relation::TlsSecret => self.is_granted(link, own, there),
            Relation::RouteParent => self.admits_routes(link, own),
            _ => true,
        };
        if !granted {
            link.outcome = Outcome::NotGranted;
        }
    }

    /// Whether a ReferenceGrant of the target's namespace admits a link.
    ///
    /// <https://gateway-api.sigs.k8s.io/api-types/referencegrant/>
    fn is_granted(&self, link: &Link<'t>, own: &str, there: &str) -> bool {
        let resource = &self.object_of(link.from).resource;
        let mut grants = self.index.all_of_kind("ReferenceGrant").filter(|id| {
            let mut seats = self.seats(*id).iter();
            seats.any(|seat| seat.namespace.is_none_or(|namespace| namespace == there))
        });
        grants.any(|id| {
            let spec = |field| self.object_of(id).resource.root.dig(&["spec", field]);
            let text = |node: Node<'t>, key: &str| node.get(key).map_or("", Node::text);
            let from = spec("from").into_iter().flat_map(Node::items);
            let mut to = spec("to").into_iter().flat_map(Node::items);
            let mut from = from.filter(|one| {
                text(*one, "kind") == resource.kind
                    && text(*one, "group") == GATEWAY
                    && text(*one, "namespace") == own
            });
            from.next().is_some()
                && to.any(|one| {
                    let name = text(one, "name");
                    text(one, "kind") == link.target.kind
                        && text(one, "group") == link.target.group
                        && (name.is_empty() || name == link.target.name)
                })
        })
    }

    /// Whether a listener of the Gateway takes routes of a namespace.
    ///
    /// <https://gateway-api.sigs.k8s.io/guides/multiple-ns/>
    fn admits_routes(&self, link: &Link<'t>, own: &str) -> bool {
        let ends = &self.ends[link.to.start as usize..link.to.end as usize];
        ends.iter().any(|id| {
            let gateway = &self.object_of(*id).resource;
            let listeners = gateway.root.dig(&["spec", "listeners"]);
            let mut listeners = listeners.into_iter().flat_map(Node::items).filter(|one| {
                let is_it = |key: &str| one.get(key).map(Node::text) == link.target.key;
                link.target.key.is_none() || is_it("name") || is_it("port")
            });
            listeners.any(|listener| self.takes_from(*id, listener, own))
        })
    }

    fn takes_from(&self, gateway: ObjectId, listener: Node<'t>, own: &str) -> bool {
        let namespaces = listener.dig(&["allowedRoutes", "namespaces"]);
        let from = namespaces.and_then(|namespaces| namespaces.get("from"));
        match from.map_or("Same", Node::text) {
            "Same" => self
                .seats(gateway)
                .iter()
                .any(|seat| seat.namespace.is_none_or(|namespace| namespace == own)),
            "Selector" => {
                let selector = namespaces.and_then(|namespaces| namespaces.get("selector"));
                let Some(selector) = selector.map(Selector::of_label_selector) else {
                    return true;
                };
                let mut objects = self.index.named("Namespace", own).peekable();
                // Labels that no file shows may match.
                objects.peek().is_none()
                    || objects.any(|id| {
                        let root = self.object_of(id).resource.root;
                        let name = [("kubernetes.io/metadata.name", own)];
                        selector.matches(&Labels {
                            written: root.dig(&["metadata", "labels"]),
                            added: &name,
                        })
                    })
            }
            "None" => false,
            _ => true,
        }
    }
}
