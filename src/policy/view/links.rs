//! `input.links`: what other objects say about this one.

use regorus::Value;

use super::Views;
use crate::graph::{Graph, ObjectId, Relation};
use crate::inventory::Unit;
use crate::policy::value::{Fields, empty, object, quantities, value};
use crate::resource::Resource;
use crate::yaml::{Node, Path};

/// How many users of an object a policy is shown.
const MANY: usize = 200;

/// One part of the links of an object; none where the object has no such part.
pub(super) fn part(
    graph: &Graph<'_>,
    id: ObjectId,
    views: &Views<'_, '_>,
    name: &str,
) -> Option<Value> {
    let target = views.target;
    let has_pod = target.pod.is_some();
    let is = |kinds: &[&str]| kinds.contains(&target.resource.kind);
    let each = |kind: &str, view: fn(&Graph<'_>, ObjectId) -> Value| {
        Some(list(graph, graph.in_same_namespace(id, kind), view))
    };
    match name {
        "namespace" => graph.namespace_object(id).map(|id| namespace(graph, id)),
        "limitRanges" => each("LimitRange", limit_range),
        "quotas" => each("ResourceQuota", quota),
        "services" => Some(services(graph, id)),
        "autoscalers" => Some(autoscalers(graph, id)),
        "networkPolicies" => Some(match is(&["Namespace"]) {
            true => list(graph, of_kind(graph, id, "NetworkPolicy"), network_policy),
            false => network_policies(graph, id),
        }),
        "disruptionBudgets" => Some(budgets(graph, id)),
        "serviceAccount" => has_pod.then(|| account(graph, id)),
        "bindings" => is(&["Role", "ClusterRole"]).then(|| bindings(graph, id)),
        "usedBy" => Some(used_by(graph, id)),
        "clusterIPs" => is(&["NetworkPolicy"]).then(|| cluster_ips(graph, id)),
        "envFrom" => has_pod.then(|| env_from(graph, id, views)),
        "unit" => Some(unit(graph, id)),
        "contents" => is(&["Namespace"]).then(|| contents(graph, id)),
        "workloads" => {
            is(&["Namespace", "ResourceQuota"]).then(|| workloads(graph, id, &target.resource))
        }
        _ => None,
    }
}

fn list(graph: &Graph<'_>, ids: Vec<ObjectId>, view: fn(&Graph<'_>, ObjectId) -> Value) -> Value {
    let values = ids.into_iter().map(|id| view(graph, id));
    Value::from(values.collect::<Vec<Value>>())
}

fn of_kind(graph: &Graph<'_>, namespace: ObjectId, kind: &str) -> Vec<ObjectId> {
    let contents = graph.contents(namespace).into_iter();
    let mut found = contents.filter(|(of, _)| *of == kind);
    found.next().map(|(_, ids)| ids).unwrap_or_default()
}

/// Services that select the pods of an object.
pub(super) fn services(graph: &Graph<'_>, id: ObjectId) -> Value {
    list(graph, graph.services_of(id), service)
}

/// What scales an object.
pub(super) fn autoscalers(graph: &Graph<'_>, id: ObjectId) -> Value {
    let scaling = graph.pointing_at(id, &[Relation::ScaleTarget]);
    list(graph, scaling, autoscaler)
}

/// PodDisruptionBudgets that select the pods of an object.
pub(super) fn budgets(graph: &Graph<'_>, id: ObjectId) -> Value {
    let budgets = graph.pointing_at(id, &[Relation::DisruptionBudgetPods]);
    list(graph, budgets, |graph, id| {
        object([
            ("ref", Some(reference(id))),
            ("name", name(graph, id)),
            (
                "spec",
                Some(written(graph, id, &["spec"]).unwrap_or_else(empty)),
            ),
        ])
    })
}

/// NetworkPolicies that select the pods of an object.
pub(super) fn network_policies(graph: &Graph<'_>, id: ObjectId) -> Value {
    let policies = graph.pointing_at(id, &[Relation::NetworkPolicyPods]);
    list(graph, policies, network_policy)
}

/// A NetworkPolicy, and which directions it isolates.
///
/// <https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/>
fn network_policy(graph: &Graph<'_>, id: ObjectId) -> Value {
    let types = at(graph, id, &["spec", "policyTypes"]).filter(|types| !types.is_empty());
    let rules = |key| at(graph, id, &["spec", key]).is_some_and(|rules| !rules.is_empty());
    let isolates = |direction: &str, otherwise: bool| match types {
        Some(types) => types.items().any(|one| one.text() == direction),
        None => otherwise,
    };
    object([
        ("ref", Some(reference(id))),
        ("name", name(graph, id)),
        ("ingress", Some(Value::from(isolates("Ingress", true)))),
        (
            "egress",
            Some(Value::from(isolates("Egress", rules("egress")))),
        ),
        (
            "spec",
            Some(written(graph, id, &["spec"]).unwrap_or_else(empty)),
        ),
    ])
}

