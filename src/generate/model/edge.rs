//! The connections that are allowed: those that are stated, and those that an application cannot
//! be without.

mod implied;

use crate::source::At;

use super::super::load::Applications;
use super::super::object::Cause;
use super::super::spec::{Mesh, NetworkChoice, Peer, PortReference, Protocol, Reader, Who};
use super::peer::{PeerModel, in_file, outside, pods_of};
use super::port::{PortModel, find, offered, words};
use super::workload::Workload;
pub(in crate::generate) use implied::exposed;
use implied::implied;

/// The edges of a workload; its policies allow exactly these.
#[derive(Debug, Default)]
pub(in crate::generate) struct Edges {
    /// Whether there are policies at all.
    pub(in crate::generate) is_on: bool,
    /// Who may connect to it.
    pub(in crate::generate) ingress: Vec<Edge>,
    /// To whom it connects.
    pub(in crate::generate) egress: Vec<Edge>,
}

/// An edge: any of these peers on any of these ports.
#[derive(Debug, Clone)]
pub(in crate::generate) struct Edge {
    /// The peers.
    pub(in crate::generate) peers: Vec<PeerModel>,
    /// The ports of the pods that are connected to; none for all.
    pub(in crate::generate) ports: Vec<EdgePort>,
    /// Why.
    pub(in crate::generate) cause: Cause,
}

/// A port of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::generate) struct EdgePort {
    /// Its number or name; none for all of the protocol.
    pub(in crate::generate) port: Option<PortReference>,
    /// Its protocol.
    pub(in crate::generate) protocol: Protocol,
}

impl EdgePort {
    pub(super) fn tcp(number: i32) -> Self {
        Self {
            port: Some(PortReference::Number(number)),
            protocol: Protocol::Tcp,
        }
    }

    pub(super) fn of(port: &PortModel) -> Self {
        Self {
            port: Some(PortReference::Number(port.container)),
            protocol: port.protocol,
        }
    }
}

impl Edges {
    /// Adds an edge unless it is there already.
    fn add(edges: &mut Vec<Edge>, edge: Edge) {
        let is_known = edges
            .iter()
            .any(|known| known.peers == edge.peers && known.ports == edge.ports);
        if !is_known {
            edges.push(edge);
        }
    }
}

/// The port through which Linkerd's proxies talk to each other.
/// <https://linkerd.io/2/reference/proxy-configuration/>
const LINKERD_INBOUND: i32 = 4143;

/// What a number means as a port of an application in the same file.
const OF_SERVICE: &str = "a port of the Service, written as that of its pods, which policies see";
/// What a number means as a port of anybody else.
const OF_PODS: &str = "taken for a port of the pods, which policies see";

/// The cause of a stated edge, with what its number was taken for.
fn stated(peer: &At<Peer>, number: &'static str) -> Cause {
    let is_address = matches!(peer.value.who, Who::Block(_) | Who::Internet);
    match peer.value.port {
        Some(PortReference::Number(_)) if !is_address => Cause::Because(peer.span, number),
        _ => Cause::Spec(peer.span),
    }
}

/// Gathers the edges of a spec.
struct Gathering<'a, 's> {
    spec: &'s Applications,
    workloads: &'a [Workload<'s>],
    names: Vec<&'a str>,
    edges: Vec<Edges>,
}

/// The edges of each workload, in their order.
pub(super) fn edges<'s>(
    spec: &'s Applications,
    workloads: &[Workload<'s>],
    problems: &mut Reader,
) -> Vec<Edges> {
    let names = workloads
        .iter()
        .filter(|workload| workload.task.is_none())
        .map(|workload| workload.name.as_str())
        .collect();
    let edges = workloads
        .iter()
        .map(|workload| implied(spec, workload, problems))
        .collect();
    let mut gathering = Gathering {
        spec,
        workloads,
        names,
        edges,
    };
    for (at, workload) in workloads.iter().enumerate() {
        let app = workload.app;
        let Some(network) = &app.network else {
            continue;
        };
        let NetworkChoice::Edges(network) = &network.value else {
            continue;
        };
        for peer in &network.to {
            gathering.to(at, peer, problems);
        }
        // Nobody connects to what runs to its end.
        if workload.task.is_none() {
            for peer in &network.from {
                gathering.from(at, peer, problems);
            }
        }
    }
    gathering.edges
}

