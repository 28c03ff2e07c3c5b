//! How many pods may be missing while nodes are drained.

use k8s_openapi::api::policy::v1::{PodDisruptionBudget, PodDisruptionBudgetSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::metadata::{metadata, nothing_more};
use crate::generate::model::{Model, Workload};
use crate::generate::object::{Cause, Causes, Object};
use crate::generate::spec::{Disruption, ScaleChoice};
use crate::schema::Version;

/// Since when pods that are not well do not keep a node from being drained, on by default.
/// <https://github.com/kubernetes/enhancements/issues/3017>
const UNHEALTHY_SINCE: Version = Version { minor: 27 };

/// The budget of an application that has pods to spare.
pub(super) fn budget(model: &Model<'_>, workload: &Workload<'_>) -> Option<Object> {
    let replicas = workload.replicas()?;
    if replicas.max.unwrap_or(replicas.min) < 2 {
        return None;
    }
    let scale = workload.app.scale.as_ref();
    let stated = match scale.map(|scale| &scale.value) {
        Some(ScaleChoice::Bounds(scale)) => scale.disruption,
        _ => None,
    };
    let most = match stated.map(|stated| stated.value) {
        None => 1,
        Some(Disruption::Most(most)) => most,
        Some(Disruption::Any) => return None,
    };
    let mut causes = Causes::default();
    let name = Cause::Spec(workload.app.name.span);
    let part = metadata(workload, &workload.app.name.value.0, name, nothing_more);
    causes.take("/metadata", part.causes);
    let reason = "nodes are drained one pod at a time";
    causes.note("/spec/maxUnavailable", Cause::of(stated.as_ref(), reason));
    let reason = "a pod that is not well does not keep its node";
    causes.note("/spec/unhealthyPodEvictionPolicy", Cause::Default(reason));
    let object = PodDisruptionBudget {
        metadata: part.value,
        spec: Some(PodDisruptionBudgetSpec {
            max_unavailable: Some(IntOrString::Int(most)),
            selector: Some(LabelSelector {
                match_labels: Some(workload.selector.clone()),
                ..LabelSelector::default()
            }),
            unhealthy_pod_eviction_policy: (model.target >= UNHEALTHY_SINCE)
                .then(|| "AlwaysAllow".to_owned()),
            ..PodDisruptionBudgetSpec::default()
        }),
        ..PodDisruptionBudget::default()
    };
    Some(Object::new(
        &object,
        workload.owner(),
        replicas.cause,
        causes,
    ))
}
