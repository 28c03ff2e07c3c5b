//! Jobs and CronJobs, and what must be there before a job that runs first.

use k8s_openapi::api::batch::v1::{CronJob, CronJobSpec, Job, JobSpec, JobTemplateSpec};
use k8s_openapi::api::core::v1::PodTemplateSpec;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::metadata::below;
use super::pod::template;
use super::workload::workload_metadata;
use crate::generate::model::{Labels, Model, Workload, digits};
use crate::generate::object::{Cause, Causes, Object, Part};
use crate::generate::spec::{Concurrency, Delivery, Kind};

/// How long a run may take.
const DEADLINE: i64 = 3600;
/// How often a failed run is tried again.
const RETRIES: i32 = 3;
/// How long a finished Job stays.
const KEEP: i32 = 24 * 3600;
/// How late a run may start.
const LATE: i64 = 600;
/// How many finished runs are kept.
const HISTORY: i32 = 3;

/// In Argo CD's waves, a job that runs first comes before the workload, and what it needs before
/// the job. <https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/>
const WAVE: &str = "argocd.argoproj.io/sync-wave";
const WAVE_OF_NEEDS: &str = "-2";
const WAVE_OF_JOB: &str = "-1";

/// How the pods of a run are made.
fn job_spec(workload: &Workload<'_>, template: PodTemplateSpec) -> Part<JobSpec> {
    let run = workload.run();
    let mut causes = Causes::default();
    let deadline = run.and_then(|run| run.deadline);
    let retries = run.and_then(|run| run.retries);
    let keep = run.and_then(|run| run.keep);
    // Of a CronJob the history says how many are kept.
    let has_history = workload.kind == Kind::Cron;
    let default = (!has_history).then_some(KEEP);
    causes.note(
        "/activeDeadlineSeconds",
        Cause::of(deadline.as_ref(), "a run that hangs is ended"),
    );
    causes.note(
        "/backoffLimit",
        Cause::of(retries.as_ref(), "a few tries, not six"),
    );
    causes.note(
        "/ttlSecondsAfterFinished",
        Cause::of(keep.as_ref(), "a day to look at its logs"),
    );
    let parallel = run.and_then(|run| run.parallel);
    let completions = run.and_then(|run| run.completions);
    for (pointer, at) in [("/parallelism", parallel), ("/completions", completions)] {
        if let Some(at) = at {
            causes.note(pointer, Cause::Spec(at.span));
        }
    }
    Part {
        value: JobSpec {
            active_deadline_seconds: Some(
                deadline.map_or(DEADLINE, |deadline| i64::from(deadline.value.0)),
            ),
            backoff_limit: Some(retries.map_or(RETRIES, |retries| retries.value.0)),
            ttl_seconds_after_finished: keep.map(|keep| keep.value.0).or(default),
            parallelism: parallel.map(|at| at.value.0),
            completions: completions.map(|at| at.value.0),
            template,
            ..JobSpec::default()
        },
        causes,
    }
}

/// The delivery of a job that runs first.
fn delivery(workload: &Workload<'_>) -> Option<Delivery> {
    workload.runs_before().then(|| {
        let stated = workload.task.and_then(|task| task.delivery);
        stated.map_or(Delivery::None, |delivery| delivery.value)
    })
}

/// A Job. Its pods cannot change, so that its name changes with them, unless what delivers it
/// makes it anew.
pub(super) fn job<'s>(model: &Model<'s>, workload: &Workload<'s>) -> Object {
    let mut causes = Causes::default();
    let mut metadata = workload_metadata(workload);
    let template = template(model, workload);
    let hooks: &[(&str, &str)] = match delivery(workload) {
        Some(Delivery::Argocd) => &[
            ("argocd.argoproj.io/hook", "Sync"),
            (
                "argocd.argoproj.io/hook-delete-policy",
                "BeforeHookCreation",
            ),
            (WAVE, WAVE_OF_JOB),
        ],
        Some(Delivery::Helm) => &[
            ("helm.sh/hook", "pre-install,pre-upgrade"),
            ("helm.sh/hook-delete-policy", "before-hook-creation"),
            ("helm.sh/hook-weight", "0"),
        ],
        Some(Delivery::None) | None => &[],
    };
    let is_adopted = workload.task.is_none() && workload.object_name != workload.name;
    let spec = job_spec(workload, template.value);
    if hooks.is_empty() && !is_adopted {
        let name = format!("{}-{}", workload.object_name, hash(model, &spec.value));
        metadata.value.name = Some(name);
        let reason = "a Job cannot change: its name changes with its pods";
        metadata
            .causes
            .note("/name", Cause::Because(workload.span(), reason));
    }
    let when = workload.task.and_then(|task| task.when);
    annotate(&mut metadata, hooks, Cause::of(when.as_ref(), ""));
    causes.take("/metadata", metadata.causes);
    causes.take("/spec", spec.causes);
    causes.take("/spec/template", template.causes);
    let object = Job {
        metadata: metadata.value,
        spec: Some(spec.value),
        ..Job::default()
    };
    Object::new(&object, workload.owner(), cause(workload), causes)
}

fn cause(workload: &Workload<'_>) -> Cause {
    match workload.task {
        Some(_) => Cause::Spec(workload.span()),
        None => Cause::of(workload.app.kind.as_ref(), ""),
    }
}

/// Of what cannot change, with the contents of the ConfigMaps that they use: kustomize puts the hashes of
/// those into their names, which are part of the pods as they are applied.
fn hash(model: &Model<'_>, spec: &JobSpec) -> String {
    let mut text = serde_json::to_string(spec).unwrap_or_default();
    let configs = model.configs.iter();
    for config in configs.filter(|config| config.is_generated && config.rolls) {
        let quoted = |name: &str| format!("\"{name}\"");
        text = text.replace(&quoted(&config.object_name), &quoted(&config.hashed_name()));
    }
    digits(&Sha256::digest(text.as_bytes()))
}