impl<'s> Gathering<'_, 's> {
    fn to(&mut self, at: usize, peer: &At<Peer>, problems: &mut Reader) {
        let source = &self.workloads[at];
        let own = source.namespace.as_deref();
        if let Some(target) = self.named(at, peer) {
            let workload = &self.workloads[target];
            let Some(ports) = self.ports(workload, peer, problems) else {
                return;
            };
            let cause = stated(peer, OF_SERVICE);
            let from = pods_of(source, workload.namespace.as_deref());
            let to = pods_of(workload, own);
            let edge = |peer| Edge {
                peers: vec![peer],
                ports: ports.clone(),
                cause,
            };
            Edges::add(&mut self.edges[at].egress, edge(to));
            Edges::add(&mut self.edges[target].ingress, edge(from));
            return;
        }
        let is_address = matches!(peer.value.who, Who::Block(_) | Who::Internet);
        if let (true, Some(PortReference::Name(name))) = (is_address, &peer.value.port) {
            let message = format!("addresses have no port `{name}`: the names are those of pods");
            problems.refuse(peer.span, message, "write its number");
            return;
        }
        if let Some(peers) = self.outside(at, peer, problems) {
            let ports = outside_ports(&peer.value);
            let edge = Edge {
                peers,
                ports: self.through_mesh(ports, &peer.value),
                cause: stated(peer, OF_PODS),
            };
            Edges::add(&mut self.edges[at].egress, edge);
        }
    }

    fn from(&mut self, at: usize, peer: &At<Peer>, problems: &mut Reader) {
        let target = &self.workloads[at];
        let cause = stated(peer, OF_SERVICE);
        let Some(ports) = self.ports(target, peer, problems) else {
            return;
        };
        let own = target.namespace.as_deref();
        if let Some(source) = self.named(at, peer) {
            let workload = &self.workloads[source];
            let from = pods_of(workload, own);
            let to = pods_of(target, workload.namespace.as_deref());
            let edge = |peer| Edge {
                peers: vec![peer],
                ports: ports.clone(),
                cause,
            };
            Edges::add(&mut self.edges[at].ingress, edge(from));
            Edges::add(&mut self.edges[source].egress, edge(to));
            return;
        }
        if let Some(peers) = self.outside(at, peer, problems) {
            let edge = Edge {
                peers,
                ports,
                cause,
            };
            Edges::add(&mut self.edges[at].ingress, edge);
        }
    }

    /// The application of the file that a peer names.
    fn named(&self, at: usize, peer: &At<Peer>) -> Option<usize> {
        let Who::App { name, namespace } = &peer.value.who else {
            return None;
        };
        let own = self.workloads[at].namespace.as_deref();
        in_file(self.workloads, name, namespace.as_deref(), own)
    }

    fn outside(&self, at: usize, peer: &At<Peer>, problems: &mut Reader) -> Option<Vec<PeerModel>> {
        let platform = self.spec.platform.as_ref();
        let label = platform.and_then(|platform| platform.default_labels.as_ref());
        let label = label.map(|label| label.value.as_str());
        let app = self.workloads[at].app;
        outside(
            &peer.value.who,
            app,
            peer.span,
            &self.names,
            label,
            problems,
        )
    }

    /// The pod ports of an application of the file that an edge is about; none after a mistake.
    fn ports(
        &self,
        workload: &Workload<'s>,
        peer: &At<Peer>,
        problems: &mut Reader,
    ) -> Option<Vec<EdgePort>> {
        let Some(reference) = &peer.value.port else {
            let ports = offered(&workload.ports);
            if ports.is_empty() {
                problems.refuse(
                    peer.span,
                    format!("`{}` listens on no port", workload.name),
                    format!(
                        "give it one: `ports = {{ http = 8080 }}` in `{}`",
                        workload.name
                    ),
                );
                return None;
            }
            let ports = ports.into_iter().map(EdgePort::of).collect();
            return Some(self.through_mesh(ports, &peer.value));
        };
        let is_meant = |port: &&PortModel| {
            let protocol = peer.value.protocol;
            protocol.is_none_or(|protocol| port.protocol == protocol)
        };
        let of_protocol: Vec<PortModel> = workload.ports.iter().filter(is_meant).cloned().collect();
        let Some(port) = find(&of_protocol, reference) else {
            let asked = match reference {
                PortReference::Name(name) => format!("`{name}`"),
                PortReference::Number(number) => number.to_string(),
            };
            let help = if workload.ports.is_empty() {
                format!(
                    "give it one: `ports = {{ http = 8080 }}` in `{}`",
                    workload.name
                )
            } else {
                format!("its ports are {}", words(&workload.ports))
            };
            let message = format!("`{}` has no port {asked}", workload.name);
            problems.refuse(peer.span, message, help);
            return None;
        };
        Some(self.through_mesh(vec![EdgePort::of(port)], &peer.value))
    }

    /// Between pods of a mesh, its proxies connect, too.
    fn through_mesh(&self, mut ports: Vec<EdgePort>, peer: &Peer) -> Vec<EdgePort> {
        let platform = self.spec.platform.as_ref();
        let mesh = platform.and_then(|platform| platform.mesh);
        let is_pod = !matches!(peer.who, Who::Block(_) | Who::Internet);
        if is_pod {
            through_proxies(mesh.map(|mesh| mesh.value), &mut ports);
        }
        ports
    }
}

/// Linkerd's proxies connect to each other over TCP on a port of their own, too.
fn through_proxies(mesh: Option<Mesh>, ports: &mut Vec<EdgePort>) {
    let proxy = EdgePort::tcp(LINKERD_INBOUND);
    let is_tcp = ports.iter().any(|port| port.protocol == Protocol::Tcp);
    if mesh == Some(Mesh::Linkerd) && is_tcp && !ports.contains(&proxy) {
        ports.push(proxy);
    }
}

/// The ports of somebody who is not in the file: as they are stated, pod ports.
fn outside_ports(peer: &Peer) -> Vec<EdgePort> {
    if peer.port.is_none() && peer.protocol.is_none() {
        return Vec::new();
    }
    vec![EdgePort {
        port: peer.port.clone(),
        protocol: peer.protocol.unwrap_or(Protocol::Tcp),
    }]
}
