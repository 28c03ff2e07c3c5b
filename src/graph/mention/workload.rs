//! What a workload says beside its pod: its selector, and of a StatefulSet its Service and claims.

use super::gather::{Gathered, SERVICE, Target, items, mapping, text_or};
use super::{Namespaces, Reference, Selection, storage};
use crate::graph::{Relation, Selector};
use crate::resource::Resource;
use crate::yaml::Node;

pub(super) fn mentions<'t>(resource: &Resource<'t>, found: &mut Gathered<'t>) {
    let Some(spec) = mapping(resource.root, "spec") else {
        return;
    };
    match (resource.gvk().group, resource.kind) {
        (_, "StatefulSet") => {
            own_pods(spec, found);
            stateful_set(spec, found);
        }
        ("argoproj.io", "Rollout") => rollout(spec, found),
        (_, "Deployment" | "DaemonSet" | "ReplicaSet" | "CloneSet") => own_pods(spec, found),
        ("", "ReplicationController") | ("apps.openshift.io", "DeploymentConfig") => {
            pods_by_labels(spec, found);
        }
        // Elsewhere the controller makes the selector.
        // <https://kubernetes.io/docs/concepts/workloads/controllers/job/#specifying-your-own-pod-selector>
        ("batch", "Job") if spec.get("manualSelector").and_then(Node::as_bool) == Some(true) => {
            own_pods(spec, found);
        }
        _ => {}
    }
}

/// A selector of the form that most workloads have. The API refuses an empty one.
///
/// <https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector>
fn own_pods<'t>(spec: Node<'t>, found: &mut Gathered<'t>) {
    if let Some(at) = mapping(spec, "selector").filter(|at| !at.is_empty()) {
        found.select_own(Relation::WorkloadPods, "selector", at);
    }
}

/// A selector that is a mapping of labels.
///
/// <https://kubernetes.io/docs/concepts/workloads/controllers/replicationcontroller/#pod-selector>
fn pods_by_labels<'t>(spec: Node<'t>, found: &mut Gathered<'t>) {
    if let Some(at) = mapping(spec, "selector").filter(|at| !at.is_empty()) {
        found.select(Selection {
            relation: Relation::WorkloadPods,
            how: "selector",
            at,
            selector: Selector::of_labels(at),
            namespaces: Namespaces::Own,
        });
    }
}

/// <https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/>
fn stateful_set<'t>(spec: Node<'t>, found: &mut Gathered<'t>) {
    let (relation, how) = (Relation::GoverningService, "serviceName");
    found.refer(Reference::to(
        relation,
        how,
        SERVICE,
        spec.get("serviceName"),
    ));
    for template in items(spec, "volumeClaimTemplates") {
        if let Some(spec) = mapping(template, "spec") {
            storage::claim(spec, "volumeClaimTemplates", found);
        }
    }
}

/// A Rollout that takes another workload's pods has no template of its own.
///
/// <https://argo-rollouts.readthedocs.io/en/stable/features/specification/>
fn rollout<'t>(spec: Node<'t>, found: &mut Gathered<'t>) {
    if mapping(spec, "template").is_some() {
        own_pods(spec, found);
    }
    if let Some(workload) = mapping(spec, "workloadRef") {
        let kind = text_or(workload, "kind", "Deployment");
        let target = kind.map(|kind| Target::namespaced("apps", kind));
        let at = workload.get("name");
        found.refer(
            target.and_then(|target| {
                Reference::to(Relation::CustomResource, "workloadRef", target, at)
            }),
        );
    }
    let services = [
        ("canary", "canaryService"),
        ("canary", "stableService"),
        ("blueGreen", "activeService"),
        ("blueGreen", "previewService"),
    ];
    for (strategy, field) in services {
        let at = spec.dig(&["strategy", strategy, field]);
        found.refer(Reference::to(Relation::CustomResource, field, SERVICE, at));
    }
}
