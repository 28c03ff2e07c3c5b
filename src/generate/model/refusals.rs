//! What contradicts itself or names what is not there.

mod effects;
mod names;
mod pods;
mod values;

use super::super::spec::{
    Access, Delivery, Kind, NamespaceChoice, Protocol, Reader, ScaleChoice, Strategy, Via,
    VolumeKind, When, Word as _, Written as _,
};
use super::port::{find, words};
use super::workload::Workload;
use super::{Model, namespace};

/// Says everything that is wrong with a model.
pub(super) fn refuse(model: &Model<'_>, problems: &mut Reader) {
    for workload in &model.workloads {
        pods::refuse(model, workload, problems);
        effects::refuse(model, workload, problems);
        values::refuse(model, workload, problems);
        if workload.task.is_none() {
            refuse_kind(workload, problems);
            refuse_scale(workload, problems);
            refuse_exposure(model, workload, problems);
            refuse_monitoring(model, workload, problems);
            refuse_rbac(workload, problems);
        }
        refuse_schedule(workload, problems);
    }
    names::refuse(model, problems);
}

/// Keys that mean nothing for the kind.
fn refuse_kind(workload: &Workload<'_>, problems: &mut Reader) {
    let app = workload.app;
    let kind = workload.kind.word();
    let keys = [
        ("health", app.health.as_ref().map(|at| at.span)),
        ("scale", app.scale.as_ref().map(|at| at.span)),
        ("expose", app.expose.as_ref().map(|at| at.span)),
        ("strategy", app.strategy.map(|at| at.span)),
        ("drain", app.drain.map(|at| at.span)),
        ("schedule", app.schedule.as_ref().map(|at| at.span)),
        ("run", app.run.as_ref().map(|at| at.span)),
    ];
    for (key, span) in keys {
        if let Some(span) = span
            && !workload.kind.takes(key)
        {
            let help = match key {
                "schedule" => {
                    "write `kind = \"cron\"`, or a table `[[cron]]` beside the application"
                        .to_owned()
                }
                "run" => "it is for the kinds `job` and `cron`, and for `[[job]]` and `[[cron]]`"
                    .to_owned(),
                _ => format!("leave it out: a {kind} has none"),
            };
            problems.refuse(
                span,
                format!("`{key}` means nothing for the kind `{kind}`"),
                help,
            );
        }
    }
}

fn refuse_scale(workload: &Workload<'_>, problems: &mut Reader) {
    let app = workload.app;
    let Some(replicas) = workload.replicas() else {
        return;
    };
    let bounds = match app.scale.as_ref().map(|scale| &scale.value) {
        Some(ScaleChoice::Bounds(bounds)) => Some(bounds),
        _ => None,
    };
    if let Some(bounds) = bounds {
        if let Some(max) = replicas.max
            && replicas.min > max
        {
            let span = bounds.min.map_or(bounds.span(), |min| min.span);
            let message = format!("`min` is {}, more than `max`, which is {max}", replicas.min);
            problems.refuse(
                span,
                message,
                "write the fewest pods first: `min = 2, max = 10`",
            );
        }
        if let (Some(min), Some(_)) = (bounds.min, bounds.max)
            && min.value.0 == 0
        {
            problems.refuse(
                min.span,
                "an autoscaler cannot begin at no pod",
                "write `min = 1`; `scale = 0` stops the application",
            );
        }
        let measured = bounds.cpu.map(|cpu| cpu.span);
        let measured = measured.or(bounds.memory.map(|memory| memory.span));
        let measured = measured.or(bounds.metrics.first().map(|metric| metric.span));
        if let Some(span) = measured
            && bounds.max.is_none()
        {
            let help = format!("write `max = {}`", replicas.min.max(1) * 5);
            problems.refuse(
                span,
                "something is measured, and there is no `max` to scale to",
                help,
            );
        }
        for metric in &bounds.metrics {
            refuse_metric(metric, problems);
        }
    }
    let most = replicas.max.unwrap_or(replicas.min);
    if let Some(claim) = workload.exclusive_claim()
        && most > 1
    {
        let span = app.scale.as_ref().map_or(claim, |scale| scale.span);
        problems.refuse(
            span,
            format!("{most} pods, and a claim that one node holds"),
            "write `access = \"many\"` at the volume, `kind = \"stateful\"` for a claim per pod, or `scale = 1`",
        );
    }
    if let Some(strategy) = app.strategy
        && strategy.value == Strategy::Recreate
        && workload.kind == Kind::Stateful
    {
        let problem = "a StatefulSet replaces its pods one after the other";
        problems.refuse(strategy.span, problem, "leave it out");
    }
    if workload.exclusive_claim().is_some()
        && let Some(strategy) = app.strategy
        && strategy.value == Strategy::Rolling
    {
        let problem = "`rolling` starts a new pod beside the old one, and one node holds the claim";
        problems.refuse(
            strategy.span,
            problem,
            "write `strategy = \"recreate\"`, or leave it out",
        );
    }
}

