//! Values that no API server takes, or that the target version does not know.

use crate::schema::Version;
use crate::source::{At, Span};
use crate::spelling::nearest;

use super::super::super::spec::{
    Access, LabelValue, NamespaceChoice, NetworkChoice, Parse as _, PodSecurity, Reader,
    ScaleChoice, Texts, Variable, VolumeKind, Who,
};
use super::super::workload::Workload;
use super::super::{Model, NAME_LABEL};

/// Since when one pod can hold a claim for itself, on by default.
/// <https://github.com/kubernetes/enhancements/issues/2485>
const ONCE_POD_SINCE: Version = Version { minor: 27 };
/// Since when a variable can take all addresses of the node, on by default.
/// <https://github.com/kubernetes/enhancements/issues/2681>
const HOST_IPS_SINCE: Version = Version { minor: 29 };
/// The longest that an autoscaler can wait, in seconds.
const LONGEST_WINDOW: i32 = 3600;

/// What a quota can be about.
/// <https://kubernetes.io/docs/concepts/policy/resource-quotas/>
const QUOTAS: &[&str] = &[
    "requests.cpu",
    "requests.memory",
    "requests.storage",
    "requests.ephemeral-storage",
    "limits.cpu",
    "limits.memory",
    "limits.ephemeral-storage",
    "persistentvolumeclaims",
    "pods",
    "services",
    "services.loadbalancers",
    "services.nodeports",
    "secrets",
    "configmaps",
    "replicationcontrollers",
    "resourcequotas",
];

/// Says which values of a workload cannot be.
pub(super) fn refuse(model: &Model<'_>, workload: &Workload<'_>, problems: &mut Reader) {
    if workload.task.is_some() {
        return;
    }
    labels(workload, problems);
    scale(workload, problems);
    volumes(model, workload, problems);
    namespace(workload, problems);
    for variable in workload.app.env.iter() {
        if let Variable::From(source) = &variable.value.value
            && let Some(field) = &source.field
            && field.value.0 == "status.hostIPs"
        {
            needs(
                model,
                field.span,
                "`status.hostIPs`",
                HOST_IPS_SINCE,
                problems,
            );
        }
    }
}

fn needs(model: &Model<'_>, span: Span, what: &str, since: Version, problems: &mut Reader) {
    if model.target < since {
        let target = model.target;
        let message =
            format!("{what} is there since Kubernetes {since}, and the YAML is for {target}");
        let help = "use something else, or say which versions are meant: `--kubernetes-version`";
        problems.refuse(span, message, help);
    }
}

fn labels(workload: &Workload<'_>, problems: &mut Reader) {
    let app = workload.app;
    if let Some(stated) = &app.labels {
        let parts = [
            &stated.value.all,
            &stated.value.pod,
            &stated.value.workload,
            &stated.value.service,
        ];
        for texts in parts {
            label_values(texts, problems);
            for label in texts.iter().filter(|label| label.name.value == NAME_LABEL) {
                let help = "leave it out; `[adopt]` `selector` keeps the labels that select pods";
                let message = format!("`{NAME_LABEL}` is the name of the application");
                problems.refuse(label.name.span, message, help);
            }
        }
    }
    if let Some(placement) = &app.placement {
        label_values(&placement.value.nodes, problems);
    }
    if let Some(NetworkChoice::Edges(network)) = app.network.as_ref().map(|at| &at.value) {
        for peer in network.from.iter().chain(&network.to) {
            if let Who::Labels { labels, .. } = &peer.value.who {
                label_values(labels, problems);
            }
        }
    }
}

fn label_values(texts: &Texts, problems: &mut Reader) {
    for text in texts.iter() {
        if let Err(refusal) = LabelValue::parse(&text.value.value) {
            problems.refuse(text.value.span, refusal.message, refusal.help);
        }
    }
}

fn scale(workload: &Workload<'_>, problems: &mut Reader) {
    let Some(ScaleChoice::Bounds(bounds)) = workload.app.scale.as_ref().map(|at| &at.value) else {
        return;
    };
    let behavior = bounds.behavior.as_ref().map(|behavior| &behavior.value);
    let windows = behavior
        .into_iter()
        .flat_map(|behavior| [behavior.up, behavior.down]);
    for window in windows.flatten() {
        if window.value.0 > LONGEST_WINDOW {
            let message = "an autoscaler waits an hour at most";
            problems.refuse(window.span, message, "write `\"1h\"` or less");
        }
    }
    let replicas = workload.replicas();
    let most = replicas.map(|replicas| replicas.max.unwrap_or(replicas.min));
    if let (Some(disruption), Some(most)) = (bounds.disruption, most)
        && let super::super::super::spec::Disruption::Most(missing) = disruption.value
        && missing >= most
    {
        let message = format!("{missing} of {most} pods may be missing: nothing is protected");
        let help = "write fewer, or `disruption = false` for no budget";
        problems.refuse(disruption.span, message, help);
    }
}

fn volumes(model: &Model<'_>, workload: &Workload<'_>, problems: &mut Reader) {
    for volume in &workload.app.volume {
        let volume = &volume.value;
        if let Some(access) = volume.access
            && access.value == Access::OncePod
        {
            needs(model, access.span, "`once-pod`", ONCE_POD_SINCE, problems);
        }
        let items = volume.items.iter().map(|item| &item.value);
        for path in items.chain(&volume.sub_path) {
            relative(path, problems);
        }
    }
}

/// A path in a volume, which does not lead out of it.
fn relative(path: &At<String>, problems: &mut Reader) {
    let text = path.value.as_str();
    if text.is_empty() || text.starts_with('/') || text.split('/').any(|part| part == "..") {
        let message = format!("`{text}` is no path in a volume");
        problems.refuse(
            path.span,
            message,
            "write it without `/` in front and without `..`",
        );
    }
}

fn namespace(workload: &Workload<'_>, problems: &mut Reader) {
    let Some(NamespaceChoice::Full(stated)) = workload.app.namespace.as_ref().map(|at| &at.value)
    else {
        return;
    };
    label_values(&stated.labels, problems);
    for amount in stated.quota.iter() {
        let name = amount.name.value.as_str();
        if let Some(near) = nearest(name, QUOTAS).filter(|near| *near != name) {
            let message = format!("a quota cannot be about `{name}`");
            let help = format!("did you mean `{near}`?");
            problems.refuse(amount.name.span, message, help);
        }
    }
    if !stated.create.is_some_and(|create| create.value) {
        return;
    }
    let level = stated
        .pod_security
        .map_or(PodSecurity::Restricted, |level| level.value);
    let root = workload
        .app
        .security
        .as_ref()
        .and_then(|at| at.value.root.as_ref());
    let mut volumes = workload.app.volume.iter();
    let host = volumes.find(|volume| volume.value.kind.value == VolumeKind::Host);
    let refused = match level {
        PodSecurity::Privileged => None,
        PodSecurity::Baseline => host.map(|volume| (volume.span, "privileged")),
        PodSecurity::Restricted => root
            .map(|root| (root.span, "baseline"))
            .or(host.map(|volume| (volume.span, "privileged"))),
    };
    if let Some((span, level)) = refused {
        let message = format!(
            "the namespace `{}` would refuse these pods",
            stated.name.value
        );
        let help = format!("write `namespace.pod-security = \"{level}\"`, or another namespace");
        problems.refuse(span, message, help);
    }
}
