//! The ports of an application.

use crate::source::Span;

use super::super::object::Cause;
use super::super::spec::{App, Kind, PortChoice, PortReference, Protocol, Reader, ServicePort};

/// A port of a container.
#[derive(Debug, Clone)]
pub(in crate::generate) struct PortModel {
    /// Its name.
    pub(in crate::generate) name: String,
    /// Its number in the pod.
    pub(in crate::generate) container: i32,
    /// Its number in the Service; none when it is not in one.
    pub(in crate::generate) service: Option<i32>,
    /// Its protocol.
    pub(in crate::generate) protocol: Protocol,
    /// What is spoken over it.
    pub(in crate::generate) app_protocol: Option<String>,
    /// Whether it is scraped.
    pub(in crate::generate) is_scraped: bool,
    /// The path that is scraped.
    pub(in crate::generate) path: Option<String>,
    /// Where it is stated.
    pub(in crate::generate) span: Span,
}

impl PortModel {
    /// Why it is there.
    pub(in crate::generate) fn cause(&self) -> Cause {
        Cause::Spec(self.span)
    }
}

/// The name of a port that is scraped unless it says otherwise.
const METRICS: &str = "metrics";

/// The ports, in the order of the text.
pub(super) fn ports(app: &App, kind: Kind, problems: &mut Reader) -> Vec<PortModel> {
    let mut ports = Vec::new();
    if let Some(port) = &app.port {
        let has_service = matches!(kind, Kind::Service | Kind::Stateful);
        ports.push(PortModel {
            name: "http".to_owned(),
            container: port.value.0,
            service: has_service.then_some(80),
            protocol: Protocol::Tcp,
            app_protocol: None,
            is_scraped: false,
            path: None,
            span: port.span,
        });
    }
    for port in app.ports.iter() {
        ports.push(of(
            &port.name.value,
            &port.value.value,
            kind,
            port.value.span,
        ));
    }
    refuse_twins(app, &ports, problems);
    ports
}

fn of(name: &str, choice: &PortChoice, kind: Kind, span: Span) -> PortModel {
    let is_metrics = name == METRICS;
    let has_service = matches!(kind, Kind::Service | Kind::Stateful);
    match choice {
        PortChoice::Number(number) => PortModel {
            name: name.to_owned(),
            container: number.value.0,
            service: has_service.then_some(number.value.0),
            protocol: Protocol::Tcp,
            app_protocol: None,
            is_scraped: is_metrics,
            path: None,
            span,
        },
        PortChoice::Full(keys) => PortModel {
            name: name.to_owned(),
            container: keys.container.value.0,
            service: match keys.service {
                Some(ServicePort::Off) => None,
                Some(ServicePort::Number(number)) => Some(number.value.0),
                None => has_service.then_some(keys.container.value.0),
            },
            protocol: keys
                .protocol
                .map_or(Protocol::Tcp, |protocol| protocol.value),
            app_protocol: keys.app_protocol.as_ref().map(|text| text.value.clone()),
            is_scraped: keys.scrape.map_or(is_metrics, |scrape| scrape.value),
            path: keys.path.as_ref().map(|path| path.value.0.clone()),
            span,
        },
    }
}

/// A number or a name that two ports have.
fn refuse_twins(app: &App, ports: &[PortModel], problems: &mut Reader) {
    for (at, port) in ports.iter().enumerate() {
        for earlier in &ports[..at] {
            if earlier.name == port.name {
                let message = format!("`{}` is the name of two ports", port.name);
                problems.refuse(
                    port.span,
                    message,
                    "`port` is short for `ports.http`: leave one of them out",
                );
            } else if earlier.container == port.container && earlier.protocol == port.protocol {
                problems.refuse(
                    port.span,
                    format!(
                        "`{}` and `{}` are both port {}",
                        earlier.name, port.name, port.container
                    ),
                    "a port has one name; leave one of them out",
                );
            } else if earlier.service.is_some()
                && earlier.service == port.service
                && earlier.protocol == port.protocol
            {
                problems.refuse(
                    port.span,
                    format!(
                        "`{}` and `{}` are both port {} of the Service",
                        earlier.name,
                        port.name,
                        port.service.unwrap_or_default()
                    ),
                    "give one of them another number: `{ container = …, service = … }`",
                );
            }
        }
    }
    let beside = app
        .sidecar
        .iter()
        .flat_map(|sidecar| sidecar.value.ports.iter());
    for sidecar in beside {
        let number = sidecar.value.value.0;
        let twin = ports
            .iter()
            .find(|port| port.container == number || port.name == sidecar.name.value);
        if let Some(twin) = twin {
            let message = format!(
                "port {number} `{}` of the sidecar is also `{}` of the application",
                sidecar.name.value, twin.name
            );
            let help = "the containers of a pod share its ports: give it another number and name";
            problems.refuse(sidecar.value.span, message, help);
        }
    }
}

/// The port that a name or number means; a number is that of the Service first.
pub(in crate::generate) fn find<'p>(
    ports: &'p [PortModel],
    reference: &PortReference,
) -> Option<&'p PortModel> {
    match reference {
        PortReference::Name(name) => ports.iter().find(|port| port.name == *name),
        PortReference::Number(number) => ports
            .iter()
            .find(|port| port.service == Some(*number))
            .or_else(|| ports.iter().find(|port| port.container == *number)),
    }
}

/// The ports that others connect to: those of the Service, or else all, without scraped ones.
pub(in crate::generate) fn offered(ports: &[PortModel]) -> Vec<&PortModel> {
    let in_service: Vec<&PortModel> = ports
        .iter()
        .filter(|port| port.service.is_some() && !port.is_scraped)
        .collect();
    if in_service.is_empty() {
        return ports.iter().filter(|port| !port.is_scraped).collect();
    }
    in_service
}

/// The ports of an application in words, for messages.
pub(in crate::generate) fn words(ports: &[PortModel]) -> String {
    let words: Vec<String> = ports
        .iter()
        .map(|port| match port.service {
            Some(service) => format!("`{}` ({service})", port.name),
            None => format!("`{}` ({})", port.name, port.container),
        })
        .collect();
    words.join(", ")
}

/// The port of a container that a name or its own number means, as probes count them.
pub(in crate::generate) fn in_pod<'p>(
    ports: &'p [PortModel],
    reference: &PortReference,
) -> Option<&'p PortModel> {
    ports.iter().find(|port| match reference {
        PortReference::Name(name) => port.name == *name,
        PortReference::Number(number) => port.container == *number,
    })
}
