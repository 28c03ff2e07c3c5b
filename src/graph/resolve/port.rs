//! Ports: what selectors lead to has to have them.

use super::Resolver;
use crate::graph::ObjectId;
use crate::graph::link::{Link, LinkId, Nearest, Target, Why};
use crate::graph::mention::{PortUse, PortsOf};
use crate::graph::nearest::{NameIndex, is_digit_slip, is_sure};
use crate::graph::relation::{Outcome, Relation};
use crate::resource::{Container, ContainerType, Resource};
use crate::yaml::Node;

/// A port that a container declares, or a Service.
#[derive(Debug, Clone, Copy)]
struct Port<'t> {
    name: Option<Node<'t>>,
    number: Option<Node<'t>>,
    /// `TCP` when none is written.
    protocol: &'t str,
    object: ObjectId,
}

/// What a set of pods or Services declares.
#[derive(Debug, Default)]
struct Declared<'t> {
    ports: Vec<Port<'t>>,
    /// Whether some container declares nothing, or something that cannot be read: it may listen
    /// on any port.
    silent: bool,
}

impl<'t> Resolver<'_, 't> {
    pub(super) fn port(&mut self, from: ObjectId, port: &PortUse<'t>, made: &[Option<LinkId>]) {
        if port.at.is_placeholder() {
            return;
        }
        let Some(ends) = self.ends_of(from, port, made) else {
            return;
        };
        let declared = self.declared(from, port, &ends);
        let by_number = port.at.as_number().is_some();
        let text = port.at.text();
        let is_it = |one: &Port<'t>| {
            let node = if by_number { one.number } else { one.name };
            node.is_some_and(|node| node.text() == text)
        };
        let any_protocol = port.relation == Relation::MonitorPort;
        let has = declared
            .ports
            .iter()
            .any(|one| is_it(one) && (any_protocol || one.protocol == port.protocol));
        let target = Target {
            kind: "port",
            key: Some(text),
            ..Target::default()
        };
        let mut link = Link::new(from, port.relation, port.how, port.at, target);
        link.outcome = Outcome::Found;
        link.closed = true;
        link.to = self.keep(&ends);
        if !has && self.is_patched(from, &ends, |path| path.iter().any(|key| key == "ports")) {
            link.outcome = Outcome::Unjudged;
        } else if !has {
            let other_protocol = declared.ports.iter().find(|one| is_it(one));
            link.nearest = other_protocol.map(|one| Box::new(of_protocol(one)));
            if link.nearest.is_none() {
                let behind = self.service_port(port, &ends);
                // Where a Service names the port of its pods, its own number is most likely theirs.
                let slip = behind
                    .as_ref()
                    .filter(|behind| behind.text.parse::<u16>().is_err());
                let slip = slip.and_then(|_| nearest(text, by_number, port, &declared.ports));
                let slip = slip.filter(|slip| slip.why == Why::Similar);
                link.nearest = slip.or(behind).map(Box::new);
            }
            let unknown = by_number
                && link.nearest.is_none()
                && (declared.silent || declared.ports.is_empty());
            if unknown
                || (!by_number
                    && declared.silent
                    && declared.ports.is_empty()
                    && port.relation == Relation::MonitorPort)
            {
                link.closed = false;
            } else {
                link.outcome = Outcome::Missing;
                if link.nearest.is_none() {
                    link.nearest = nearest(text, by_number, port, &declared.ports).map(Box::new);
                }
            }
        }
        self.links.push(link);
    }

    /// The objects that should have the port; none when there are none to ask, or when they are
    /// only met in other units.
    fn ends_of(
        &self,
        from: ObjectId,
        port: &PortUse<'t>,
        made: &[Option<LinkId>],
    ) -> Option<Vec<ObjectId>> {
        let PortsOf::Mentions(places) = &port.of else {
            return Some(vec![from]);
        };
        let mut ends = Vec::new();
        for place in places {
            let link = &self.links[made.get(*place).copied().flatten()?.0 as usize];
            if link.outcome != Outcome::Found {
                return None;
            }
            let to = &self.ends[link.to.start as usize..link.to.end as usize];
            let near = |id: &&ObjectId| self.index.share_a_unit(link.from, **id);
            ends.extend(to.iter().filter(near).copied());
        }
        ends.sort_unstable();
        ends.dedup();
        (!ends.is_empty()).then_some(ends)
    }

    fn declared(&self, from: ObjectId, port: &PortUse<'t>, ends: &[ObjectId]) -> Declared<'t> {
        let mut declared = Declared::default();
        if let PortsOf::Container(node) = &port.of {
            declared.add(*node, from);
            return declared;
        }
        for end in ends {
            let resource = &self.object_of(*end).resource;
            match resource.pod() {
                Some(pod) => {
                    let running = pod.containers().filter(keeps_running);
                    for container in running {
                        declared.add(container.node, *end);
                    }
                }
                None => declared.add_service(resource, *end),
            }
        }
        declared
    }

    /// The port of a Service where a port of its pods belongs.
    fn service_port(&self, port: &PortUse<'t>, ends: &[ObjectId]) -> Option<Nearest<'t>> {
        if port.relation != Relation::NetworkPolicyPort {
            return None;
        }
        let text = port.at.text();
        for end in ends {
            for service in self.index.services_selecting(*end, self.objects) {
                let ports = self
                    .object_of(service)
                    .resource
                    .root
                    .dig(&["spec", "ports"]);
                for one in ports.into_iter().flat_map(Node::items) {
                    let field = |key| one.get(key).filter(|node: &Node<'t>| !node.is_null());
                    let Some(target) = field("targetPort") else {
                        continue;
                    };
                    let named = [field("port"), field("name")];
                    let at = named.into_iter().flatten().find(|node| node.text() == text);
                    if let Some(at) = at
                        && target.text() != text
                    {
                        let nearest = Nearest::text(target.text(), Why::ServicePort, true);
                        return Some(nearest.of(service, Some(at)));
                    }
                }
            }
        }
        None
    }
}

impl<'t> Declared<'t> {
    fn add(&mut self, container: Node<'t>, object: ObjectId) {
        let ports = container.get("ports").filter(|ports| !ports.is_empty());
        let Some(ports) = ports else {
            self.silent = true;
            return;
        };
        for port in ports.items() {
            self.silent |= port.has_open_placeholder();
            self.push(port, "containerPort", object);
        }
    }

    fn add_service(&mut self, service: &Resource<'t>, object: ObjectId) {
        let ports = service.root.dig(&["spec", "ports"]);
        for port in ports.into_iter().flat_map(Node::items) {
            self.push(port, "port", object);
        }
    }

    fn push(&mut self, port: Node<'t>, number: &str, object: ObjectId) {
        let field = |key: &str| port.get(key).filter(|node| !node.is_null());
        self.ports.push(Port {
            name: field("name"),
            number: field(number),
            protocol: field("protocol").map_or("TCP", Node::text),
            object,
        });
    }
}

fn of_protocol<'t>(port: &Port<'t>) -> Nearest<'t> {
    let nearest = Nearest::text(port.protocol, Why::Protocol, true);
    nearest.of(port.object, port.name.or(port.number))
}

