//! `input.link` and `input.targets`: one link, and what it leads to.

mod nearest;

use std::cell::OnceCell;

use regorus::Value;

use super::links::{autoscalers, budgets, namespace, network_policies, reference, services};
use super::{identity, pod};
use crate::graph::{Graph, GraphObject, Link, LinkId, ObjectId, Relation};
use crate::policy::value::{empty, object, value};
use crate::resource::Pod;
use crate::yaml::{Node, Path, Segment};

/// A link that some policy is for, with its values when they are built.
#[derive(Debug)]
pub(in crate::policy) struct LinkView {
    pub(super) id: LinkId,
    pub(super) value: OnceCell<Value>,
}

impl LinkView {
    pub(super) fn new(id: LinkId) -> Self {
        Self {
            id,
            value: OnceCell::new(),
        }
    }
}

/// How many ends and equal failures a policy is shown: a message that lists more is not read.
const MANY: usize = 20;

/// `input.link`.
pub(super) fn view(graph: &Graph<'_>, id: LinkId, container: Option<&str>) -> Value {
    let link = graph.link(id);
    let root = graph.object(link.from).resource.root;
    let path = Path::leading_to(root, link.at);
    let text = |text: &str| (!text.is_empty()).then(|| Value::from(text));
    let is_selector = link.at.is_mapping();
    let to = graph.ends_of(link).iter().take(MANY);
    let to: Vec<Value> = to.map(|id| end(graph, link.from, *id)).collect();
    let also = graph.caused_by(id).iter().take(MANY);
    let also: Vec<Value> = also.map(|id| other(graph, *id)).collect();
    object([
        ("relation", Some(Value::from(link.relation.as_str()))),
        ("outcome", Some(Value::from(link.outcome.as_str()))),
        ("use", text(link.how)),
        ("path", Some(steps(&path))),
        ("field", Some(Value::from(path.to_string()))),
        (
            "text",
            Some(Value::from(if is_selector { "" } else { link.at.text() })),
        ),
        ("container", container.map(Value::from)),
        ("target", Some(target(root, link))),
        ("selector", is_selector.then(|| value(link.at))),
        ("peer", peer(link).map(Value::from)),
        ("nulls", peer(link).map(|_| nulls(root, &path))),
        ("to", Some(Value::from(to))),
        ("closed", Some(Value::from(link.closed))),
        ("equal", (link.how == "equal").then(|| Value::from(true))),
        ("nearest", nearest::view(graph, link)),
        ("also", Some(Value::from(also))),
        (
            "failing",
            Some(Value::from(graph.caused_by(id).len() as u64 + 1)),
        ),
    ])
}

fn target(root: Node<'_>, link: &Link<'_>) -> Value {
    let target = &link.target;
    let text = |text: &str| (!text.is_empty()).then(|| Value::from(text));
    let key_path = target.key_at.map(|place| steps(&Path::to(root, place.0)));
    object([
        ("kind", text(target.kind)),
        ("group", Some(Value::from(target.group))),
        ("name", text(target.name)),
        ("namespace", target.namespace.map(Value::from)),
        ("key", target.key.map(Value::from)),
        ("keyPath", key_path),
    ])
}

