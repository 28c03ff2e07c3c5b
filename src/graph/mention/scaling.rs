//! What autoscalers and disruption budgets say of workloads and pods.

use super::Reference;
use super::gather::{Gathered, Target, group_of, items, mapping, name, text_or};
use crate::graph::Relation;
use crate::resource::Resource;
use crate::yaml::Node;

const KEDA: &str = "keda.sh";

pub(super) fn mentions<'t>(resource: &Resource<'t>, found: &mut Gathered<'t>) {
    let Some(spec) = mapping(resource.root, "spec") else {
        return;
    };
    match (resource.gvk().group, resource.kind) {
        ("policy", "PodDisruptionBudget") => budget(resource, spec, found),
        ("autoscaling", "HorizontalPodAutoscaler") => target(spec, "scaleTargetRef", found),
        ("autoscaling.k8s.io", "VerticalPodAutoscaler") => target(spec, "targetRef", found),
        (KEDA, "ScaledObject") => {
            scaled_object(spec, found);
            triggers(spec, found);
        }
        (KEDA, "ScaledJob") => triggers(spec, found),
        _ => {}
    }
}

/// Without a selector, and with an empty one in `policy/v1beta1`, it selects no pods.
///
/// <https://kubernetes.io/docs/tasks/run-application/configure-pdb/#specifying-a-poddisruptionbudget>
fn budget<'t>(resource: &Resource<'t>, spec: Node<'t>, found: &mut Gathered<'t>) {
    let selector = mapping(spec, "selector");
    let selects_none = |at: &Node<'t>| at.is_empty() && resource.api_version == "policy/v1beta1";
    if let Some(at) = selector.filter(|at| !selects_none(at)) {
        found.select_own(Relation::DisruptionBudgetPods, "selector", at);
    }
}

/// <https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/>
fn target<'t>(spec: Node<'t>, field: &'static str, found: &mut Gathered<'t>) {
    let Some(at) = mapping(spec, field) else {
        return;
    };
    let Some((_, kind)) = name(at.get("kind")) else {
        return;
    };
    let target = Target::namespaced(group_of(at.get("apiVersion"), kind), kind);
    let reference = Reference::to(Relation::ScaleTarget, field, target, at.get("name"));
    found.refer(reference);
}

/// <https://keda.sh/docs/latest/reference/scaledobject-spec/>
fn scaled_object<'t>(spec: Node<'t>, found: &mut Gathered<'t>) {
    let Some(at) = mapping(spec, "scaleTargetRef") else {
        return;
    };
    let how = "scaleTargetRef";
    if let Some(kind) = text_or(at, "kind", "Deployment") {
        let target = Target::namespaced(group_of(at.get("apiVersion"), kind), kind);
        found.refer(Reference::to(
            Relation::ScaleTarget,
            how,
            target,
            at.get("name"),
        ));
    }
}

/// <https://keda.sh/docs/latest/concepts/authentication/>
fn triggers<'t>(spec: Node<'t>, found: &mut Gathered<'t>) {
    for trigger in items(spec, "triggers") {
        let Some(at) = mapping(trigger, "authenticationRef") else {
            continue;
        };
        let target = match text_or(at, "kind", "TriggerAuthentication") {
            Some("TriggerAuthentication") => Target::namespaced(KEDA, "TriggerAuthentication"),
            Some("ClusterTriggerAuthentication") => {
                Target::cluster(KEDA, "ClusterTriggerAuthentication")
            }
            _ => continue,
        };
        let (relation, how) = (Relation::CustomResource, "authenticationRef");
        found.refer(Reference::to(relation, how, target, at.get("name")));
    }
}
