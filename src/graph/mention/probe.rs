//! Named ports that probes and hooks ask their container for.
//!
//! <https://kubernetes.io/docs/concepts/workloads/pods/probes/>

use super::PortsOf;
use super::gather::Gathered;
use crate::graph::Relation;
use crate::yaml::Node;

/// The hooks of a container.
pub(super) fn hooks<'t>(lifecycle: Node<'t>, container: Node<'t>, found: &mut Gathered<'t>) {
    for (key, how) in [("postStart", "postStart hook"), ("preStop", "preStop hook")] {
        if let Some(hook) = lifecycle.get(key) {
            handler(hook, how, container, found);
        }
    }
}

/// A probe or hook. A number needs no declared port; gRPC knows numbers alone.
pub(super) fn handler<'t>(
    handler: Node<'t>,
    how: &'static str,
    container: Node<'t>,
    found: &mut Gathered<'t>,
) {
    for action in ["httpGet", "tcpSocket"] {
        let port = handler.dig(&[action, "port"]);
        let port = port.filter(|port| port.as_str().is_some_and(is_port_name));
        let of = PortsOf::Container(container);
        found.port(Relation::ProbePort, how, port, of);
    }
}

/// The kubelet reads digits in quotes as a number.
fn is_port_name(text: &str) -> bool {
    !text.bytes().all(|byte| byte.is_ascii_digit())
}