fn refuse_metric(metric: &crate::source::At<super::super::spec::Metric>, problems: &mut Reader) {
    let value = &metric.value;
    let names = usize::from(value.pods.is_some()) + usize::from(value.external.is_some());
    if names != 1 {
        let help = "write one of `pods` and `external`, with the name of the metric";
        problems.refuse(
            metric.span,
            "a metric is one of the pods or an external one",
            help,
        );
        return;
    }
    let targets = usize::from(value.average.is_some()) + usize::from(value.value.is_some());
    if targets != 1 {
        let help = "write one of `average` (per pod) and `value` (in all)";
        problems.refuse(metric.span, "a metric has one target", help);
    } else if value.pods.is_some() && value.value.is_some() {
        let help = "a metric of the pods has an `average`";
        problems.refuse(metric.span, "`value` of a metric of the pods", help);
    }
}

fn refuse_exposure(model: &Model<'_>, workload: &Workload<'_>, problems: &mut Reader) {
    let Some(expose) = &workload.app.expose else {
        return;
    };
    let platform = model.platform();
    let via = expose.value.via.map_or(Via::Ingress, |via| via.value);
    let span = expose.value.via.map_or(expose.span, |via| via.span);
    match via {
        Via::Ingress if platform.is_none_or(|platform| platform.ingress.is_none()) => {
            problems.refuse(
                span,
                "`expose` without a controller that leads to it",
                "say in `[platform]` which one: `ingress = { class = \"nginx\", namespace = \"ingress-nginx\" }`",
            );
        }
        Via::Gateway
            if expose.value.gateway.is_none()
                && platform.is_none_or(|platform| platform.gateway.is_none()) =>
        {
            problems.refuse(
                span,
                "`via = \"gateway\"` without a Gateway",
                "say in `[platform]` which one: `gateway = { name = \"infra/public\" }`, or here: `gateway = \"infra/public\"`",
            );
        }
        _ => {}
    }
    if via != Via::LoadBalancer && expose.value.hosts.is_empty() {
        problems.refuse(
            expose.span,
            "`expose` without a host name",
            "write `hosts = [\"shop.example.com\"]`",
        );
    }
    if via == Via::LoadBalancer && !expose.value.hosts.is_empty() {
        problems.refuse(
            expose.value.hosts[0].span,
            "a load balancer knows no host names",
            "leave `hosts` out, or write `via = \"ingress\"`",
        );
    }
    let references = expose
        .value
        .paths
        .iter()
        .map(|path| &path.value)
        .chain(expose.value.port.iter().flat_map(|ports| &ports.0));
    for reference in references {
        match find(&workload.ports, &reference.value) {
            Some(port) if port.service.is_none() => {
                let message = format!("the port `{}` is not in the Service", port.name);
                let help = format!(
                    "write `ports.{} = {{ container = {}, service = 80 }}`",
                    port.name, port.container
                );
                problems.refuse(reference.span, message, help);
            }
            Some(port) if via != Via::LoadBalancer && port.protocol != Protocol::Tcp => {
                let message = format!("the port `{}` does not speak HTTP", port.name);
                problems.refuse(reference.span, message, "write `via = \"load-balancer\"`");
            }
            Some(_) => {}
            None => refuse_port(workload, reference.span, problems),
        }
    }
    if workload.ports.iter().all(|port| port.service.is_none()) {
        problems.refuse(
            expose.span,
            format!("`{}` has no Service to lead to", workload.name),
            "give it a port: `port = 8080`",
        );
    }
}

/// Says that there is no such port.
pub(super) fn refuse_port(
    workload: &Workload<'_>,
    span: crate::source::Span,
    problems: &mut Reader,
) {
    let help = if workload.ports.is_empty() {
        "give it one: `port = 8080`".to_owned()
    } else {
        format!("its ports are {}", words(&workload.ports))
    };
    let message = format!("`{}` has no such port", workload.name);
    problems.refuse(span, message, help);
}

fn refuse_monitoring(model: &Model<'_>, workload: &Workload<'_>, problems: &mut Reader) {
    let scraped = workload.ports.iter().find(|port| port.is_scraped);
    let platform = model.platform();
    if let Some(port) = scraped
        && platform.is_none_or(|platform| platform.monitoring.is_none())
    {
        let help = format!(
            "say in `[platform]` by whom: `monitoring = {{ namespace = \"monitoring\" }}`; or that it \
             is not: `ports.{} = {{ container = {}, scrape = false }}`",
            port.name, port.container
        );
        let message = format!("the port `{}` is scraped, and nobody scrapes", port.name);
        problems.refuse(port.span, message, help);
    }
}

