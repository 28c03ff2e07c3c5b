//! On which nodes pods run.

use k8s_openapi::api::core::v1::{Toleration, TopologySpreadConstraint};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::metadata::list;
use crate::generate::model::{Labels, Model, Workload};
use crate::generate::object::{Cause, Causes, Part};
use crate::generate::spec::{Kind, Spread};
use crate::schema::Version;

/// Since when pods of one revision can be spread without those of the last, on by default.
/// <https://github.com/kubernetes/enhancements/issues/3243>
const MATCH_LABEL_KEYS_SINCE: Version = Version { minor: 27 };

/// Which nodes, which taints, spread over what.
#[derive(Debug, Default)]
pub(super) struct Placed {
    pub(super) nodes: Option<Labels>,
    pub(super) tolerations: Option<Vec<Toleration>>,
    pub(super) spread: Option<Vec<TopologySpreadConstraint>>,
}

/// Where the pods of a workload run.
pub(super) fn placement(model: &Model<'_>, workload: &Workload<'_>) -> Part<Placed> {
    let mut causes = Causes::default();
    let stated = workload
        .app
        .placement
        .as_ref()
        .map(|placement| &placement.value);
    let mut placed = Placed::default();
    if let Some(stated) = stated {
        if let Some(span) = stated.nodes.span {
            causes.note("/nodeSelector", Cause::Spec(span));
        }
        placed.nodes = super::metadata::some(stated.nodes.to_map());
        let tolerations = stated
            .tolerations
            .iter()
            .enumerate()
            .map(|(at, toleration)| {
                causes.note(format!("/tolerations/{at}"), Cause::Spec(toleration.span));
                let toleration = &toleration.value;
                let operator = if toleration.value.is_some() {
                    "Equal"
                } else {
                    "Exists"
                };
                Toleration {
                    key: toleration.key.clone(),
                    operator: Some(operator.to_owned()),
                    value: toleration.value.clone(),
                    effect: toleration.effect.clone(),
                    ..Toleration::default()
                }
            });
        placed.tolerations = list(tolerations.collect());
    }
    let spread = stated.and_then(|stated| stated.spread);
    let several = workload
        .replicas()
        .is_some_and(|replicas| replicas.max.unwrap_or(replicas.min) > 1);
    if several {
        causes.note(
            "/topologySpreadConstraints",
            Cause::of(
                spread.as_ref(),
                "no zone and no node takes all pods with it",
            ),
        );
        let keys: &[&str] = match spread.map_or(Spread::Zone, |spread| spread.value) {
            Spread::Zone => &["topology.kubernetes.io/zone", "kubernetes.io/hostname"],
            Spread::Host => &["kubernetes.io/hostname"],
            Spread::None => &[],
        };
        let constraints = keys.iter().map(|key| constraint(model, workload, key));
        placed.spread = list(constraints.collect());
    }
    Part {
        value: placed,
        causes,
    }
}

fn constraint(model: &Model<'_>, workload: &Workload<'_>, key: &str) -> TopologySpreadConstraint {
    let has_revisions = matches!(workload.kind, Kind::Service | Kind::Worker);
    TopologySpreadConstraint {
        max_skew: 1,
        topology_key: key.to_owned(),
        when_unsatisfiable: "ScheduleAnyway".to_owned(),
        label_selector: Some(LabelSelector {
            match_labels: Some(workload.selector.clone()),
            ..LabelSelector::default()
        }),
        match_label_keys: (has_revisions && model.target >= MATCH_LABEL_KEYS_SINCE)
            .then(|| vec!["pod-template-hash".to_owned()]),
        ..TopologySpreadConstraint::default()
    }
}
