//! What pods are given, how their state is asked for, and how many there are.

use crate::source::At;
use crate::toml_tree::{Data, Node};

use super::declare::{either_form, keys};
use super::map::Map;
use super::names::ResourceNames;
use super::reader::{Read, Reader};
use super::shape::Shape;
use super::text::{Amount, Seconds, SomeSeconds};
use super::values::{ByteAmount, Count, CpuAmount, Percent, Probe, Some1, Texts};

keys! {
    /// What a container is given
    pub(crate) struct Resources {
        /// CPU: a request, or `{ request, limit }`
        cpu: Option<At<CpuAmount>> = "cpu" ["\"250m\""] => "`requests.cpu`; a limit only when one is said";
        /// Memory: request and limit alike, or `{ request, limit }`
        memory: Option<At<ByteAmount>> = "memory" ["\"256Mi\""] => "`requests.memory` and `limits.memory`";
        /// Room for logs, scratch volumes and the writable layer
        storage: Option<At<ByteAmount>> = "storage" ["\"1Gi\""] => "`requests.ephemeral-storage` and `limits.ephemeral-storage`";
        /// Devices
        extended: Map<ResourceNames, At<Some1>> = "extended" ["{ \"nvidia.com/gpu\" = 1 }"] => "`limits` and `requests`";
    }
}

keys! {
    /// How the state of the application is asked for
    pub(crate) struct Health {
        /// Whether it takes requests; a TCP probe of the first port when absent
        ready: Option<Probe> = "ready" ["\"/ready\""] => "`readinessProbe`";
        /// Whether it must be restarted; none when absent, because a guessed one does harm
        live: Option<Probe> = "live" ["\"/healthz\""] => "`livenessProbe`";
        /// How long it may take to start
        boot_time: Option<At<SomeSeconds>> = "boot-time" ["\"60s\""] => "`startupProbe`";
    }
}

either_form! {
    /// A fixed number of pods, or bounds.
    pub(crate) enum ScaleChoice {
        /// As many as this.
        Fixed(At<Count>),
        /// Between bounds.
        Bounds(Scale),
    }
}

keys! {
    /// How many pods there are
    pub(crate) struct Scale {
        /// The fewest, and how many there are without an autoscaler
        min: Option<At<Count>> = "min" ["3"] => "`minReplicas`, or `replicas`";
        /// The most; with it there is an autoscaler
        max: Option<At<Some1>> = "max" ["20"] => "HorizontalPodAutoscaler `maxReplicas`";
        /// How much of the requested CPU pods should use, in per cent; 70 when nothing else is measured
        cpu: Option<At<Percent>> = "cpu" ["70"] => "`metrics[].resource`";
        /// How much of the requested memory, in per cent
        memory: Option<At<Percent>> = "memory" ["80"] => "`metrics[].resource`";
        /// Other things that are measured
        metrics: Vec<At<Metric>> = "metrics" ["[{ pods = \"http_requests_per_second\", average = \"100\" }]"] => "`metrics[].pods` and `metrics[].external`";
        /// How fast it scales
        behavior: Option<At<Behavior>> = "behavior" ["{ down = \"5m\" }"] => "`behavior`";
        /// How many pods may be missing while nodes are drained: 1 when absent
        disruption: Option<At<Disruption>> = "disruption" ["2"] => "PodDisruptionBudget `maxUnavailable`";
    }
}

/// How many pods may be missing.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Disruption {
    /// As many as it takes: no budget.
    Any,
    /// So many.
    Most(i32),
}

impl Read for Disruption {
    const SHAPE: Shape = Shape::Any(&[Some1::SHAPE, Shape::Boolean]);

    fn read(node: &Node, name: &str, reader: &mut Reader) -> Option<Self> {
        match node.data {
            Data::Boolean(false) => Some(Self::Any),
            _ => Some1::read(node, name, reader).map(|count| Self::Most(count.0)),
        }
    }
}

keys! {
    /// A metric: of the pods, or of something outside
    pub(crate) struct Metric {
        /// The name of a metric that every pod has
        pods: Option<At<String>> = "pods" ["\"http_requests_per_second\""] => "`pods.metric.name`";
        /// The name of a metric of something outside
        external: Option<At<String>> = "external" ["\"queue_depth\""] => "`external.metric.name`";
        /// Which of several series
        labels: Texts = "labels" ["{ queue = \"orders\" }"] => "`metric.selector.matchLabels`";
        /// What it should be per pod
        average: Option<At<Amount>> = "average" ["\"100\""] => "`target.averageValue`";
        /// What it should be in all
        value: Option<At<Amount>> = "value" ["\"30\""] => "`target.value`";
    }
}

keys! {
    /// How fast the number of pods follows the load
    pub(crate) struct Behavior {
        /// How long less load must last before pods go
        down: Option<At<Seconds>> = "down" ["\"5m\""] => "`scaleDown.stabilizationWindowSeconds`";
        /// How long more load must last before pods come
        up: Option<At<Seconds>> = "up" ["\"0s\""] => "`scaleUp.stabilizationWindowSeconds`";
    }
}