/// The ServiceAccount of a pod, with what its bindings grant.
fn account(graph: &Graph<'_>, id: ObjectId) -> Value {
    let account = graph.account_of(id);
    let bindings = account.bindings.iter().map(|binding| {
        let role = graph.role_of(*binding).map(|(kind, name, role)| {
            object([
                ("kind", Some(Value::from(kind))),
                ("name", Some(Value::from(name))),
                ("ref", role.map(reference)),
                (
                    "rules",
                    role.and_then(|role| written(graph, role, &["rules"])),
                ),
            ])
        });
        named(graph, *binding, [("role", role)])
    });
    object([
        ("name", Some(Value::from(account.name))),
        ("ref", account.object.map(reference)),
        (
            "object",
            account.object.and_then(|id| written(graph, id, &[])),
        ),
        (
            "bindings",
            Some(Value::from(bindings.collect::<Vec<Value>>())),
        ),
    ])
}

/// The bindings of a role.
fn bindings(graph: &Graph<'_>, id: ObjectId) -> Value {
    list(
        graph,
        graph.pointing_at(id, &[Relation::Role]),
        |graph, id| {
            let subjects = written(graph, id, &["subjects"]);
            named(graph, id, [("subjects", subjects)])
        },
    )
}

/// Reference, kind, name and namespace of an object, and more.
fn named<const N: usize>(
    graph: &Graph<'_>,
    id: ObjectId,
    more: [(&str, Option<Value>); N],
) -> Value {
    let resource = &graph.object(id).resource;
    let mut value = object([
        ("ref", Some(reference(id))),
        ("kind", Some(Value::from(resource.kind))),
        ("name", name(graph, id)),
        (
            "namespace",
            resource.namespace_as_applied().map(Value::from),
        ),
    ]);
    if let Ok(fields) = value.as_object_mut() {
        for (key, value) in more {
            if let Some(value) = value {
                fields.insert(Value::from(key), value);
            }
        }
    }
    value
}

/// The links of other objects that lead to an object.
fn used_by(graph: &Graph<'_>, id: ObjectId) -> Value {
    let links = graph.links_to(id).filter(|(_, link)| link.from != id);
    let users = links.take(MANY).map(|(_, link)| {
        let root = graph.object(link.from).resource.root;
        let path = Path::leading_to(root, link.at);
        named(
            graph,
            link.from,
            [
                ("relation", Some(Value::from(link.relation.as_str()))),
                ("path", Some(super::link::steps(&path))),
            ],
        )
    });
    Value::from(users.collect::<Vec<Value>>())
}

/// What the containers of a pod take over whole, with the keys that are known.
fn env_from(graph: &Graph<'_>, id: ObjectId, views: &Views<'_, '_>) -> Value {
    let mut sources = Vec::new();
    for view in views.containers() {
        let items = view.container.node.get("envFrom");
        for (item, index) in items.into_iter().flat_map(Node::items).zip(0u64..) {
            let names = ["configMapRef", "secretRef"].iter();
            let name = names.filter_map(|key| item.dig(&[key, "name"])).next();
            let link = name
                .and_then(|at| graph.link_at(id, at))
                .map(|(_, link)| link);
            let keys = link.and_then(|link| graph.keys_of(link));
            let keys = keys.map(|keys| keys.into_iter().map(Value::from).collect::<Vec<_>>());
            let end = link.and_then(|link| graph.ends_of(link).first().copied());
            let prefix = item.get("prefix").map_or("", Node::text);
            sources.push(object([
                (
                    "container",
                    Some(Value::from(view.container.name.unwrap_or(""))),
                ),
                ("index", Some(Value::from(index))),
                ("prefix", Some(Value::from(prefix))),
                ("keys", keys.map(Value::from)),
                ("ref", end.map(reference)),
            ]));
        }
    }
    Value::from(sources)
}

/// The addresses that Services of the same unit ask for.
fn cluster_ips(graph: &Graph<'_>, id: ObjectId) -> Value {
    let services = graph.in_same_unit(id, "Service").into_iter();
    let fixed = services.filter_map(|service| {
        let address = at(graph, service, &["spec", "clusterIP"])?;
        let is_address = !matches!(address.text(), "" | "None");
        is_address.then(|| named(graph, service, [("ip", Some(Value::from(address.text())))]))
    });
    Value::from(fixed.collect::<Vec<Value>>())
}

