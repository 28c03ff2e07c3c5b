//! Ports, and how users reach them from outside.

use crate::source::At;
use crate::toml_tree::{Data, Node};

use super::declare::{choice, either_form, keys};
use super::map::Map;
use super::names::UrlPaths;
use super::network::Protocol;
use super::reader::{Read, Reader};
use super::shape::Shape;
use super::text::{Host, ObjectName, Reference, UrlPath};
use super::values::{Port, PortReference, Texts};

either_form! {
    /// A port by its number, or in full.
    pub(crate) enum PortChoice {
        /// The number in the container.
        Number(At<Port>),
        /// In full.
        Full(PortKeys),
    }
}

keys! {
    /// A port
    pub(crate) struct PortKeys {
        /// Its number in the container
        container: At<Port> = "container" ["8080"] => "`containerPort`";
        /// Its number in the Service; `false` keeps it out of the Service
        service: Option<ServicePort> = "service" ["80"] => "`ports[].port` of the Service";
        /// Its protocol: TCP when absent
        protocol: Option<At<Protocol>> = "protocol" ["\"UDP\""] => "`protocol`";
        /// What is spoken over it
        app_protocol: Option<At<String>> = "app-protocol" ["\"grpc\""] => "`appProtocol` of the Service";
        /// Whether it is scraped: true for a port named `metrics`
        scrape: Option<At<bool>> = "scrape" ["true"] => "ServiceMonitor or PodMonitor, and an edge for the scraper";
        /// The path that is scraped
        path: Option<At<UrlPath>> = "path" ["\"/metrics\""] => "`endpoints[].path`";
    }
}

/// The port of a Service, or none.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ServicePort {
    /// It is not in the Service.
    Off,
    /// Its number.
    Number(At<Port>),
}

impl Read for ServicePort {
    const SHAPE: Shape = Shape::Any(&[Port::SHAPE, Shape::Boolean]);

    fn read(node: &Node, name: &str, reader: &mut Reader) -> Option<Self> {
        match node.data {
            Data::Boolean(false) => Some(Self::Off),
            _ => At::read(node, name, reader).map(Self::Number),
        }
    }
}

choice! {
    /// What leads from outside to the application.
    pub(crate) enum Via {
        /// An Ingress.
        Ingress = "ingress",
        /// An HTTPRoute at a Gateway.
        Gateway = "gateway",
        /// A load balancer of its own.
        LoadBalancer = "load-balancer",
    }
}

either_form! {
    /// Whether connections are encrypted, and by which certificate.
    pub(crate) enum Tls {
        /// Whether.
        Whether(At<bool>),
        /// The Secret with the certificate.
        Secret(TlsKeys),
    }
}

keys! {
    /// A certificate that is made by hand
    pub(crate) struct TlsKeys {
        /// The Secret with the certificate and its key
        secret: At<ObjectName> = "secret" ["\"shop-tls\""] => "`tls[].secretName`";
    }
}

keys! {
    /// How users reach the application from outside
    pub(crate) struct Expose {
        /// The host names
        hosts: Vec<At<Host>> = "hosts" ["[\"shop.example.com\"]"] => "`rules[].host` or `hostnames`";
        /// Whether connections are encrypted, or `{ secret = … }`
        tls: Option<Tls> = "tls" ["true"] => "`tls`, or the listener `https` of the Gateway";
        /// What leads there: `ingress` when absent
        via: Option<At<Via>> = "via" ["\"gateway\""] => "Ingress, HTTPRoute or Service";
        /// The Gateway; that of `[platform]` when absent
        gateway: Option<At<Reference>> = "gateway" ["\"infra/public\""] => "`parentRefs`";
        /// Which paths lead to which port; `/` to the first port when absent
        paths: Map<UrlPaths, At<PortReference>> = "paths" ["{ \"/api\" = \"http\" }"] => "`paths` or `matches`";
        /// The port of the path `/`; of a load balancer the port, or a list of them
        port: Option<ExposedPorts> = "port" ["\"http\""] => "the backend";
        /// The class of the Ingress; that of `[platform]` when absent
        class: Option<At<ObjectName>> = "class" ["\"nginx\""] => "`ingressClassName`";
        /// The issuer of certificates (cert-manager)
        issuer: Option<At<ObjectName>> = "issuer" ["\"letsencrypt\""] => "the annotation `cert-manager.io/cluster-issuer`";
        /// Annotations
        annotations: Texts = "annotations" ["{ \"example.com/timeout\" = \"30\" }"] => "`metadata.annotations`";
    }
}

/// The ports that lead outside.
#[derive(Debug, Clone)]
pub(crate) struct ExposedPorts(pub(crate) Vec<At<PortReference>>);

impl ExposedPorts {
    /// What is stated of each.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &PortReference> {
        self.0.iter().map(|port| &port.value)
    }
}

impl Read for ExposedPorts {
    const SHAPE: Shape = Shape::Any(&[
        <PortReference as Read>::SHAPE,
        Shape::List(&<PortReference as Read>::SHAPE),
    ]);

    fn read(node: &Node, name: &str, reader: &mut Reader) -> Option<Self> {
        match node.data {
            Data::List(_) => Vec::read(node, name, reader).map(Self),
            _ => At::read(node, name, reader).map(|port| Self(vec![port])),
        }
    }
}
