//! Deployments, StatefulSets and DaemonSets; [`super::job`] has what ends.

use k8s_openapi::api::apps::v1::{
    DaemonSet, DaemonSetSpec, DaemonSetUpdateStrategy, Deployment, DeploymentSpec,
    DeploymentStrategy, RollingUpdateDaemonSet, RollingUpdateDeployment, StatefulSet,
    StatefulSetSpec, StatefulSetUpdateStrategy,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::claim::templates;
use super::metadata::{list, metadata};
use super::pod::template;
use super::{job, metadata};
use crate::generate::model::{Labels, Model, Workload};
use crate::generate::object::{Cause, Causes, Object, Part};
use crate::generate::spec::{Kind, Strategy};

/// How many old revisions are kept to go back to.
const REVISIONS: i32 = 5;

/// The object that makes the pods.
pub(super) fn workload<'s>(model: &Model<'s>, workload: &Workload<'s>) -> Object {
    match workload.kind {
        Kind::Service | Kind::Worker => deployment(model, workload),
        Kind::Stateful => stateful_set(model, workload),
        Kind::Daemon => daemon_set(model, workload),
        Kind::Job => job::job(model, workload),
        Kind::Cron => job::cron_job(model, workload),
    }
}

/// The metadata of the object that makes the pods.
pub(super) fn workload_metadata(workload: &Workload<'_>) -> Part<ObjectMeta> {
    let adopt = workload
        .app
        .adopt
        .as_ref()
        .filter(|_| workload.task.is_none());
    let stated = adopt.and_then(|adopt| adopt.value.workload_name.as_ref());
    let name = stated.map_or(workload.span(), |name| name.span);
    let mut part = metadata(
        workload,
        &workload.object_name,
        Cause::Spec(name),
        |extra| &extra.workload,
    );
    let labels = part.value.labels.get_or_insert_with(Labels::new);
    metadata::add_version(workload, labels, &mut part.causes);
    if Model::is_reloaded(workload) {
        let key = "reloader.stakater.com/auto";
        let cause = workload
            .app
            .reload
            .map_or(Cause::Default(""), |at| Cause::Spec(at.span));
        part.causes
            .note(metadata::below("/annotations", key), cause);
        let annotations = part.value.annotations.get_or_insert_with(Labels::new);
        annotations.insert(key.to_owned(), "true".to_owned());
    }
    part
}

fn selector(workload: &Workload<'_>, causes: &mut Causes) -> LabelSelector {
    let adopt = workload.app.adopt.as_ref();
    let adopt = adopt.filter(|adopt| !adopt.value.selector.is_empty() && workload.task.is_none());
    let reason = "one label that never changes, because a selector cannot";
    causes.note(
        "/spec/selector",
        adopt.map_or(Cause::Because(workload.span(), reason), |adopt| {
            Cause::Spec(adopt.span)
        }),
    );
    LabelSelector {
        match_labels: Some(workload.selector.clone()),
        ..LabelSelector::default()
    }
}

/// The number of pods, unless an autoscaler decides.
fn replicas(workload: &Workload<'_>, causes: &mut Causes) -> Option<i32> {
    let replicas = workload.replicas()?;
    if replicas.max.is_some() {
        return None;
    }
    causes.note("/spec/replicas", replicas.cause);
    Some(replicas.min)
}

fn note_revisions(causes: &mut Causes) {
    let reason = "old revisions to go back to";
    causes.note("/spec/revisionHistoryLimit", Cause::Default(reason));
}

/// Takes in what every workload has: metadata and template.
fn common<'s>(
    model: &Model<'s>,
    workload: &Workload<'s>,
    causes: &mut Causes,
) -> (ObjectMeta, k8s_openapi::api::core::v1::PodTemplateSpec) {
    let metadata = workload_metadata(workload);
    causes.take("/metadata", metadata.causes);
    let template = template(model, workload);
    causes.take("/spec/template", template.causes);
    (metadata.value, template.value)
}

fn cause(workload: &Workload<'_>) -> Cause {
    Cause::of(
        workload.app.kind.as_ref(),
        "an application that says nothing else is a service",
    )
}

