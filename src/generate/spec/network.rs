//! Who talks to whom.

use std::net::IpAddr;

use crate::source::At;
use crate::toml_tree::{Data, Node};

use super::declare::{choice, either_form, keys};
use super::reader::{Read, Reader};
use super::shape::{Shape, Text};
use super::text::{AppName, Parse, Refusal};
use super::values::{Off, PortReference, Texts};

either_form! {
    /// `[network]`, or none.
    pub(crate) enum NetworkChoice {
        /// No policies.
        Off(Off),
        /// The edges.
        Edges(Network),
    }
}

keys! {
    /// Who may connect to the application and to whom it connects; all else is refused
    pub(crate) struct Network {
        /// Who may connect: `"app"`, `"app:port"`, `"app.namespace"`, `"namespace:x"`, a CIDR, `"internet"` or a table
        from: Vec<At<Peer>> = "from" ["[\"frontend\"]"] => "NetworkPolicy `ingress`, and `egress` of an app in the same file";
        /// To whom it connects
        to: Vec<At<Peer>> = "to" ["[\"payments:8443\", \"internet:443\"]"] => "NetworkPolicy `egress`, and `ingress` of an app in the same file";
    }
}

/// The other end of an edge.
#[derive(Debug, Clone)]
pub(crate) struct Peer {
    /// Who.
    pub(crate) who: Who,
    /// On which port; none for all that the app offers.
    pub(crate) port: Option<PortReference>,
    /// Which protocol; TCP when none is said.
    pub(crate) protocol: Option<Protocol>,
}

/// Who is at the other end.
#[derive(Debug, Clone)]
pub(crate) enum Who {
    /// An application, perhaps of another namespace.
    App {
        /// Its name.
        name: String,
        /// Its namespace, when it is said.
        namespace: Option<String>,
    },
    /// All pods of a namespace.
    Namespace(String),
    /// Pods with these labels.
    Labels {
        /// The labels; none for all pods.
        labels: Texts,
        /// Their namespace; none for that of the application.
        namespace: Option<String>,
    },
    /// Addresses.
    Block(Cidr),
    /// All that is public.
    Internet,
}

choice! {
    /// A protocol of a port.
    pub(crate) enum Protocol {
        /// The default.
        Tcp = "TCP",
        /// Datagrams.
        Udp = "UDP",
        /// Streams of telephone networks.
        Sctp = "SCTP",
    }
}

keys! {
    /// Pods by their labels
    pub(crate) struct PeerKeys {
        /// Their labels
        labels: Texts = "labels" ["{ app = \"orders\" }"] => "`podSelector.matchLabels`";
        /// Their namespace
        namespace: Option<At<AppName>> = "namespace" ["\"data\""] => "`namespaceSelector.matchLabels`";
        /// The port of the pods
        port: Option<At<PortReference>> = "port" ["5432"] => "`ports[].port`";
        /// The protocol
        protocol: Option<At<Protocol>> = "protocol" ["\"UDP\""] => "`ports[].protocol`";
    }
}

impl Read for Peer {
    const SHAPE: Shape = Shape::Any(&[Shape::Text(PeerText::TEXT), PeerKeys::SHAPE]);

    fn read(node: &Node, name: &str, reader: &mut Reader) -> Option<Self> {
        if let Data::Table(_) = node.data {
            let keys = PeerKeys::read(node, name, reader)?;
            if keys.labels.is_empty() && keys.namespace.is_none() {
                reader.refuse(
                    node.span,
                    "an edge to nobody: neither `labels` nor `namespace`",
                    "write `labels = { app = \"…\" }`, `namespace = \"…\"` or both",
                );
                return None;
            }
            return Some(Self {
                who: Who::Labels {
                    labels: keys.labels,
                    namespace: keys.namespace.map(|namespace| namespace.value.0),
                },
                port: keys.port.map(|port| port.value),
                protocol: keys.protocol.map(|protocol| protocol.value),
            });
        }
        PeerText::read(node, name, reader).map(|text| text.0)
    }
}

/// An address range in CIDR notation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cidr {
    /// The first address.
    pub(crate) address: IpAddr,
    /// How many bits are fixed.
    pub(crate) prefix: u8,
}

impl std::fmt::Display for Cidr {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.address, self.prefix)
    }
}

impl Parse for Cidr {
    const TEXT: Text = Text {
        what: "an address range",
        example: "\"10.0.0.0/16\"",
        pattern: Some("^[0-9a-fA-F.:]+/[0-9]+$"),
    };

    fn parse(text: &str) -> Result<Self, Refusal> {
        let help = "write the first address and the number of fixed bits: `\"10.0.0.0/16\"`";
        let refusal = || Refusal::new(format!("`{text}` is no address range"), help);
        let (address, prefix) = text.split_once('/').ok_or_else(refusal)?;
        let address: IpAddr = address.parse().map_err(|_| refusal())?;
        let prefix: u8 = prefix.parse().map_err(|_| refusal())?;
        let first = first_address(address, prefix).ok_or_else(refusal)?;
        if first != address {
            return Err(Refusal::new(
                format!("`{text}` does not begin its range"),
                format!("write `\"{first}/{prefix}\"`"),
            ));
        }
        Ok(Self { address, prefix })
    }
}

