//! The same host, and the same path with different backends.

use std::borrow::Cow;

use super::{Conflict, Conflicts};
use crate::graph::ObjectId;
use crate::graph::relation::Relation;
use crate::graph::unit::UnitId;
use crate::resource::Resource;
use crate::yaml::Node;

/// A path that an Ingress serves, or a match of a route.
struct Route<'t> {
    unit: UnitId,
    /// The class of the Ingress, or the Gateway.
    entry: Cow<'t, str>,
    host: &'t str,
    /// Type and path, or the match as it is written.
    path: (&'t str, Cow<'t, str>),
    from: ObjectId,
    at: Node<'t>,
    namespace: Option<&'t str>,
    backend: Option<Node<'t>>,
    how: &'static str,
}

impl<'t> Conflicts<'_, 't> {
    pub(super) fn routes(&mut self) {
        let mut routes: Vec<Route<'t>> = Vec::new();
        let mut hosts = Vec::new();
        for (id, object) in self.all() {
            let resource = &object.resource;
            match (resource.kind, resource.gvk().group) {
                ("Ingress", "networking.k8s.io" | "extensions") => {
                    self.ingress(id, resource, &mut routes, &mut hosts);
                }
                ("HTTPRoute" | "GRPCRoute", "gateway.networking.k8s.io") => {
                    self.gateway_route(id, resource, &mut routes);
                }
                _ => {}
            }
        }
        self.same(Relation::SameHost, hosts);
        let mut first: hashbrown::HashMap<_, usize> = hashbrown::HashMap::new();
        let mut conflicts = Vec::new();
        for (at, route) in routes.iter().enumerate() {
            let key = (route.unit, &route.entry, route.host, &route.path);
            let known = *first.entry(key).or_insert(at);
            if known != at && !routes[known].leads_where(route) {
                conflicts.push((at, known));
            }
        }
        for (at, known) in conflicts {
            let route = &routes[at];
            let conflict = Conflict {
                relation: Relation::SameRoute,
                how: route.how,
                from: route.from,
                at: route.at,
                text: route.host,
            };
            self.add(&conflict, &[routes[known].from]);
        }
    }

    fn ingress(
        &self,
        id: ObjectId,
        resource: &Resource<'t>,
        routes: &mut Vec<Route<'t>>,
        hosts: &mut Vec<((UnitId, &'t str, &'t str), ObjectId, Node<'t>)>,
    ) {
        // A canary serves the same path on purpose.
        let annotation = |key: &str| resource.root.dig(&["metadata", "annotations", key]);
        if annotation("nginx.ingress.kubernetes.io/canary").is_some() {
            return;
        }
        let class = resource
            .root
            .dig(&["spec", "ingressClassName"])
            .or_else(|| annotation("kubernetes.io/ingress.class"))
            .map_or("", Node::text);
        let rules = resource.root.dig(&["spec", "rules"]);
        for rule in rules.into_iter().flat_map(Node::items) {
            let host = rule.get("host").filter(|host| !host.is_placeholder());
            let Some(host) = host else { continue };
            for seat in self.seats(id) {
                hosts.push(((seat.unit, class, host.text()), id, host));
            }
            let paths = rule.dig(&["http", "paths"]);
            for path in paths.into_iter().flat_map(Node::items) {
                let at = path.get("path").unwrap_or(path);
                let kind = path.get("pathType").map_or("", Node::text);
                let text = path.get("path").map_or("/", Node::text);
                for seat in self.seats(id) {
                    routes.push(Route {
                        unit: seat.unit,
                        entry: Cow::Borrowed(class),
                        host: host.text(),
                        path: (kind, Cow::Borrowed(text)),
                        from: id,
                        at,
                        namespace: seat.namespace,
                        backend: path.get("backend"),
                        how: "ingress",
                    });
                }
            }
        }
    }

    fn gateway_route(&self, id: ObjectId, resource: &Resource<'t>, routes: &mut Vec<Route<'t>>) {
        let spec = |field: &str| resource.root.dig(&["spec", field]);
        let parents = spec("parentRefs").into_iter().flat_map(Node::items);
        let parents: Vec<Node<'t>> = parents.collect();
        let hosts = spec("hostnames").into_iter().flat_map(Node::items);
        let hosts: Vec<&str> = hosts.map(Node::text).collect();
        let hosts = if hosts.is_empty() { vec![""] } else { hosts };
        let rules = spec("rules").into_iter().flat_map(Node::items);
        for rule in rules {
            let matches = rule.get("matches").into_iter().flat_map(Node::items);
            for at in matches {
                for (parent, host) in parents
                    .iter()
                    .flat_map(|parent| hosts.iter().map(move |host| (parent, *host)))
                {
                    for seat in self.seats(id) {
                        let gateway = parent.to_json();
                        routes.push(Route {
                            unit: seat.unit,
                            entry: Cow::Owned(format!("{}{gateway}", seat.namespace.unwrap_or(""))),
                            host,
                            path: (resource.kind, Cow::Owned(at.to_json().to_string())),
                            from: id,
                            at,
                            namespace: seat.namespace,
                            backend: rule.get("backendRefs"),
                            how: "gateway",
                        });
                    }
                }
            }
        }
    }
}

impl Route<'_> {
    /// Whether both send to the same place.
    fn leads_where(&self, other: &Self) -> bool {
        let backend = |route: &Self| route.backend.map(Node::to_json);
        self.namespace == other.namespace && backend(self) == backend(other)
    }
}