fn refuse_rbac(workload: &Workload<'_>, problems: &mut Reader) {
    let Some(rbac) = &workload.app.rbac else {
        return;
    };
    if rbac.value.rules.is_empty() && rbac.value.cluster_rules.is_empty() {
        let help = "write `rules = [{ resources = [\"pods\"], verbs = [\"list\"] }]`";
        problems.refuse(rbac.span, "`rbac` without a rule", help);
    }
    if namespace(workload.app).is_none() {
        problems.refuse(
            rbac.span,
            "`rbac` without a namespace: its binding names the account with its namespace",
            "write `namespace = \"…\"` for the application",
        );
    }
}

fn refuse_schedule(workload: &Workload<'_>, problems: &mut Reader) {
    let schedule = workload.schedule();
    if workload.kind == Kind::Cron && schedule.is_none() {
        problems.refuse(
            workload.span(),
            format!("`{}` is a cron and has no schedule", workload.name),
            "write `schedule = \"15 3 * * *\"`",
        );
    }
    let Some(task) = workload.task else { return };
    let says_what = task.command.is_some() || task.args.is_some() || task.image.is_some();
    if !says_what {
        let help = "write its `command`, its `args`, or an `image` of its own";
        let message = format!("`{}` would run what the application runs", workload.name);
        problems.refuse(task.name.span, message, help);
    }
    if let Some(schedule) = schedule
        && workload.kind == Kind::Job
    {
        let help = "write it as `[[cron]]`";
        problems.refuse(schedule.span, "a job that runs once has no schedule", help);
    }
    for (key, span) in [
        ("when", task.when.map(|at| at.span)),
        ("delivery", task.delivery.map(|at| at.span)),
    ] {
        if let Some(span) = span
            && workload.kind == Kind::Cron
        {
            problems.refuse(
                span,
                format!("`{key}` means nothing for a cron"),
                "leave it out",
            );
        }
    }
    if let Some(delivery) = task.delivery
        && task.when.is_none_or(|when| when.value != When::Before)
    {
        let help = "write `when = \"before\"`, or leave it out";
        problems.refuse(
            delivery.span,
            "`delivery` is for jobs that run before",
            help,
        );
    }
    // Helm makes what a hook needs anew at every release, and these must not be.
    let created = match workload.app.namespace.as_ref().map(|at| &at.value) {
        Some(NamespaceChoice::Full(namespace)) => namespace.create.filter(|create| create.value),
        _ => None,
    };
    let kept = [
        ("namespace", created.map(|at| at.span)),
        ("secrets", workload.app.secrets.as_ref().map(|at| at.span)),
        ("rbac", workload.app.rbac.as_ref().map(|at| at.span)),
    ];
    for (key, span) in kept {
        if let Some(delivery) = task.delivery
            && delivery.value == Delivery::Helm
            && let Some(span) = span
        {
            let message = format!(
                "Helm runs the job `{}` before the objects of `{key}` are there",
                task.name.value
            );
            let help = format!("let another release bring what `{key}` says, and refer to it");
            problems.refuse(span, message, help);
        }
    }
}

/// Keys of a volume that mean nothing for its kind; used by [`pods`].
pub(super) fn volume_keys(
    volume: &super::super::spec::Volume,
) -> Vec<(&'static str, crate::source::Span, bool)> {
    let kind = volume.kind.value;
    let is_data = matches!(kind, VolumeKind::Config | VolumeKind::Secret);
    let keys = [
        (
            "size",
            volume.size.as_ref().map(|at| at.span),
            matches!(kind, VolumeKind::Claim | VolumeKind::Scratch),
        ),
        (
            "class",
            volume.class.as_ref().map(|at| at.span),
            kind == VolumeKind::Claim,
        ),
        (
            "access",
            volume.access.map(|at: crate::source::At<Access>| at.span),
            kind == VolumeKind::Claim,
        ),
        ("items", volume.items.span, is_data),
        (
            "memory",
            volume.memory.map(|at| at.span),
            kind == VolumeKind::Scratch,
        ),
        (
            "path",
            volume.path.as_ref().map(|at| at.span),
            kind == VolumeKind::Host,
        ),
        ("optional", volume.optional.map(|at| at.span), is_data),
    ];
    keys.into_iter()
        .filter_map(|(key, span, fits)| Some((key, span?, fits)))
        .collect()
}
