//! Autoscalers.

use k8s_openapi::api::autoscaling::v2::{
    CrossVersionObjectReference, ExternalMetricSource, HPAScalingRules, HorizontalPodAutoscaler,
    HorizontalPodAutoscalerBehavior, HorizontalPodAutoscalerSpec, MetricIdentifier, MetricSpec,
    MetricTarget, PodsMetricSource, ResourceMetricSource,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::metadata::{metadata, nothing_more, some};
use crate::generate::model::Workload;
use crate::generate::object::{Cause, Causes, Object, Part};
use crate::generate::spec::{Behavior, Kind, Metric, Scale, ScaleChoice};
use crate::source::At;

/// How much of its requested CPU a pod should use, in per cent: room for a peak until more pods
/// are there.
const CPU: i32 = 70;

/// The autoscaler of an application that has bounds.
pub(super) fn autoscaler(workload: &Workload<'_>) -> Option<Object> {
    let replicas = workload.replicas()?;
    let max = replicas.max?;
    let stated = workload.app.scale.as_ref()?;
    let ScaleChoice::Bounds(scale) = &stated.value else {
        return None;
    };
    let mut causes = Causes::default();
    let name = Cause::Spec(workload.app.name.span);
    let part = metadata(workload, &workload.app.name.value.0, name, nothing_more);
    causes.take("/metadata", part.causes);
    causes.note("/spec/minReplicas", replicas.cause);
    causes.note("/spec/maxReplicas", Cause::of(scale.max.as_ref(), ""));
    let metrics = metrics(scale);
    causes.take("/spec/metrics", metrics.causes);
    let kind = if workload.kind == Kind::Stateful {
        "StatefulSet"
    } else {
        "Deployment"
    };
    let behavior = scale.behavior.as_ref();
    if let Some(behavior) = behavior {
        causes.note("/spec/behavior", Cause::Spec(behavior.span));
    }
    let object = HorizontalPodAutoscaler {
        metadata: part.value,
        spec: HorizontalPodAutoscalerSpec {
            scale_target_ref: CrossVersionObjectReference {
                api_version: Some("apps/v1".to_owned()),
                kind: kind.to_owned(),
                name: workload.object_name.clone(),
            },
            min_replicas: Some(replicas.min),
            max_replicas: max,
            metrics: Some(metrics.value),
            behavior: behavior.map(|behavior| pace(&behavior.value)),
        },
        ..HorizontalPodAutoscaler::default()
    };
    Some(Object::new(
        &object,
        workload.owner(),
        Cause::Spec(stated.span),
        causes,
    ))
}

fn pace(behavior: &Behavior) -> HorizontalPodAutoscalerBehavior {
    let rules = |seconds: i32| HPAScalingRules {
        stabilization_window_seconds: Some(seconds),
        ..HPAScalingRules::default()
    };
    HorizontalPodAutoscalerBehavior {
        scale_down: behavior.down.map(|down| rules(down.value.0)),
        scale_up: behavior.up.map(|up| rules(up.value.0)),
    }
}

fn metrics(scale: &Scale) -> Part<Vec<MetricSpec>> {
    let mut causes = Causes::default();
    let mut metrics = Vec::new();
    let nothing = scale.cpu.is_none() && scale.memory.is_none() && scale.metrics.is_empty();
    let cpu = scale.cpu.map(|cpu| (cpu.value.0, Cause::Spec(cpu.span)));
    let cpu = cpu.or_else(|| {
        nothing.then_some((
            CPU,
            Cause::Default("room for a peak until more pods are there"),
        ))
    });
    let memory = scale
        .memory
        .map(|memory| (memory.value.0, Cause::Spec(memory.span)));
    for (name, amount) in [("cpu", cpu), ("memory", memory)] {
        if let Some((percent, cause)) = amount {
            causes.note(format!("/{}", metrics.len()), cause);
            metrics.push(of_resource(name, percent));
        }
    }
    for metric in &scale.metrics {
        causes.note(format!("/{}", metrics.len()), Cause::Spec(metric.span));
        metrics.push(of_metric(metric));
    }
    Part {
        value: metrics,
        causes,
    }
}

fn of_resource(name: &str, percent: i32) -> MetricSpec {
    MetricSpec {
        type_: "Resource".to_owned(),
        resource: Some(ResourceMetricSource {
            name: name.to_owned(),
            target: MetricTarget {
                type_: "Utilization".to_owned(),
                average_utilization: Some(percent),
                ..MetricTarget::default()
            },
        }),
        ..MetricSpec::default()
    }
}

fn of_metric(metric: &At<Metric>) -> MetricSpec {
    let metric = &metric.value;
    let labels = metric.labels.to_map();
    let identifier = |name: &At<String>| MetricIdentifier {
        name: name.value.clone(),
        selector: some(labels).map(|labels| LabelSelector {
            match_labels: Some(labels),
            ..LabelSelector::default()
        }),
    };
    let quantity = |amount: &Option<At<crate::generate::spec::Amount>>| {
        amount
            .as_ref()
            .map(|amount| Quantity(amount.value.0.clone()))
    };
    let target = MetricTarget {
        type_: if metric.average.is_some() {
            "AverageValue"
        } else {
            "Value"
        }
        .to_owned(),
        average_value: quantity(&metric.average),
        value: quantity(&metric.value),
        ..MetricTarget::default()
    };
    let mut spec = MetricSpec::default();
    if let Some(name) = &metric.pods {
        spec.type_ = "Pods".to_owned();
        spec.pods = Some(PodsMetricSource {
            metric: identifier(name),
            target,
        });
    } else if let Some(name) = &metric.external {
        spec.type_ = "External".to_owned();
        spec.external = Some(ExternalMetricSource {
            metric: identifier(name),
            target,
        });
    }
    spec
}
