//! `input.links`: what other objects say about this one.

use regorus::Value;

use super::Target;
use crate::graph::{Graph, ObjectId};
use crate::policy::value::{empty, object, quantities, value};
use crate::yaml::Node;

/// The links of an object.
pub(super) fn view(graph: &Graph<'_>, id: Option<ObjectId>, target: &Target<'_>) -> Value {
    let Some(id) = id else { return none() };
    let links = graph.links(id, target.pod.as_ref());
    let each = |ids: &[ObjectId], view: fn(&Graph<'_>, ObjectId) -> Value| {
        let values: Vec<Value> = ids.iter().map(|id| view(graph, *id)).collect();
        Some(Value::from(values))
    };
    object([
        ("namespace", links.namespace.map(|id| namespace(graph, id))),
        ("limitRanges", each(links.limit_ranges, limit_range)),
        ("quotas", each(links.quotas, quota)),
        ("services", each(&links.services, service)),
        ("autoscalers", each(&links.autoscalers, autoscaler)),
    ])
}

/// The links of an object about which nothing else is known.
pub(super) fn none() -> Value {
    let nothing = || Some(Value::from(Vec::<Value>::new()));
    object([
        ("limitRanges", nothing()),
        ("quotas", nothing()),
        ("services", nothing()),
        ("autoscalers", nothing()),
    ])
}

/// How policies name an object of the graph.
pub(in crate::policy) fn reference(id: ObjectId) -> Value {
    Value::from(u64::from(id.0))
}

fn name(graph: &Graph<'_>, id: ObjectId) -> Option<Value> {
    Some(Value::from(graph.object(id).resource.display_name()))
}

fn at<'t>(graph: &Graph<'t>, id: ObjectId, path: &[&str]) -> Option<Node<'t>> {
    graph.object(id).resource.root.dig(path)
}

fn written(graph: &Graph<'_>, id: ObjectId, path: &[&str]) -> Option<Value> {
    at(graph, id, path)
        .filter(|node| !node.is_null())
        .map(value)
}

fn namespace(graph: &Graph<'_>, id: ObjectId) -> Value {
    let metadata = |key| Some(written(graph, id, &["metadata", key]).unwrap_or_else(empty));
    object([
        ("ref", Some(reference(id))),
        ("name", name(graph, id)),
        ("labels", metadata("labels")),
        ("annotations", metadata("annotations")),
    ])
}

fn limit_range(graph: &Graph<'_>, id: ObjectId) -> Value {
    let limits = at(graph, id, &["spec", "limits"]);
    let limits = limits.into_iter().flat_map(Node::items).map(|limit| {
        let of = |key| Some(Value::from(quantities(limit.get(key), None)));
        object([
            ("type", limit.get("type").map(value)),
            ("min", of("min")),
            ("max", of("max")),
            ("default", of("default")),
            ("defaultRequest", of("defaultRequest")),
            ("maxLimitRequestRatio", of("maxLimitRequestRatio")),
        ])
    });
    object([
        ("ref", Some(reference(id))),
        ("name", name(graph, id)),
        ("limits", Some(Value::from(limits.collect::<Vec<Value>>()))),
    ])
}

fn quota(graph: &Graph<'_>, id: ObjectId) -> Value {
    let hard = quantities(at(graph, id, &["spec", "hard"]), None);
    object([
        ("ref", Some(reference(id))),
        ("name", name(graph, id)),
        ("hard", Some(Value::from(hard))),
        ("scopes", written(graph, id, &["spec", "scopes"])),
        (
            "scopeSelector",
            written(graph, id, &["spec", "scopeSelector"]),
        ),
    ])
}

fn service(graph: &Graph<'_>, id: ObjectId) -> Value {
    let spec = |key| written(graph, id, &["spec", key]);
    object([
        ("ref", Some(reference(id))),
        ("name", name(graph, id)),
        (
            "type",
            Some(spec("type").unwrap_or_else(|| Value::from("ClusterIP"))),
        ),
        (
            "ports",
            Some(spec("ports").unwrap_or_else(|| Value::from(Vec::<Value>::new()))),
        ),
        ("selector", spec("selector")),
        ("publishNotReadyAddresses", spec("publishNotReadyAddresses")),
    ])
}

fn autoscaler(graph: &Graph<'_>, id: ObjectId) -> Value {
    object([
        ("ref", Some(reference(id))),
        ("kind", Some(Value::from(graph.object(id).resource.kind))),
        ("name", name(graph, id)),
        (
            "spec",
            Some(written(graph, id, &["spec"]).unwrap_or_else(empty)),
        ),
    ])
}
