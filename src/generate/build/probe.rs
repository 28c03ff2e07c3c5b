//! Probes: readiness, liveness and startup, which differ.

use k8s_openapi::api::core::v1::{
    ExecAction, GRPCAction, HTTPGetAction, HTTPHeader, Probe, TCPSocketAction,
};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::metadata::list;
use crate::generate::object::{Cause, Causes, Part};
use crate::generate::spec::{Health, PortReference, Probe as Stated, ProbeKeys, Written as _};
use crate::source::At;

/// The probes of a container.
#[derive(Debug, Default)]
pub(super) struct Probes {
    pub(super) readiness: Option<Part<Probe>>,
    pub(super) liveness: Option<Part<Probe>>,
    pub(super) startup: Option<Part<Probe>>,
}

/// A port that probes can ask.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) name: String,
    pub(super) number: i32,
}

/// How often and how patiently a probe asks.
#[derive(Clone, Copy)]
struct Manner {
    period: i32,
    timeout: i32,
    failures: i32,
}

/// Taken out of the Service after half a minute.
const READINESS: Manner = Manner {
    period: 10,
    timeout: 2,
    failures: 3,
};
/// Restarted after a minute: later than it is taken out of the Service, so that a short overload
/// does not end it.
const LIVENESS: Manner = Manner {
    period: 20,
    timeout: 5,
    failures: 3,
};
/// Asked often while it starts.
const STARTUP_PERIOD: i32 = 5;

/// The probes that a table states, with the default readiness probe where it states none.
pub(super) fn probes(health: Option<&At<Health>>, ports: &[Asked]) -> Probes {
    let stated = health.map(|health| &health.value);
    let readiness = match stated.and_then(|health| health.ready.as_ref()) {
        Some(probe) => of(probe, ports, READINESS),
        None => ports.first().map(|port| connects(port, READINESS)),
    };
    let liveness = stated
        .and_then(|health| health.live.as_ref())
        .and_then(|probe| of(probe, ports, LIVENESS));
    let boot = stated.and_then(|health| health.boot_time);
    let startup = boot.and_then(|boot| {
        let part = liveness.as_ref().or(readiness.as_ref())?;
        let mut causes = part.causes.clone();
        causes.note("", Cause::Spec(boot.span));
        let failures = (boot.value.0 + STARTUP_PERIOD - 1) / STARTUP_PERIOD;
        let value = Probe {
            initial_delay_seconds: None,
            period_seconds: Some(STARTUP_PERIOD),
            failure_threshold: Some(failures.max(1)),
            ..part.value.clone()
        };
        Some(Part { value, causes })
    });
    Probes {
        readiness,
        liveness,
        startup,
    }
}

/// A default: the port takes connections.
fn connects(port: &Asked, manner: Manner) -> Part<Probe> {
    let mut causes = Causes::default();
    let reason = "a port that takes connections; `health.ready` asks better";
    causes.note("", Cause::Default(reason));
    let mut probe = in_manner(manner);
    probe.tcp_socket = Some(TCPSocketAction {
        port: IntOrString::String(port.name.clone()),
        ..TCPSocketAction::default()
    });
    Part {
        value: probe,
        causes,
    }
}

fn in_manner(manner: Manner) -> Probe {
    Probe {
        period_seconds: Some(manner.period),
        timeout_seconds: Some(manner.timeout),
        failure_threshold: Some(manner.failures),
        ..Probe::default()
    }
}

fn of(stated: &Stated, ports: &[Asked], manner: Manner) -> Option<Part<Probe>> {
    let mut causes = Causes::default();
    let value = match stated {
        Stated::Off => return None,
        Stated::Path(path) => {
            causes.note("", Cause::Spec(path.span));
            let reason = Cause::Default("the pace of a probe of its kind");
            for pace in ["/periodSeconds", "/timeoutSeconds", "/failureThreshold"] {
                causes.note(pace, reason);
            }
            let mut probe = in_manner(manner);
            probe.http_get = Some(HTTPGetAction {
                path: Some(path.value.0.clone()),
                port: IntOrString::String(ports.first()?.name.clone()),
                ..HTTPGetAction::default()
            });
            probe
        }
        Stated::Full(keys) => {
            causes.note("", Cause::Spec(keys.span()));
            full(keys, ports, manner)?
        }
    };
    Some(Part { value, causes })
}

fn full(keys: &ProbeKeys, ports: &[Asked], manner: Manner) -> Option<Probe> {
    let mut probe = in_manner(Manner {
        period: keys.every.map_or(manner.period, |every| every.value.0),
        timeout: keys
            .timeout
            .map_or(manner.timeout, |timeout| timeout.value.0),
        failures: keys
            .failures
            .map_or(manner.failures, |failures| failures.value.0),
    });
    probe.initial_delay_seconds = keys.delay.map(|delay| delay.value.0);
    if let Some(path) = &keys.http {
        let port = match &keys.port {
            Some(port) => asked(&port.value, ports)?,
            None => ports.first()?,
        };
        let headers = keys.headers.iter().map(|header| HTTPHeader {
            name: header.name.value.clone(),
            value: header.value.value.clone(),
        });
        probe.http_get = Some(HTTPGetAction {
            path: Some(path.value.0.clone()),
            port: IntOrString::String(port.name.clone()),
            scheme: keys
                .https
                .filter(|https| https.value)
                .map(|_| "HTTPS".to_owned()),
            http_headers: list(headers.collect()),
            ..HTTPGetAction::default()
        });
    } else if let Some(port) = &keys.tcp {
        probe.tcp_socket = Some(TCPSocketAction {
            port: IntOrString::String(asked(&port.value, ports)?.name.clone()),
            ..TCPSocketAction::default()
        });
    } else if let Some(port) = &keys.grpc {
        // The API takes no name here.
        probe.grpc = Some(GRPCAction {
            port: asked(&port.value, ports)?.number,
            ..GRPCAction::default()
        });
    } else if let Some(command) = &keys.exec {
        probe.exec = Some(ExecAction {
            command: Some(command.value.clone()),
        });
    }
    Some(probe)
}

/// The port that a name or number means.
fn asked<'p>(reference: &PortReference, ports: &'p [Asked]) -> Option<&'p Asked> {
    ports.iter().find(|port| match reference {
        PortReference::Name(name) => port.name == *name,
        PortReference::Number(number) => port.number == *number,
    })
}
