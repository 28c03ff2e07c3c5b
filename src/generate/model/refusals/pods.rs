//! What is wrong with the containers and volumes of a workload.

use crate::source::{At, Span};
use crate::spelling::{nearest, quoted_list};

use super::super::super::spec::{
    Allowance, Beside, Environment, Health, Kind, PortReference, Probe, Protocol, Reader, Reload,
    Variable, VolumeKind, Word as _, Written as _,
};
use super::super::SIDECARS_SINCE;
use super::super::secret::literal_secret;
use super::super::volume::{folder_of, is_called, volume_name};
use super::super::workload::Workload;
use super::super::{Model, in_pod, words_of_bytes};
use super::{refuse_port, volume_keys};

/// The grace period of pods that say nothing.
/// <https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination>
const DEFAULT_GRACE: i32 = 30;

/// Says what is wrong with the pods of a workload.
pub(super) fn refuse(model: &Model<'_>, workload: &Workload<'_>, problems: &mut Reader) {
    let app = workload.app;
    match workload.task {
        Some(task) => {
            environment(model, workload, &task.env, problems);
        }
        None => {
            environment(model, workload, &app.env, problems);
            health(workload, app.health.as_ref(), None, problems);
            volumes(model, workload, problems);
            room(model, workload, problems);
            grace(workload, problems);
        }
    }
    if let Some(sidecar) = workload.sidecars().first()
        && workload.ends()
        && model.target < SIDECARS_SINCE
    {
        let message =
            format!("before Kubernetes {SIDECARS_SINCE} a sidecar keeps a Job from its end");
        problems.refuse(
            sidecar.span,
            message,
            "leave it out, or raise `--kubernetes-version`",
        );
    }
    let beside = workload.init().iter().chain(workload.sidecars());
    for container in beside {
        let container = &container.value;
        environment(model, workload, &container.env, problems);
        mounts(workload, container, problems);
        health(
            workload,
            container.health.as_ref(),
            Some(container),
            problems,
        );
    }
}

/// Variables that hold secrets, or take them from where they are not.
fn environment(
    model: &Model<'_>,
    workload: &Workload<'_>,
    variables: &Environment,
    problems: &mut Reader,
) {
    for variable in variables.iter() {
        let (name, at) = (&variable.name.value, &variable.value);
        match &at.value {
            Variable::Literal(text) => {
                if let Some(why) = literal_secret(name, text) {
                    let help =
                        format!("refer to a Secret: `{name} = {{ secret = \"…\", key = \"…\" }}`");
                    problems.refuse(at.span, format!("`{name}` {why}"), help);
                }
            }
            Variable::From(source) => {
                let key = source.key.as_ref();
                let (key, span) =
                    key.map_or((name.as_str(), at.span), |key| (&key.value.0, key.span));
                if let Some(secret) = &source.secret {
                    secret_key(model, workload, &secret.value.0, key, span, problems);
                }
                if let Some(config) = &source.config
                    && let Some(known) = model.config(workload.app, &config.value.0)
                    && !known.data.contains_key(key)
                {
                    let keys: Vec<&str> = known.data.keys().map(String::as_str).collect();
                    refuse_key("ConfigMap", &config.value.0, key, &keys, span, problems);
                }
            }
        }
    }
}

/// A key that a Secret of the spec does not have.
fn secret_key(
    model: &Model<'_>,
    workload: &Workload<'_>,
    secret: &str,
    key: &str,
    span: Span,
    problems: &mut Reader,
) {
    let in_namespace = model
        .workloads
        .iter()
        .filter(|other| other.task.is_none() && other.namespace == workload.namespace);
    let declared = in_namespace
        .filter_map(|other| other.app.secrets.as_ref())
        .find_map(|secrets| secrets.value.secrets.get(secret));
    if let Some(declared) = declared {
        let keys: Vec<&str> = declared
            .value
            .iter()
            .map(|entry| entry.name.value.as_str())
            .collect();
        if !keys.contains(&key) {
            refuse_key("Secret", secret, key, &keys, span, problems);
        }
    }
}