/// What is applied together with an object.
fn unit(graph: &Graph<'_>, id: ObjectId) -> Value {
    let seats = graph.seats(id).iter();
    let units: Vec<&Unit<'_>> = seats
        .filter_map(|seat| graph.units().get(seat.unit.0 as usize))
        .collect();
    let images = units.iter().flat_map(|unit| &unit.images).map(|image| {
        object([
            ("name", Some(Value::from(image.name))),
            ("newName", image.new_name.map(Value::from)),
            ("newTag", image.new_tag.map(Value::from)),
            ("digest", image.digest.map(Value::from)),
        ])
    });
    let kinds = graph.kinds_beside(id).into_iter();
    let kinds: Fields = kinds
        .map(|(kind, count)| (Value::from(kind), Value::from(count as u64)))
        .collect();
    let any = |of: fn(&Unit<'_>) -> bool| Value::from(units.iter().any(|unit| of(unit)));
    object([
        ("kustomize", Some(any(|unit| unit.is_kustomize))),
        ("open", Some(any(|unit| unit.open))),
        ("images", Some(Value::from(images.collect::<Vec<Value>>()))),
        ("kinds", Some(Value::from(kinds))),
        ("patches", Some(patches(&units, &graph.object(id).resource))),
    ])
}

/// The fields of an object that a kustomization changes, their keys separated by dots.
fn patches(units: &[&Unit<'_>], resource: &Resource<'_>) -> Value {
    let replaced = units.iter().flat_map(|unit| &unit.replaced);
    let here = replaced.filter(|one| one.of.holds(resource.kind, resource.name, one.renamed));
    let paths = here.map(|one| Value::from(one.path.join(".")));
    Value::from(paths.collect::<Vec<Value>>())
}

/// What lies in a Namespace, by kind.
fn contents(graph: &Graph<'_>, id: ObjectId) -> Value {
    let kinds = graph.contents(id).into_iter();
    let kinds = kinds.map(|(kind, ids)| {
        let objects = list(graph, ids, |graph, id| {
            object([("ref", Some(reference(id))), ("name", name(graph, id))])
        });
        (Value::from(kind), objects)
    });
    Value::from(kinds.collect::<Fields>())
}

/// What runs in a namespace, with what its containers ask for.
fn workloads(graph: &Graph<'_>, id: ObjectId, resource: &Resource<'_>) -> Value {
    let ids: Vec<ObjectId> = match resource.kind {
        "Namespace" => graph
            .contents(id)
            .into_iter()
            .flat_map(|(_, ids)| ids)
            .collect(),
        _ => graph
            .kinds_beside(id)
            .into_iter()
            .flat_map(|(kind, _)| graph.in_same_namespace(id, kind))
            .collect(),
    };
    let workloads = ids.into_iter().filter_map(|id| {
        let one = graph.object(id);
        let pod = one.resource.pod()?;
        let spec = super::pod::mapping(pod.spec);
        let containers = pod.containers().map(|container| {
            let kind = container.container_type.as_str();
            let view = super::container::view(&container, &pod, &spec);
            let effective = |key: &str| view["effective"][key].clone();
            object([
                ("type", Some(Value::from(kind))),
                ("requests", Some(effective("requests"))),
                ("limits", Some(effective("limits"))),
            ])
        });
        let containers: Vec<Value> = containers.collect();
        let most = graph
            .pointing_at(id, &[Relation::ScaleTarget])
            .into_iter()
            .find_map(|scaler| at(graph, scaler, &["spec", "maxReplicas"])?.as_i64());
        Some(named(
            graph,
            id,
            [
                ("replicas", super::link::replicas(one)),
                ("maxReplicas", most.map(Value::from)),
                ("containers", Some(Value::from(containers))),
            ],
        ))
    });
    Value::from(workloads.collect::<Vec<Value>>())
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

pub(super) fn namespace(graph: &Graph<'_>, id: ObjectId) -> Value {
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
        ("exposedBy", Some(exposed_by(graph, id))),
        ("monitoredBy", Some(monitored_by(graph, id))),
    ])
}

/// Ingresses and routes that lead to a Service.
fn exposed_by(graph: &Graph<'_>, service: ObjectId) -> Value {
    let routes = graph.pointing_at(service, &[Relation::Backend, Relation::RouteBackend]);
    list(graph, routes, |graph, id| named(graph, id, []))
}

/// ServiceMonitors that select a Service, with the ports that they name.
fn monitored_by(graph: &Graph<'_>, service: ObjectId) -> Value {
    let monitors = graph.pointing_at(service, &[Relation::MonitorServices]);
    list(graph, monitors, |graph, id| {
        named(graph, id, [("spec", written(graph, id, &["spec"]))])
    })
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