/// The declared port that was probably meant.
fn nearest<'t>(
    text: &str,
    by_number: bool,
    wanted: &PortUse<'t>,
    ports: &[Port<'t>],
) -> Option<Nearest<'t>> {
    let of = |one: &Port<'t>| if by_number { one.number } else { one.name };
    let fitting: Vec<(&Port<'t>, Node<'t>)> = ports
        .iter()
        .filter(|one| wanted.relation == Relation::MonitorPort || one.protocol == wanted.protocol)
        .filter_map(|one| Some((one, of(one)?)))
        .collect();
    let found = |(port, node): (&Port<'t>, Node<'t>), why, sure| {
        Nearest::text(node.text(), why, sure).of(port.object, Some(node))
    };
    if by_number {
        let near = fitting
            .iter()
            .filter(|(_, node)| is_digit_slip(text, node.text()));
        let near: Vec<_> = near.copied().collect();
        if let Some(first) = near.first() {
            return Some(found(*first, Why::Similar, near.len() == 1));
        }
    } else {
        let index = NameIndex::new(
            fitting
                .iter()
                .zip(0..)
                .map(|((_, node), at)| (node.text(), at)),
        );
        let near = index.nearest(text);
        if let Some(first) = near.first() {
            let sure = is_sure(&near);
            return Some(found(fitting[first.payload as usize], Why::Similar, sure));
        }
    }
    let mut texts: Vec<&str> = fitting.iter().map(|(_, node)| node.text()).collect();
    texts.sort_unstable();
    texts.dedup();
    match (texts.len(), fitting.first()) {
        (1, Some(only)) => Some(found(*only, Why::Only, false)),
        _ => None,
    }
}

/// Whether a container runs as long as its pod: others cannot serve a port.
fn keeps_running(container: &Container<'_>) -> bool {
    matches!(
        container.container_type,
        ContainerType::Regular | ContainerType::Sidecar
    )
}
