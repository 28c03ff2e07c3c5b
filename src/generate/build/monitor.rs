//! What tells the Prometheus operator what to scrape.
//!
//! <https://prometheus-operator.dev/docs/api-reference/api/>

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};
use serde::Serialize;

use super::metadata::{below, metadata, nothing_more};
use crate::generate::model::{Labels, Model, NAME_LABEL, PortModel, Workload};
use crate::generate::object::{Cause, Causes, Custom, Object};
use crate::generate::spec::MonitoringKind;

#[derive(Debug, Serialize)]
struct ServiceMonitor {
    metadata: ObjectMeta,
    spec: ServiceMonitorSpec,
}

#[derive(Debug, Serialize)]
struct ServiceMonitorSpec {
    selector: LabelSelector,
    endpoints: Vec<Endpoint>,
}

#[derive(Debug, Serialize)]
struct PodMonitor {
    metadata: ObjectMeta,
    spec: PodMonitorSpec,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct PodMonitorSpec {
    selector: LabelSelector,
    pod_metrics_endpoints: Vec<Endpoint>,
}

#[derive(Debug, Serialize)]
struct Endpoint {
    port: String,
    path: String,
}

impl Custom for ServiceMonitor {
    const API_VERSION: &'static str = "monitoring.coreos.com/v1";
    const KIND: &'static str = "ServiceMonitor";
}

impl Custom for PodMonitor {
    const API_VERSION: &'static str = "monitoring.coreos.com/v1";
    const KIND: &'static str = "PodMonitor";
}

/// The path of metrics when none is stated.
const PATH: &str = "/metrics";

/// The monitor of an application that is scraped: of its Service where that has all scraped
/// ports, else of its pods.
pub(super) fn monitor(model: &Model<'_>, workload: &Workload<'_>) -> Option<Object> {
    let monitoring = &model.platform()?.monitoring.as_ref()?.value;
    let kind = monitoring.kind.map(|kind| kind.value);
    if kind == Some(MonitoringKind::Annotations) {
        return None;
    }
    let scraped: Vec<&PortModel> = workload
        .ports
        .iter()
        .filter(|port| port.is_scraped)
        .collect();
    let cause = scraped.first()?.cause();
    let mut causes = Causes::default();
    let name = Cause::Spec(workload.app.name.span);
    let mut part = metadata(workload, &workload.app.name.value.0, name, nothing_more);
    for label in monitoring.monitor_labels.iter() {
        let labels = part.value.labels.get_or_insert_with(Labels::new);
        labels.insert(label.name.value.clone(), label.value.value.clone());
        let pointer = below("/labels", &label.name.value);
        part.causes.note(pointer, Cause::Spec(label.value.span));
    }
    causes.take("/metadata", part.causes);
    let of_service = scraped.iter().all(|port| port.service.is_some());
    let list = if of_service {
        "endpoints"
    } else {
        "podMetricsEndpoints"
    };
    let endpoints = scraped.iter().enumerate().map(|(at, port)| {
        causes.note(format!("/spec/{list}/{at}"), port.cause());
        Endpoint {
            port: port.name.clone(),
            path: port.path.clone().unwrap_or_else(|| PATH.to_owned()),
        }
    });
    let endpoints = endpoints.collect();
    let owner = workload.owner();
    let select = |labels| LabelSelector {
        match_labels: Some(labels),
        ..LabelSelector::default()
    };
    let metadata = part.value;
    Some(if of_service {
        // By the labels of the Service, which are not those of the pods.
        let labels = Labels::from([(NAME_LABEL.to_owned(), workload.name.clone())]);
        let spec = ServiceMonitorSpec {
            selector: select(labels),
            endpoints,
        };
        Object::custom(&ServiceMonitor { metadata, spec }, owner, cause, causes)
    } else {
        let spec = PodMonitorSpec {
            selector: select(workload.selector.clone()),
            pod_metrics_endpoints: endpoints,
        };
        Object::custom(&PodMonitor { metadata, spec }, owner, cause, causes)
    })
}