fn deployment<'s>(model: &Model<'s>, workload: &Workload<'s>) -> Object {
    let mut causes = Causes::default();
    let (metadata, template) = common(model, workload, &mut causes);
    let strategy = strategy(workload, &mut causes);
    note_revisions(&mut causes);
    let object = Deployment {
        metadata,
        spec: DeploymentSpec {
            replicas: replicas(workload, &mut causes),
            revision_history_limit: Some(REVISIONS),
            selector: selector(workload, &mut causes),
            strategy: Some(strategy),
            progress_deadline_seconds: progress(workload, &mut causes),
            template,
            ..DeploymentSpec::default()
        },
        ..Deployment::default()
    };
    Object::new(&object, workload.owner(), cause(workload), causes)
}

/// How long a rollout may take without a new pod that is ready, where a pod may take longer to
/// start than the ten minutes of the default.
fn progress(workload: &Workload<'_>, causes: &mut Causes) -> Option<i32> {
    const DEFAULT: i32 = 600;
    const MORE: i32 = 300;
    let boot = workload.app.health.as_ref()?.value.boot_time?;
    let needed = boot.value.0 + MORE;
    let cause = Cause::Because(
        boot.span,
        "a rollout does not fail while a pod may still start",
    );
    causes.note("/spec/progressDeadlineSeconds", cause);
    (needed > DEFAULT).then_some(needed)
}

fn strategy(workload: &Workload<'_>, causes: &mut Causes) -> DeploymentStrategy {
    let claim = workload.exclusive_claim();
    let stated = workload.app.strategy;
    let (strategy, cause) = match (stated, claim) {
        (Some(stated), _) => (stated.value, Cause::Spec(stated.span)),
        (None, Some(claim)) => (
            Strategy::Recreate,
            Cause::Because(
                claim,
                "one node holds the claim: the old pod must let it go first",
            ),
        ),
        (None, None) => (
            Strategy::Rolling,
            Cause::Default("a new pod is ready before an old one goes"),
        ),
    };
    causes.note("/spec/strategy", cause);
    match strategy {
        Strategy::Recreate => DeploymentStrategy {
            type_: Some("Recreate".to_owned()),
            ..DeploymentStrategy::default()
        },
        Strategy::Rolling => DeploymentStrategy {
            type_: Some("RollingUpdate".to_owned()),
            rolling_update: Some(RollingUpdateDeployment {
                max_surge: Some(IntOrString::String("25%".to_owned())),
                max_unavailable: Some(IntOrString::Int(0)),
            }),
        },
    }
}

fn stateful_set<'s>(model: &Model<'s>, workload: &Workload<'s>) -> Object {
    let mut causes = Causes::default();
    let (metadata, template) = common(model, workload, &mut causes);
    let claims = templates(workload);
    causes.take("/spec/volumeClaimTemplates", claims.causes);
    note_revisions(&mut causes);
    causes.note(
        "/spec/updateStrategy",
        Cause::of(
            workload.app.strategy.as_ref(),
            "one pod after the other, the last one first",
        ),
    );
    let object = StatefulSet {
        metadata,
        spec: StatefulSetSpec {
            service_name: Some(workload.service_name.clone()),
            replicas: replicas(workload, &mut causes),
            revision_history_limit: Some(REVISIONS),
            selector: selector(workload, &mut causes),
            update_strategy: Some(StatefulSetUpdateStrategy {
                type_: Some("RollingUpdate".to_owned()),
                ..StatefulSetUpdateStrategy::default()
            }),
            template,
            volume_claim_templates: list(claims.value),
            ..StatefulSetSpec::default()
        },
        ..StatefulSet::default()
    };
    Object::new(&object, workload.owner(), cause(workload), causes)
}

fn daemon_set<'s>(model: &Model<'s>, workload: &Workload<'s>) -> Object {
    let mut causes = Causes::default();
    let (metadata, template) = common(model, workload, &mut causes);
    note_revisions(&mut causes);
    causes.note(
        "/spec/updateStrategy",
        Cause::Default("a tenth of the nodes at a time"),
    );
    let object = DaemonSet {
        metadata,
        spec: DaemonSetSpec {
            revision_history_limit: Some(REVISIONS),
            selector: selector(workload, &mut causes),
            update_strategy: Some(DaemonSetUpdateStrategy {
                type_: Some("RollingUpdate".to_owned()),
                rolling_update: Some(RollingUpdateDaemonSet {
                    max_unavailable: Some(IntOrString::String("10%".to_owned())),
                    ..RollingUpdateDaemonSet::default()
                }),
            }),
            template,
            ..DaemonSetSpec::default()
        },
        ..DaemonSet::default()
    };
    Object::new(&object, workload.owner(), cause(workload), causes)
}