fn refuse_key(kind: &str, name: &str, key: &str, keys: &[&str], span: Span, problems: &mut Reader) {
    let help = match nearest(key, keys) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("its keys are {}", quoted_list(keys)),
    };
    problems.refuse(
        span,
        format!("the {kind} `{name}` has no key `{key}`"),
        help,
    );
}

/// Probes of ports that are not there.
fn health(
    workload: &Workload<'_>,
    health: Option<&At<Health>>,
    beside: Option<&Beside>,
    problems: &mut Reader,
) {
    let Some(health) = health else { return };
    let probes = [&health.value.ready, &health.value.live];
    for probe in probes.into_iter().flatten() {
        let (reference, span) = match probe {
            Probe::Off => continue,
            Probe::Path(path) => (None, path.span),
            Probe::Full(keys) => {
                if keys.exec.is_some() {
                    continue;
                }
                let named = keys
                    .tcp
                    .as_ref()
                    .or(keys.grpc.as_ref())
                    .or(keys.port.as_ref());
                (named, named.map_or(keys.span(), |port| port.span))
            }
        };
        let has_none = match beside {
            Some(beside) => beside.ports.is_empty(),
            None => workload
                .ports
                .iter()
                .all(|port| port.protocol != Protocol::Tcp),
        };
        match reference {
            None if has_none => {
                let help =
                    "give the application one: `port = 8080`; or ask by `{ exec = [\"…\"] }`";
                problems.refuse(span, "a probe without a port to ask", help);
            }
            None => {}
            Some(reference) => {
                let asked = in_pod(&workload.ports, &reference.value);
                if beside.is_none()
                    && let Some(port) = asked.filter(|port| port.protocol != Protocol::Tcp)
                {
                    let message =
                        format!("the port `{}` takes no connections to ask by", port.name);
                    problems.refuse(
                        span,
                        message,
                        "ask another port, or by `{ exec = [\"…\"] }`",
                    );
                    continue;
                }
                let is_known = match beside {
                    Some(beside) => has_port(beside, &reference.value),
                    None => in_pod(&workload.ports, &reference.value).is_some(),
                };
                if !is_known {
                    refuse_port(workload, span, problems);
                }
            }
        }
    }
    if let Some(boot) = health.value.boot_time
        && matches!(
            (&health.value.ready, &health.value.live),
            (Some(Probe::Off), None | Some(Probe::Off))
        )
    {
        let help = "write `ready` or `live`, which is what is asked while it starts";
        problems.refuse(boot.span, "`boot-time` without a probe", help);
    }
}

fn volumes(model: &Model<'_>, workload: &Workload<'_>, problems: &mut Reader) {
    let app = workload.app;
    for volume in &app.volume {
        let (span, volume) = (volume.span, &volume.value);
        let kind = volume.kind.value;
        for (key, span, fits) in volume_keys(volume) {
            if !fits {
                let message = format!(
                    "`{key}` means nothing for a volume of the kind `{}`",
                    kind.word()
                );
                problems.refuse(span, message, "leave it out");
            }
        }
        let needs = match kind {
            VolumeKind::Claim if volume.size.is_none() => Some(("size", "size = \"10Gi\"")),
            VolumeKind::Config | VolumeKind::Secret if volume.name.is_none() => {
                Some(("name", "name = \"…\""))
            }
            VolumeKind::Host if volume.path.is_none() => Some(("path", "path = \"/var/log\"")),
            _ => None,
        };
        if let Some((key, line)) = needs {
            let message = format!("a volume of the kind `{}` without `{key}`", kind.word());
            problems.refuse(span, message, format!("write `{line}`"));
        }
        let allowed = model.platform().map(|platform| platform.allow.as_slice());
        let is_allowed = allowed
            .unwrap_or_default()
            .iter()
            .any(|allowance| allowance.value == Allowance::HostVolumes);
        if kind == VolumeKind::Host && !is_allowed {
            problems.refuse(
                volume.kind.span,
                "a folder of the node gives the pod a way out of its container",
                "use another kind; if it must be, write `allow = [\"host-volumes\"]` into `[platform]`",
            );
        }
        if kind == VolumeKind::Claim && workload.ends() {
            problems.refuse(
                volume.kind.span,
                "a claim of work that ends would be left over",
                "use `scratch`, or a claim of an application that stays",
            );
        }
        if kind == VolumeKind::Claim && workload.kind == Kind::Daemon {
            problems.refuse(
                volume.kind.span,
                "one claim cannot be held by a pod on every node",
                "use `scratch`, or `kind = \"stateful\"`",
            );
        }
    }
    live_files(workload, problems);
    let mounts = model.mounts(workload);
    for (at, mount) in mounts.iter().enumerate() {
        if mounts[..at].iter().any(|known| known.path == mount.path) {
            let message = format!("two volumes are mounted at `{}`", mount.path);
            problems.refuse(mount.span, message, "mount one of them elsewhere");
        }
    }
    let mut names: Vec<String> = Vec::new();
    for volume in &app.volume {
        let name = volume_name(&volume.value);
        if names.contains(&name) {
            let message = format!("two volumes have the name `{name}`");
            problems.refuse(
                volume.span,
                message,
                "give one of them another: `name = \"…\"`",
            );
        }
        names.push(name);
    }
}