/// Of what kind a NetworkPolicy's peer is.
fn peer(link: &Link<'_>) -> Option<&'static str> {
    match link.relation {
        Relation::NetworkPolicyPeerPods | Relation::NetworkPolicyPeerNamespaces => {}
        _ => return None,
    }
    Some(match (link.relation, link.is_combined) {
        (_, true) => "both",
        (Relation::NetworkPolicyPeerPods, false) => "pods",
        _ => "namespaces",
    })
}

/// The selectors of a peer that are written as null, which is as good as not written.
fn nulls(root: Node<'_>, path: &Path) -> Value {
    let peer = path.parent().map(|peer| peer.locate(root).value);
    let null = ["podSelector", "namespaceSelector"]
        .iter()
        .filter(|key| {
            let entry = peer.and_then(|peer| peer.entry(key));
            entry.is_some_and(|(_, value)| value.is_null())
        })
        .map(|key| Value::from(*key));
    Value::from(null.collect::<Vec<Value>>())
}

/// The steps of a path as policies write them.
pub(super) fn steps(path: &Path) -> Value {
    let steps = path.0.iter().map(|step| match step {
        Segment::Key(key) => Value::from(key.as_str()),
        Segment::Index(index) => Value::from(*index as u64),
    });
    Value::from(steps.collect::<Vec<Value>>())
}

/// An object that a link leads to.
fn end(graph: &Graph<'_>, from: ObjectId, id: ObjectId) -> Value {
    let one = graph.object(id);
    let same_file = one.file == graph.object(from).file;
    let resource = &one.resource;
    object([
        ("ref", Some(reference(id))),
        ("kind", Some(Value::from(resource.kind))),
        ("group", Some(Value::from(resource.gvk().group))),
        ("name", Some(Value::from(resource.display_name()))),
        (
            "namespace",
            resource.namespace_as_applied().map(Value::from),
        ),
        ("sameFile", Some(Value::from(same_file))),
    ])
}

/// A link that fails for the same reason.
fn other(graph: &Graph<'_>, id: LinkId) -> Value {
    let link = graph.link(id);
    let resource = &graph.object(link.from).resource;
    let path = Path::leading_to(resource.root, link.at);
    let name = resource.display_name();
    let message = format!("{} \"{name}\" fails for the same reason", resource.kind);
    object([
        ("ref", Some(reference(link.from))),
        ("kind", Some(Value::from(resource.kind))),
        ("name", Some(Value::from(name))),
        ("path", Some(steps(&path))),
        ("relation", Some(Value::from(link.relation.as_str()))),
        ("message", Some(Value::from(message))),
    ])
}

/// The parts of `input.targets` that are built only for policies that name them.
pub(in crate::policy) const TARGETS: [&str; 6] = [
    "services",
    "autoscalers",
    "disruptionBudgets",
    "networkPolicies",
    "namespace",
    "workloads",
];

/// `input.targets` with these parts, one bit for each of [`TARGETS`].
pub(super) fn targets(graph: &Graph<'_>, id: LinkId, parts: u32) -> Value {
    let ends = graph.ends_of(graph.link(id)).iter().take(MANY);
    let whole = ends.map(|id| whole(graph, *id, parts));
    Value::from(whole.collect::<Vec<Value>>())
}

/// An object that a link leads to, with all that is known of it.
fn whole(graph: &Graph<'_>, id: ObjectId, parts: u32) -> Value {
    let one = graph.object(id);
    let resource = &one.resource;
    let template = resource.pod();
    let part = |name: &str, build: &dyn Fn() -> Option<Value>| {
        let bit = TARGETS.iter().position(|known| *known == name);
        bit.filter(|bit| parts & (1 << bit) != 0)
            .and_then(|_| build())
    };
    let is_service = resource.kind == "Service";
    object([
        ("ref", Some(reference(id))),
        ("resource", Some(identity(resource))),
        ("object", Some(value(resource.root))),
        ("pod", template.as_ref().map(pod_of)),
        ("replicas", replicas(one)),
        ("services", part("services", &|| Some(services(graph, id)))),
        (
            "autoscalers",
            part("autoscalers", &|| Some(autoscalers(graph, id))),
        ),
        (
            "disruptionBudgets",
            part("disruptionBudgets", &|| Some(budgets(graph, id))),
        ),
        (
            "networkPolicies",
            part("networkPolicies", &|| Some(network_policies(graph, id))),
        ),
        (
            "namespace",
            part("namespace", &|| {
                graph.namespace_object(id).map(|id| namespace(graph, id))
            }),
        ),
        (
            "workloads",
            part("workloads", &|| is_service.then(|| workloads(graph, id))),
        ),
    ])
}

fn pod_of(template: &Pod<'_>) -> Value {
    let labels = template
        .metadata
        .and_then(|metadata| metadata.get("labels"));
    object([
        ("path", Some(steps(&template.path))),
        ("labels", Some(labels.map_or_else(empty, value))),
        ("spec", Some(pod::mapping(template.spec))),
    ])
}

/// How many replicas an object asks for, with the default of its kind.
pub(super) fn replicas(one: &GraphObject<'_>) -> Option<Value> {
    let written = one.resource.root.dig(&["spec", "replicas"]);
    match one.resource.kind {
        "Deployment"
        | "StatefulSet"
        | "ReplicaSet"
        | "ReplicationController"
        | "Rollout"
        | "DeploymentConfig" => match written.filter(|node| !node.is_null()) {
            Some(node) => node.as_i64().map(Value::from),
            None => Some(Value::from(1)),
        },
        _ => None,
    }
}

/// What a Service selects.
fn workloads(graph: &Graph<'_>, service: ObjectId) -> Value {
    let links = graph.links_from(service);
    let ends = links
        .filter(|(_, link)| link.relation == Relation::ServicePods)
        .flat_map(|(_, link)| graph.ends_of(link).iter().take(MANY));
    let workloads = ends.map(|id| {
        let one = graph.object(*id);
        let budgets = graph.pointing_at(*id, &[Relation::DisruptionBudgetPods]);
        object([
            ("ref", Some(reference(*id))),
            ("kind", Some(Value::from(one.resource.kind))),
            ("name", Some(Value::from(one.resource.display_name()))),
            ("replicas", replicas(one)),
            ("autoscalers", Some(autoscalers(graph, *id))),
            ("disruptionBudgets", Some(Value::from(budgets.len() as u64))),
        ])
    });
    Value::from(workloads.collect::<Vec<Value>>())
}
