//! `input.pod`.

use regorus::Value;

use super::ContainerView;
use crate::policy::value::{empty, fields, object, quantities, value};
use crate::resource::Pod;
use crate::yaml::Node;

/// The pod with what the API's defaults say where it says nothing.
///
/// <https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/>
pub(super) fn view(
    pod: &Pod<'_>,
    kind: &str,
    spec: Value,
    containers: &[ContainerView<'_>],
) -> Value {
    let metadata = |key| mapping(pod.metadata.and_then(|metadata| metadata.get(key)));
    let containers: Vec<Value> = containers.iter().map(|view| view.value.clone()).collect();
    object([
        ("kind", Some(Value::from(kind))),
        ("metadata", Some(mapping(pod.metadata))),
        ("labels", Some(metadata("labels"))),
        ("annotations", Some(metadata("annotations"))),
        ("spec", Some(spec)),
        ("os", Some(Value::from(os(pod)))),
        ("containers", Some(Value::from(containers))),
        ("effective", Some(effective(pod))),
    ])
}

/// `spec.os.name`.
fn os<'t>(pod: &Pod<'t>) -> &'t str {
    let name = pod.spec.and_then(|spec| spec.dig(&["os", "name"]));
    name.map_or("", Node::text)
}

fn effective(pod: &Pod<'_>) -> Value {
    let field = |key| pod.spec.and_then(|spec| spec.get(key));
    let flag = |key, default| {
        let written = field(key).and_then(Node::as_bool);
        Some(Value::from(written.unwrap_or(default)))
    };
    let text = |key, default: &str| {
        let written = field(key).and_then(Node::as_str);
        Some(Value::from(written.unwrap_or(default)))
    };
    let grace = field("terminationGracePeriodSeconds").and_then(Node::as_i64);
    let resources = field("resources");
    let of = |key| {
        let quantities = quantities(resources.and_then(|resources| resources.get(key)), None);
        Some(Value::from(quantities))
    };
    object([
        ("securityContext", Some(mapping(field("securityContext")))),
        (
            "resources",
            Some(object([
                ("requests", of("requests")),
                ("limits", of("limits")),
            ])),
        ),
        ("hostNetwork", flag("hostNetwork", false)),
        ("hostPID", flag("hostPID", false)),
        ("hostIPC", flag("hostIPC", false)),
        ("hostUsers", flag("hostUsers", true)),
        ("restartPolicy", text("restartPolicy", "Always")),
        ("dnsPolicy", text("dnsPolicy", "ClusterFirst")),
        (
            "terminationGracePeriodSeconds",
            Some(Value::from(grace.unwrap_or(30))),
        ),
    ])
}

/// A mapping as it is written; an empty one for anything else.
pub(super) fn mapping(node: Option<Node<'_>>) -> Value {
    match node {
        Some(node) if node.is_mapping() => Value::from(fields(node)),
        Some(node) if !node.is_null() => value(node),
        _ => empty(),
    }
}