/// Whether a container beside the application has a port.
fn has_port(beside: &Beside, port: &PortReference) -> bool {
    beside.ports.iter().any(|known| match port {
        PortReference::Name(name) => known.name.value == *name,
        PortReference::Number(number) => known.value.value.0 == *number,
    })
}

/// Files that are to be read again are mounted with their folder, which cannot be the root.
fn live_files(workload: &Workload<'_>, problems: &mut Reader) {
    let reload = workload.app.reload;
    if reload.is_none_or(|reload| reload.value != Reload::Live) {
        return;
    }
    let mut files = workload.app.files.iter();
    if let Some(file) = files.find(|file| folder_of(&file.name.value).is_empty()) {
        problems.refuse(
            file.name.span,
            "a file in the root folder cannot be read again: its folder would be mounted",
            "put it into a folder of its own, or write `reload = \"roll\"`",
        );
    }
}

/// Scratch volumes that may grow larger than what the pod is given.
fn room(model: &Model<'_>, workload: &Workload<'_>, problems: &mut Reader) {
    let (storage, memory) = workload.stated_limits();
    for (in_memory, limit, key) in [(false, storage, "storage"), (true, memory, "memory")] {
        let Some(limit) = limit else { continue };
        let total = model.scratch(workload, in_memory);
        let volumes = model.volumes(workload).into_iter();
        let mut scratch = volumes.filter(|volume| volume.scratch(in_memory).is_some());
        if total > limit
            && let Some(first) = scratch.next()
        {
            let (total, limit) = (words_of_bytes(total), words_of_bytes(limit));
            problems.refuse(
                first.span,
                format!("scratch volumes may grow to {total}, and `resources.{key}` is {limit}: the pod is ended before they are full"),
                format!("write `resources.{key} = \"{total}\"` or more, or a smaller `size`"),
            );
        }
    }
}

/// Mounts of volumes that the application does not have.
fn mounts(workload: &Workload<'_>, beside: &Beside, problems: &mut Reader) {
    let volumes = &workload.app.volume;
    for mount in beside.mounts.iter() {
        let name = mount.name.value.as_str();
        if volumes.iter().any(|volume| is_called(&volume.value, name)) {
            continue;
        }
        let names: Vec<String> = volumes
            .iter()
            .map(|volume| volume_name(&volume.value))
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let help = match nearest(name, &names) {
            Some(near) => format!("did you mean `{near}`?"),
            None if names.is_empty() => "write it as `[[volume]]`".to_owned(),
            None => format!("its volumes are {}", quoted_list(&names)),
        };
        let message = format!("`{}` has no volume `{name}`", workload.name);
        problems.refuse(mount.name.span, message, help);
    }
}

fn grace(workload: &Workload<'_>, problems: &mut Reader) {
    let (Some(drain), grace) = (workload.app.drain, workload.app.grace) else {
        return;
    };
    let Some(grace) = grace else { return };
    if grace.value.0 <= drain.value.0 {
        let (drain, grace_seconds) = (drain.value.0, grace.value.0);
        problems.refuse(
            grace.span,
            format!("`grace` is {grace_seconds} s and `drain` {drain} s: it would be killed while it still drains"),
            format!("write `grace = \"{}s\"`, so that there is time to end", drain + DEFAULT_GRACE),
        );
    }
}
