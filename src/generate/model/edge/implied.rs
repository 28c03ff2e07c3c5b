//! Edges that follow from what an application does: DNS, exposure, scraping, the API server, the
//! mesh.

use super::super::super::load::Applications;
use super::super::super::object::Cause;
use super::super::super::spec::{
    Expose, Mesh, NetworkChoice, Platform, PortReference, Protocol, Reader, Via, Written as _,
};
use super::super::Labels;
use super::super::peer::{PeerModel, anywhere, pods_in};
use super::super::port::{PortModel, find};
use super::super::workload::Workload;
use super::{Edge, EdgePort, Edges, LINKERD_INBOUND, through_proxies};

/// The edges that nobody states.
pub(super) fn implied(
    spec: &Applications,
    workload: &Workload<'_>,
    problems: &mut Reader,
) -> Edges {
    let network = workload.app.network.as_ref();
    let is_off = network.is_some_and(|network| matches!(network.value, NetworkChoice::Off(_)));
    let platform = spec.platform.as_ref();
    let mut edges = Edges {
        is_on: !is_off,
        ..Edges::default()
    };
    edges.egress.push(dns(platform));
    if workload.app.rbac.is_some() && workload.task.is_none() && edges.is_on {
        edges
            .egress
            .extend(api_server(workload, platform, problems));
    }
    // What ends has no proxy: it would keep the Job from its end.
    if !workload.ends() {
        edges.egress.extend(control_plane(platform));
    }
    if workload.task.is_none() {
        if let Some(expose) = &workload.app.expose {
            edges
                .ingress
                .extend(exposure(workload, &expose.value, platform));
        }
        edges.ingress.extend(scraping(workload, platform));
    }
    edges
}

/// DNS, over both protocols.
fn dns(platform: Option<&Platform>) -> Edge {
    let dns = platform.and_then(|platform| platform.dns.as_ref());
    let mut peers = Vec::new();
    match dns {
        Some(dns) => {
            peers.push(pods_in(
                &dns.value.namespace.value.0,
                dns.value.labels.to_map(),
            ));
            peers.extend(dns.value.also.iter().map(|block| PeerModel::Block {
                cidr: block.value.to_string(),
                except: Vec::new(),
            }));
        }
        None => {
            let labels = Labels::from([("k8s-app".to_owned(), "kube-dns".to_owned())]);
            peers.push(pods_in("kube-system", labels));
        }
    }
    let port = |protocol| EdgePort {
        port: Some(PortReference::Number(53)),
        protocol,
    };
    Edge {
        peers,
        ports: vec![port(Protocol::Udp), port(Protocol::Tcp)],
        cause: Cause::of(dns, "names are resolved by the DNS of kube-system"),
    }
}

fn api_server(
    workload: &Workload<'_>,
    platform: Option<&Platform>,
    problems: &mut Reader,
) -> Vec<Edge> {
    let Some(rbac) = &workload.app.rbac else {
        return Vec::new();
    };
    let servers = platform.map(|platform| platform.api_server.as_slice());
    let servers = servers.unwrap_or_default();
    if servers.is_empty() {
        problems.refuse(
            rbac.span,
            "`rbac` without a way to the API server",
            "say in `[platform]` where it listens, as `kubectl get endpointslices kubernetes` \
             prints it: `api-server = [\"10.0.0.1/32:443\"]`",
        );
    }
    let edge = |server: &crate::source::At<super::super::super::spec::Endpoint>| Edge {
        peers: vec![PeerModel::Block {
            cidr: server.value.block.to_string(),
            except: Vec::new(),
        }],
        ports: vec![EdgePort::tcp(i32::from(server.value.port))],
        cause: Cause::Because(rbac.span, "its account asks the API server"),
    };
    servers.iter().map(edge).collect()
}

/// Where the proxies of a mesh get their certificates and their configuration.
/// <https://istio.io/latest/docs/ops/deployment/application-requirements/>,
/// <https://linkerd.io/2/reference/architecture/>
fn control_plane(platform: Option<&Platform>) -> Option<Edge> {
    let mesh = platform?.mesh?;
    let (namespace, ports): (_, &[i32]) = match mesh.value {
        Mesh::None => return None,
        Mesh::Istio => ("istio-system", &[15012]),
        Mesh::Linkerd => ("linkerd", &[8080, 8086, 8090]),
    };
    Some(Edge {
        peers: vec![pods_in(namespace, Labels::new())],
        ports: ports.iter().copied().map(EdgePort::tcp).collect(),
        cause: Cause::Spec(mesh.span),
    })
}