fn annotate(metadata: &mut Part<ObjectMeta>, annotations: &[(&str, &str)], cause: Cause) {
    for (key, value) in annotations {
        metadata.causes.note(below("/annotations", key), cause);
        let known = metadata.value.annotations.get_or_insert_with(Labels::new);
        known.insert((*key).to_owned(), (*value).to_owned());
    }
}

/// A CronJob.
pub(super) fn cron_job<'s>(model: &Model<'s>, workload: &Workload<'s>) -> Object {
    let mut causes = Causes::default();
    let metadata = workload_metadata(workload);
    causes.take("/metadata", metadata.causes);
    let template = template(model, workload);
    let spec = job_spec(workload, template.value);
    causes.take("/spec/jobTemplate/spec", spec.causes);
    causes.take("/spec/jobTemplate/spec/template", template.causes);
    let run = workload.run();
    let schedule = workload.schedule();
    let timezone = run.and_then(|run| run.timezone.as_ref());
    let concurrency = run.and_then(|run| run.concurrency);
    let late = run.and_then(|run| run.late);
    let history = run.and_then(|run| run.history);
    causes.note("/spec/schedule", Cause::of(schedule, ""));
    causes.note(
        "/spec/timeZone",
        Cause::of(timezone, "without one it is the zone of the control plane"),
    );
    causes.note(
        "/spec/concurrencyPolicy",
        Cause::of(concurrency.as_ref(), "two runs at once would meet"),
    );
    causes.note(
        "/spec/startingDeadlineSeconds",
        Cause::of(
            late.as_ref(),
            "missed runs are left out, not counted until the schedule stops",
        ),
    );
    let kept = Cause::of(history.as_ref(), "the last runs, with their logs");
    causes.note("/spec/successfulJobsHistoryLimit", kept);
    causes.note("/spec/failedJobsHistoryLimit", kept);
    let history = history.map_or(HISTORY, |history| history.value.0);
    let concurrency = match concurrency.map_or(Concurrency::Forbid, |at| at.value) {
        Concurrency::Allow => "Allow",
        Concurrency::Forbid => "Forbid",
        Concurrency::Replace => "Replace",
    };
    let object = CronJob {
        metadata: metadata.value,
        spec: CronJobSpec {
            schedule: schedule.map(|at| at.value.0.clone()).unwrap_or_default(),
            time_zone: Some(timezone.map_or("Etc/UTC", |zone| &zone.value).to_owned()),
            concurrency_policy: Some(concurrency.to_owned()),
            starting_deadline_seconds: Some(late.map_or(LATE, |late| i64::from(late.value.0))),
            successful_jobs_history_limit: Some(history),
            failed_jobs_history_limit: Some(history),
            job_template: JobTemplateSpec {
                spec: Some(spec.value),
                ..JobTemplateSpec::default()
            },
            ..CronJobSpec::default()
        },
        ..CronJob::default()
    };
    Object::new(&object, workload.owner(), cause(workload), causes)
}

/// Lets what a job that runs first needs be there before it: Argo CD applies it in an earlier
/// wave, Helm makes it as a hook, because its hooks come before all else.
pub(super) fn before_jobs(model: &Model<'_>, objects: &mut [Object]) {
    for workload in &model.workloads {
        let Some(by) = delivery(workload) else {
            continue;
        };
        let cause = Cause::of(workload.task.and_then(|task| task.when.as_ref()), "");
        let is_job = |object: &&Object| {
            object.kind() == "Job"
                && object.owner == workload.owner()
                && object.name().starts_with(&workload.object_name)
        };
        let job = objects.iter().find(is_job);
        let job = job.map_or_else(String::new, |job| job.value["spec"].to_string());
        for object in objects
            .iter_mut()
            .filter(|object| is_needed(workload, &job, object))
        {
            let annotations: &[(&str, &str)] = match by {
                Delivery::Argocd => &[(WAVE, WAVE_OF_NEEDS)],
                Delivery::Helm if object.kind() == "Namespace" => &[],
                Delivery::Helm => &[
                    ("helm.sh/hook", "pre-install,pre-upgrade"),
                    ("helm.sh/hook-weight", "-5"),
                ],
                Delivery::None => &[],
            };
            for (key, value) in annotations {
                object.annotate(key, value, cause);
            }
        }
    }
}

/// Whether a policy lets the pods of a job in.
fn admits(policy: &Object, workload: &Workload<'_>) -> bool {
    let selector = json!(workload.selector);
    let rules = policy.value["spec"]["ingress"].as_array();
    let peers = rules.into_iter().flatten();
    let mut peers = peers.flat_map(|rule| rule["from"].as_array().into_iter().flatten());
    peers.any(|peer| peer["podSelector"]["matchLabels"] == selector)
}

/// Whether the pods of a job cannot start, or do their work, without an object.
fn is_needed(workload: &Workload<'_>, job: &str, object: &Object) -> bool {
    let is_named = || job.contains(&format!("\"{}\"", object.name()));
    let namespace = workload.namespace.as_deref();
    match object.kind() {
        "Namespace" => Some(object.name()) == namespace,
        "ServiceAccount" => {
            object.name() == workload.account_name() && object.namespace() == namespace
        }
        "ConfigMap" | "ExternalSecret" => object.namespace() == namespace && is_named(),
        "NetworkPolicy" => {
            let is_own = object.name() == workload.name && object.namespace() == namespace;
            is_own || admits(object, workload)
        }
        _ => false,
    }
}
