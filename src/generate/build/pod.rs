//! Pod templates.

use k8s_openapi::api::core::v1::{LocalObjectReference, PodSpec, PodTemplateSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::container::{beside, drain_seconds, main};
use super::metadata::{add_version, annotations, below, labels, list, some};
use super::placement::placement;
use super::security;
use super::volume::volumes;
use crate::generate::model::{Model, SIDECARS_SINCE, Workload};
use crate::generate::object::{Cause, Causes, Part};
use crate::generate::spec::{Mesh, MonitoringKind};

/// How long a pod has to end after it has drained.
const GRACE: i32 = 30;

/// The template of a workload's pods.
pub(super) fn template<'s>(model: &Model<'s>, workload: &Workload<'s>) -> Part<PodTemplateSpec> {
    let mut causes = Causes::default();
    let metadata = pod_metadata(model, workload);
    causes.take("/metadata", metadata.causes);
    let spec = spec(model, workload);
    causes.take("/spec", spec.causes);
    Part {
        value: PodTemplateSpec {
            metadata: Some(metadata.value),
            spec: Some(spec.value),
        },
        causes,
    }
}

fn pod_metadata(model: &Model<'_>, workload: &Workload<'_>) -> Part<ObjectMeta> {
    let mut causes = Causes::default();
    let labels = labels(workload, |extra| &extra.pod);
    causes.take("/labels", labels.causes);
    let mut all = labels.value;
    add_version(workload, &mut all, &mut causes);
    let adopt = workload.app.adopt.as_ref();
    let adopt = adopt.filter(|adopt| workload.task.is_none() && !adopt.value.selector.is_empty());
    for (key, value) in &workload.selector {
        all.insert(key.clone(), value.clone());
        if let Some(adopt) = adopt {
            causes.note(below("/labels", key), Cause::Spec(adopt.span));
        }
    }
    let annotations = annotations(workload, |extra| &extra.pod);
    causes.take("/annotations", annotations.causes);
    let mut notes = annotations.value;
    for (key, value, cause) in implied_annotations(model, workload) {
        // What keeps a Job from its end is not left to annotations that are meant for others.
        if workload.ends() || !notes.contains_key(&key) {
            causes.note(below("/annotations", &key), cause);
            notes.insert(key, value);
        }
    }
    Part {
        value: ObjectMeta {
            labels: Some(all),
            annotations: some(notes),
            ..ObjectMeta::default()
        },
        causes,
    }
}

/// Annotations that follow from what the spec says: reasons of exceptions, scraping.
fn implied_annotations(model: &Model<'_>, workload: &Workload<'_>) -> Vec<(String, String, Cause)> {
    let mut annotations = Vec::new();
    let security = workload
        .app
        .security
        .as_ref()
        .map(|security| &security.value);
    let reasons: Vec<_> = security
        .into_iter()
        .flat_map(|security| [&security.root, &security.writable_root])
        .flatten()
        .collect();
    if let Some(first) = reasons.first() {
        let texts: Vec<&str> = reasons
            .iter()
            .map(|reason| reason.value.reason.value.as_str())
            .collect();
        let cause = Cause::Spec(first.span);
        annotations.push(("kubelint.dev/reason".to_owned(), texts.join("; "), cause));
    }
    let monitoring = model
        .platform()
        .and_then(|platform| platform.monitoring.as_ref());
    let by_annotations = monitoring
        .and_then(|monitoring| monitoring.value.kind)
        .is_some_and(|kind| kind.value == MonitoringKind::Annotations);
    let scraped = workload.ports.iter().find(|port| port.is_scraped);
    if by_annotations && let Some(port) = scraped {
        let path = port.path.as_deref().unwrap_or("/metrics");
        let number = port.container.to_string();
        for (key, value) in [("scrape", "true"), ("port", &number), ("path", path)] {
            let key = format!("prometheus.io/{key}");
            annotations.push((key, value.to_owned(), port.cause()));
        }
    }
    if workload.ends()
        && let Some(mesh) = model.platform().and_then(|platform| platform.mesh)
    {
        let cause = Cause::Because(
            mesh.span,
            "a proxy that goes on running would keep the Job from its end",
        );
        match mesh.value {
            Mesh::None => {}
            Mesh::Istio => annotations.push((
                "sidecar.istio.io/inject".to_owned(),
                "false".to_owned(),
                cause,
            )),
            Mesh::Linkerd => {
                annotations.push(("linkerd.io/inject".to_owned(), "disabled".to_owned(), cause))
            }
        }
    }
    annotations
}