/// The ports that lead outside.
pub(in crate::generate) fn exposed<'p>(
    ports: &'p [PortModel],
    expose: &Expose,
) -> Vec<&'p PortModel> {
    let mut exposed: Vec<&PortModel> = Vec::new();
    let named = expose.paths.iter().map(|path| &path.value.value);
    let named = named.chain(expose.port.iter().flat_map(|ports| ports.iter()));
    for reference in named {
        if let Some(port) = find(ports, reference)
            && !exposed.iter().any(|known| known.name == port.name)
        {
            exposed.push(port);
        }
    }
    if exposed.is_empty() {
        exposed.extend(ports.iter().find(|port| port.service.is_some()));
    }
    exposed
}

fn exposure(workload: &Workload<'_>, expose: &Expose, platform: Option<&Platform>) -> Option<Edge> {
    let peers = match expose.via.map_or(Via::Ingress, |via| via.value) {
        Via::Ingress => {
            let ingress = &platform?.ingress.as_ref()?.value;
            // Another class may have a controller of its own, beside that of the platform.
            let is_other = expose
                .class
                .as_ref()
                .is_some_and(|class| class.value != ingress.class.value);
            let labels = if is_other {
                Labels::new()
            } else {
                ingress.labels.to_map()
            };
            vec![pods_in(&ingress.namespace.value.0, labels)]
        }
        Via::Gateway => {
            let known = platform.and_then(|platform| platform.gateway.as_ref());
            let known = known.map(|gateway| &gateway.value);
            let name = expose.gateway.as_ref().or(known.map(|known| &known.name))?;
            // Of another Gateway than the platform's only its namespace is known.
            let known = known.filter(|known| known.name.value == name.value);
            let stated = known.and_then(|known| known.namespace.as_ref());
            let stated = stated.map(|namespace| namespace.value.0.clone());
            let own = || workload.namespace.clone();
            let namespace = stated.or_else(|| name.value.namespace.clone()).or_else(own);
            let labels = known.map(|known| known.labels.to_map()).unwrap_or_default();
            match namespace {
                Some(namespace) => vec![pods_in(&namespace, labels)],
                None => vec![PeerModel::Pods {
                    namespace: None,
                    labels: Some(labels).filter(|labels| !labels.is_empty()),
                }],
            }
        }
        Via::LoadBalancer => anywhere(),
    };
    let ports = exposed(&workload.ports, expose).into_iter();
    let mut ports: Vec<EdgePort> = ports.map(EdgePort::of).collect();
    if expose.via.is_none_or(|via| via.value != Via::LoadBalancer) {
        let mesh = platform.and_then(|platform| platform.mesh);
        through_proxies(mesh.map(|mesh| mesh.value), &mut ports);
    }
    Some(Edge {
        peers,
        ports,
        cause: Cause::Because(expose.span(), "what leads from outside to it"),
    })
}

fn scraping(workload: &Workload<'_>, platform: Option<&Platform>) -> Option<Edge> {
    let scraped: Vec<&PortModel> = workload
        .ports
        .iter()
        .filter(|port| port.is_scraped)
        .collect();
    let monitoring = &platform?.monitoring.as_ref()?.value;
    let first = scraped.first()?;
    let mut ports: Vec<EdgePort> = scraped.iter().map(|port| EdgePort::of(port)).collect();
    let mesh = platform?.mesh.map(|mesh| mesh.value);
    // The proxies answer for themselves, too.
    match mesh {
        Some(Mesh::Istio) => ports.extend([15020, 15090].map(EdgePort::tcp)),
        Some(Mesh::Linkerd) => ports.extend([4191, LINKERD_INBOUND].map(EdgePort::tcp)),
        _ => {}
    }
    Some(Edge {
        peers: vec![pods_in(
            &monitoring.namespace.value.0,
            monitoring.labels.to_map(),
        )],
        ports,
        cause: Cause::Because(first.span, "it is scraped"),
    })
}
