//! What the monitors of the Prometheus operator select, and with which credentials they ask.
//!
//! <https://prometheus-operator.dev/docs/api-reference/api/>

use super::config::{self, OF_CONFIG_MAP, OF_SECRET};
use super::gather::{Gathered, items, mapping};
use super::{Namespaces, PortsOf, Selection};
use crate::graph::{Relation, Selector};
use crate::resource::Resource;
use crate::yaml::Node;

/// A kind of monitor: where its endpoints lie, and in which fields they ask for a port.
struct Monitor {
    relation: Relation,
    endpoints: &'static str,
    ports: &'static [&'static str],
}

/// `targetPort` is about the pods behind the Service.
const SERVICE_MONITOR: Monitor = Monitor {
    relation: Relation::MonitorServices,
    endpoints: "endpoints",
    ports: &["port"],
};

const POD_MONITOR: Monitor = Monitor {
    relation: Relation::MonitorPods,
    endpoints: "podMetricsEndpoints",
    ports: &["port", "portNumber", "targetPort"],
};

pub(super) fn mentions<'t>(resource: &Resource<'t>, found: &mut Gathered<'t>) {
    let monitor = match resource.kind {
        "ServiceMonitor" => SERVICE_MONITOR,
        "PodMonitor" => POD_MONITOR,
        _ => return,
    };
    if let Some(spec) = mapping(resource.root, "spec") {
        monitor.mentions(spec, found);
    }
}

impl Monitor {
    fn mentions<'t>(&self, spec: Node<'t>, found: &mut Gathered<'t>) {
        let selection = mapping(spec, "selector").map(|at| {
            found.select(Selection {
                relation: self.relation,
                how: "selector",
                at,
                selector: Selector::of_label_selector(at),
                namespaces: namespaces(spec),
            })
        });
        for endpoint in items(spec, self.endpoints) {
            for field in self.ports {
                if let Some(place) = selection {
                    let of = PortsOf::Mentions(vec![place]);
                    found.port(Relation::MonitorPort, field, endpoint.get(field), of);
                }
            }
            credentials(endpoint, found);
        }
    }
}

fn namespaces(spec: Node<'_>) -> Namespaces<'_> {
    let Some(selector) = mapping(spec, "namespaceSelector") else {
        return Namespaces::Own;
    };
    if selector.get("any").and_then(Node::as_bool) == Some(true) {
        return Namespaces::All;
    }
    let names: Vec<&str> = items(selector, "matchNames")
        .filter_map(Node::as_str)
        .collect();
    if names.is_empty() {
        Namespaces::Own
    } else {
        Namespaces::Named(names)
    }
}

/// Keys of Secrets that an endpoint names.
const SECRETS: [&[&str]; 8] = [
    &["bearerTokenSecret"],
    &["authorization", "credentials"],
    &["basicAuth", "username"],
    &["basicAuth", "password"],
    &["oauth2", "clientSecret"],
    &["oauth2", "clientId", "secret"],
    &["tlsConfig", "keySecret"],
    &["tlsConfig", "cert", "secret"],
];

fn credentials<'t>(endpoint: Node<'t>, found: &mut Gathered<'t>) {
    for path in SECRETS {
        config::key_ref("endpoint", OF_SECRET, endpoint.dig(path), found);
    }
    let authority = |kind| endpoint.dig(&["tlsConfig", "ca", kind]);
    config::key_ref("endpoint", OF_SECRET, authority("secret"), found);
    config::key_ref("endpoint", OF_CONFIG_MAP, authority("configMap"), found);
}