fn spec<'s>(model: &Model<'s>, workload: &Workload<'s>) -> Part<PodSpec> {
    let app = workload.app;
    let mut causes = Causes::default();
    let security = security::of_pod(app.security.as_ref().map(|security| &security.value));
    causes.take("/securityContext", security.causes);
    let placement = placement(model, workload);
    causes.take("", placement.causes);
    let volumes = volumes(model, workload);
    causes.take("/volumes", volumes.causes);
    let main = main(model, workload);
    causes.take("/containers/0", main.causes);
    let mut containers = vec![main.value];
    let mut init = Vec::new();
    for stated in workload.init() {
        let part = beside(model, workload, stated, false);
        causes.take(&format!("/initContainers/{}", init.len()), part.causes);
        init.push(part.value);
    }
    for stated in workload.sidecars() {
        let mut part = beside(model, workload, stated, true);
        if model.target >= SIDECARS_SINCE {
            let reason = "a sidecar starts before the application and ends after it";
            part.causes.note("/restartPolicy", Cause::Default(reason));
            causes.take(&format!("/initContainers/{}", init.len()), part.causes);
            part.value.restart_policy = Some("Always".to_owned());
            init.push(part.value);
        } else {
            causes.take(&format!("/containers/{}", containers.len()), part.causes);
            containers.push(part.value);
        }
    }
    let has_rights = app.rbac.is_some() && workload.task.is_none();
    let reason = Cause::Default("a token is mounted where one is needed, not everywhere");
    let rbac = app.rbac.as_ref().map(|rbac| Cause::Spec(rbac.span));
    causes.note("/automountServiceAccountToken", rbac.unwrap_or(reason));
    causes.note("/serviceAccountName", Cause::Spec(workload.account_span()));
    if let Some(class) = &app.priority_class {
        causes.note("/priorityClassName", Cause::Spec(class.span));
    }
    for (at, secret) in app.pull_secrets.iter().enumerate() {
        causes.note(format!("/imagePullSecrets/{at}"), Cause::Spec(secret.span));
    }
    let pull = app.pull_secrets.iter().map(|secret| LocalObjectReference {
        name: secret.value.0.clone(),
    });
    let (grace, cause) = grace(workload);
    causes.note("/terminationGracePeriodSeconds", cause);
    causes.note(
        "/enableServiceLinks",
        Cause::Default("no variables for every Service of the namespace"),
    );
    if workload.ends() {
        causes.note(
            "/restartPolicy",
            Cause::Default("a failed pod is kept, with its logs; the Job starts another"),
        );
    }
    Part {
        value: PodSpec {
            service_account_name: Some(workload.account_name().to_owned()),
            automount_service_account_token: Some(has_rights),
            enable_service_links: Some(false),
            image_pull_secrets: list(pull.collect()),
            priority_class_name: app
                .priority_class
                .as_ref()
                .map(|class| class.value.0.clone()),
            security_context: Some(security.value),
            termination_grace_period_seconds: Some(i64::from(grace)),
            restart_policy: workload.ends().then(|| "Never".to_owned()),
            node_selector: placement.value.nodes,
            tolerations: placement.value.tolerations,
            topology_spread_constraints: placement.value.spread,
            init_containers: list(init),
            containers,
            volumes: list(volumes.value),
            ..PodSpec::default()
        },
        causes,
    }
}

fn grace(workload: &Workload<'_>) -> (i32, Cause) {
    if let Some(grace) = workload.app.grace {
        return (grace.value.0, Cause::Spec(grace.span));
    }
    match drain_seconds(workload).filter(|_| !workload.ends()) {
        Some((drain, _)) => (
            drain + GRACE,
            Cause::Default("time to drain, and half a minute to end"),
        ),
        None => (GRACE, Cause::Default("half a minute to end")),
    }
}
