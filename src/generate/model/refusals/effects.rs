//! Keys that mean nothing where they stand: what would be passed over in silence is refused.

use crate::source::{At, Span};

use super::super::super::spec::{
    Kind, MonitoringKind, Probe, ProbeKeys, Reader, Tls, Variable, Via, Word as _, Written as _,
};
use super::super::Model;
use super::super::workload::Workload;

/// Says which keys of a workload have no effect.
pub(super) fn refuse(model: &Model<'_>, workload: &Workload<'_>, problems: &mut Reader) {
    run(workload, problems);
    if workload.task.is_some() {
        return;
    }
    exposure(workload, problems);
    adopted(workload, problems);
    ports(model, workload, problems);
    probes(workload, problems);
    variables(workload, problems);
    let init = workload.init().iter();
    for health in init.filter_map(|container| container.value.health.as_ref()) {
        nothing(health.span, "health", "for what runs to its end", problems);
    }
}

fn nothing(span: Span, key: &str, where_it_stands: &str, problems: &mut Reader) {
    let message = format!("`{key}` means nothing {where_it_stands}");
    problems.refuse(span, message, "leave it out");
}

fn place<T>(at: Option<&At<T>>) -> Option<Span> {
    at.map(|at| at.span)
}

/// Keys of another way to lead outside.
fn exposure(workload: &Workload<'_>, problems: &mut Reader) {
    let Some(expose) = &workload.app.expose else {
        return;
    };
    let expose = &expose.value;
    let via = expose.via.map_or(Via::Ingress, |via| via.value);
    let tls = match &expose.tls {
        Some(Tls::Whether(whether)) => Some(whether.span),
        Some(Tls::Secret(secret)) => Some(secret.span()),
        None => None,
    };
    let secret = match &expose.tls {
        Some(Tls::Secret(secret)) => Some(secret.span()),
        _ => None,
    };
    let is_encrypted = match &expose.tls {
        Some(Tls::Whether(whether)) => whether.value,
        other => other.is_some(),
    };
    let keys: &[(&str, Option<Span>)] = match via {
        Via::Ingress => &[("gateway", place(expose.gateway.as_ref()))],
        Via::Gateway => &[
            ("class", place(expose.class.as_ref())),
            ("issuer", place(expose.issuer.as_ref())),
            ("tls.secret", secret),
        ],
        Via::LoadBalancer => &[
            ("class", place(expose.class.as_ref())),
            ("issuer", place(expose.issuer.as_ref())),
            ("gateway", place(expose.gateway.as_ref())),
            ("paths", expose.paths.span),
            ("tls", tls),
        ],
    };
    for (key, span) in keys {
        if let Some(span) = span {
            let where_it_stands = format!("for `via = \"{}\"`", via.word());
            nothing(*span, key, &where_it_stands, problems);
        }
    }
    if let Some(issuer) = &expose.issuer
        && via == Via::Ingress
        && (!is_encrypted || secret.is_some())
    {
        let help = "write `tls = true`, for which it makes a certificate";
        problems.refuse(issuer.span, "`issuer` without a certificate to make", help);
    }
    if let Some(ports) = &expose.port
        && via != Via::LoadBalancer
        && let Some(second) = ports.0.get(1)
    {
        let help = "write the others as `paths = { \"/admin\" = \"admin\" }`";
        problems.refuse(second.span, "`/` leads to one port", help);
    }
}

fn adopted(workload: &Workload<'_>, problems: &mut Reader) {
    let Some(adopt) = &workload.app.adopt else {
        return;
    };
    if let Some(headless) = adopt.value.headless
        && workload.kind != Kind::Stateful
    {
        let where_it_stands = format!("for the kind `{}`", workload.kind.word());
        nothing(headless.span, "headless", &where_it_stands, problems);
    }
    let account = adopt.value.service_account.as_ref();
    if let Some(account) = account.map(|account| &account.value)
        && account.create.is_some_and(|create| !create.value)
        && let Some(span) = account.annotations.span
    {
        let where_it_stands = "for an account that is not written";
        nothing(span, "annotations", where_it_stands, problems);
    }
}

fn ports(model: &Model<'_>, workload: &Workload<'_>, problems: &mut Reader) {
    let mut scraped = workload.ports.iter().filter(|port| port.is_scraped);
    let unscraped = workload.ports.iter().filter(|port| !port.is_scraped);
    for port in unscraped.filter(|port| port.path.is_some()) {
        nothing(
            port.span,
            "path",
            "for a port that is not scraped",
            problems,
        );
    }
    let monitoring = model
        .platform()
        .and_then(|platform| platform.monitoring.as_ref());
    let kind = monitoring.and_then(|monitoring| monitoring.value.kind);
    if kind.is_some_and(|kind| kind.value == MonitoringKind::Annotations)
        && let Some(second) = scraped.nth(1)
    {
        let help = "write `scrape = false`; only `prometheus-operator` scrapes several";
        problems.refuse(
            second.span,
            "annotations name one port that is scraped",
            help,
        );
    }
}

/// Keys of an HTTP request in another probe.
fn probes(workload: &Workload<'_>, problems: &mut Reader) {
    let beside = workload.init().iter().chain(workload.sidecars());
    let beside = beside.filter_map(|container| container.value.health.as_ref());
    let all = workload.app.health.iter().chain(beside);
    for health in all {
        for probe in [&health.value.ready, &health.value.live]
            .into_iter()
            .flatten()
        {
            if let Probe::Full(keys) = probe {
                of_http(keys, problems);
            }
        }
    }
}

fn of_http(keys: &ProbeKeys, problems: &mut Reader) {
    if keys.http.is_some() {
        return;
    }
    for (key, span) in [
        ("port", place(keys.port.as_ref())),
        ("https", keys.https.map(|at| at.span)),
        ("headers", keys.headers.span),
    ] {
        if let Some(span) = span {
            nothing(span, key, "for a probe that is no HTTP request", problems);
        }
    }
}

fn variables(workload: &Workload<'_>, problems: &mut Reader) {
    for variable in workload.app.env.iter() {
        let Variable::From(source) = &variable.value.value else {
            continue;
        };
        if source.secret.is_some() || source.config.is_some() {
            continue;
        }
        for (key, span) in [
            ("key", place(source.key.as_ref())),
            ("optional", source.optional.map(|at| at.span)),
        ] {
            if let Some(span) = span {
                nothing(span, key, "for a field of the pod", problems);
            }
        }
    }
}

/// Keys of a schedule for what has none.
fn run(workload: &Workload<'_>, problems: &mut Reader) {
    let Some(run) = workload.run() else { return };
    if workload.kind == Kind::Cron {
        return;
    }
    for (key, span) in [
        ("timezone", place(run.timezone.as_ref())),
        ("concurrency", run.concurrency.map(|at| at.span)),
        ("late", run.late.map(|at| at.span)),
        ("history", run.history.map(|at| at.span)),
    ] {
        if let Some(span) = span {
            nothing(span, key, "for work without a schedule", problems);
        }
    }
}