/// The first address of a range; none when it has not so many bits.
fn first_address(address: IpAddr, prefix: u8) -> Option<IpAddr> {
    Some(match address {
        IpAddr::V4(address) => {
            let free = 32u32.checked_sub(u32::from(prefix))?;
            let mask = u32::MAX.checked_shl(free).unwrap_or(0);
            IpAddr::V4((u32::from(address) & mask).into())
        }
        IpAddr::V6(address) => {
            let free = 128u32.checked_sub(u32::from(prefix))?;
            let mask = u128::MAX.checked_shl(free).unwrap_or(0);
            IpAddr::V6((u128::from(address) & mask).into())
        }
    })
}

/// An address range and a port, `10.0.0.1/32:443`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Endpoint {
    /// The range.
    pub(crate) block: Cidr,
    /// The port.
    pub(crate) port: u16,
}

impl Parse for Endpoint {
    const TEXT: Text = Text {
        what: "an address range with a port",
        example: "\"10.0.0.1/32:443\"",
        pattern: Some("^[0-9a-fA-F.:]+/[0-9]+:[0-9]+$"),
    };

    fn parse(text: &str) -> Result<Self, Refusal> {
        let parts = text.rsplit_once(':').and_then(|(block, port)| {
            let port = port.parse::<u16>().ok().filter(|port| *port > 0)?;
            block.contains('/').then_some((block, port))
        });
        let Some((block, port)) = parts else {
            return Err(Refusal::new(
                format!("`{text}` is no address range with a port"),
                format!("for example {}", Self::TEXT.example),
            ));
        };
        let block = Cidr::parse(block)?;
        Ok(Self { block, port })
    }
}

/// A [`Peer`] in one string.
struct PeerText(Peer);

impl Parse for PeerText {
    const TEXT: Text = Text {
        what: "an app, a namespace, an address range or `internet`, perhaps with `:port`",
        example: "\"payments:8443\"",
        pattern: None,
    };

    fn parse(text: &str) -> Result<Self, Refusal> {
        let whole = |who| Peer {
            who,
            port: None,
            protocol: None,
        };
        if let Some(rest) = text.strip_prefix("namespace:") {
            let (name, peer_port) = with_port(rest)?;
            AppName::parse(name)?;
            let mut peer = whole(Who::Namespace(name.to_owned()));
            peer.port = peer_port;
            return Ok(Self(peer));
        }
        if let Some((address, rest)) = text.split_once('/')
            && address.parse::<IpAddr>().is_ok()
        {
            let (prefix, port) = with_port(rest)?;
            let mut peer = whole(Who::Block(Cidr::parse(&format!("{address}/{prefix}"))?));
            peer.port = port;
            return Ok(Self(peer));
        }
        if text.parse::<IpAddr>().is_ok() {
            let bits = if text.contains(':') { 128 } else { 32 };
            return Err(Refusal::new(
                format!("`{text}` is an address, not a range"),
                format!("write `\"{text}/{bits}\"`"),
            ));
        }
        let (name, port) = with_port(text)?;
        let mut peer = whole(if name == "internet" {
            Who::Internet
        } else {
            app(name)?
        });
        peer.port = port;
        Ok(Self(peer))
    }
}

/// `app` or `app.namespace`.
fn app(text: &str) -> Result<Who, Refusal> {
    let (name, namespace) = match text.split_once('.') {
        Some((name, namespace)) => (name, Some(namespace)),
        None => (text, None),
    };
    for part in [Some(name), namespace].into_iter().flatten() {
        if AppName::parse(part).is_err() {
            return Err(Refusal::new(
                format!("`{text}` is nobody that can be at the end of an edge"),
                "write `app`, `app.namespace`, `namespace:x`, an address range or `internet`, \
                 each perhaps with `:port`; or a table with `labels`",
            ));
        }
    }
    Ok(Who::App {
        name: name.to_owned(),
        namespace: namespace.map(str::to_owned),
    })
}

/// Takes the port from the end.
fn with_port(text: &str) -> Result<(&str, Option<PortReference>), Refusal> {
    let Some((rest, port)) = text.split_once(':') else {
        return Ok((text, None));
    };
    let reference = match port.parse::<u16>() {
        Ok(0) => None,
        Ok(number) => Some(PortReference::Number(i32::from(number))),
        Err(_) => super::text::PortName::parse(port)
            .ok()
            .filter(|name| name.0.parse::<u32>().is_err())
            .map(|name| PortReference::Name(name.0)),
    };
    match reference {
        Some(reference) => Ok((rest, Some(reference))),
        None => Err(Refusal::new(
            format!("`{port}` is no port"),
            "write a number from 1 to 65535 or the name of a port",
        )),
    }
}
